import Foundation
import TestSupport
import Testing

/// Every way an official client can open, against every framework servers are written in, over every transport: every
/// feature works, or cannot for a reason in the list of exceptions.
@Suite(.atATime(2), .temporaryHome, .needs(.sdk2, .sdk1, .fastmcp), .timeLimit(.minutes(15)))
struct `Through us` {
    @Test(arguments: MatrixCell.all)
    func `a client can use all of a server that starts for it`(_ cell: MatrixCell) async throws {
        let home = try TestHome.here
        try await cell.prepare(in: home)
        let surprises = try await cell.surprises(in: home)
        #expect(surprises.isEmpty, "\(surprises.joined(separator: "\n"))\n\(home.story)")
    }

    @Test(arguments: MatrixCell.started)
    func `a client can use all of a server that runs already`(_ cell: MatrixCell) async throws {
        let home = try TestHome.here
        try await cell.prepare(in: home)
        let surprises = try await cell.surprises(in: home)
        #expect(surprises.isEmpty, "\(surprises.joined(separator: "\n"))\n\(home.story)")
    }

    /// The answers to a server's questions, the changes and the cancellations of each are its own.
    @Test(arguments: MatrixServer.allCases)
    func `clients of every kind can use all of a server at once`(_ server: MatrixServer) async throws {
        let home = try TestHome.here
        let cells = MatrixClient.allCases.map { MatrixCell(client: $0, server: server, transport: .stdio) }
        try await cells[0].prepare("sessions: per-client", in: home)
        let surprises = try await withThrowingTaskGroup(of: [String].self) { group in
            for cell in cells { group.addTask { try await cell.surprises(in: home) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(surprises.isEmpty, "\(surprises.joined(separator: "\n"))\n\(home.story)")
    }
}

struct `The map` {
    @Test func `says why each thing that cannot work cannot`() throws {
        let map = try String(contentsOfFile: "\(Product.repository)/ARCHITECTURE.md", encoding: .utf8)
        for reason in MatrixException.reasons { #expect(map.contains(reason)) }
    }
}
