import TestSupport
import Testing

/// Every way an official client can open, against every framework servers are written in, over every transport.
@Suite(.atATime(2), .temporaryHome, .needs(.sdk2, .sdk1, .fastmcp), .timeLimit(.minutes(15)))
struct `Through us` {
    @Test(arguments: MatrixCell.all)
    func `a client can use all of a server that starts for it`(_ cell: MatrixCell) async throws {
        try await expectAll(of: cell)
    }

    @Test(arguments: MatrixCell.started)
    func `a client can use all of a server that runs already`(_ cell: MatrixCell) async throws {
        try await expectAll(of: cell)
    }

    /// Every feature works, or cannot for a reason in the list of exceptions.
    private func expectAll(of cell: MatrixCell) async throws {
        let home = try TestHome.here
        let surprises = try await cell.run(in: home).compactMap { verdict -> String? in
            let reason = MatrixException.reason(verdict.feature, cell)
            guard verdict.works == (reason != nil) else { return nil }
            let words = "\(verdict.feature.rawValue): \(verdict.detail)"
            return reason.map { "\(words) — it works, although: \($0)" } ?? words
        }
        #expect(surprises.isEmpty, "\(cell)\n\(surprises.joined(separator: "\n"))\n\(home.story)")
    }
}
