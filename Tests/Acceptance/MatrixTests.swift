import TestSupport
import Testing

/// Every way an official client can open, against every framework servers are written in, over every transport.
@Suite(.atATime(2), .temporaryHome, .needs(.sdk2, .sdk1, .fastmcp), .timeLimit(.minutes(15)))
struct `Through us` {
    @Test(arguments: MatrixCell.all)
    func `every feature works, or cannot for a known reason`(_ cell: MatrixCell) async throws {
        let verdicts = try await cell.run(in: try TestHome.here)
        for feature in MatrixFeature.allCases {
            let verdict = verdicts[feature] ?? MatrixVerdict(works: false, detail: "not tried")
            if let reason = MatrixException.reason(feature, cell) {
                #expect(!verdict.works, "\(cell): \(feature.rawValue) works, though the list of exceptions says: \(reason)")
            } else {
                #expect(verdict.works, "\(cell): \(feature.rawValue): \(verdict.detail)")
            }
        }
    }
}
