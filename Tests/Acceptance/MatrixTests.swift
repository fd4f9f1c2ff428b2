import TestSupport
import Testing

/// Every way an official client can open, against every framework servers are written in, over every transport.
@Suite(.atATime(2), .temporaryHome, .needs(.sdk2, .sdk1, .fastmcp), .timeLimit(.minutes(15)))
struct `Through us` {
    @Test(arguments: MatrixCell.all)
    func `every feature works, or cannot for a known reason`(_ cell: MatrixCell) async throws {
        let home = try TestHome.here
        for verdict in try await cell.run(in: home) {
            let words = "\(cell), \(verdict.feature.rawValue): \(verdict.detail)"
            if let reason = MatrixException.reason(verdict.feature, cell) {
                #expect(!verdict.works, "\(words)\nbut the exceptions say: \(reason)")
            } else {
                #expect(verdict.works, "\(words)\n\(home.story)")
            }
        }
    }
}
