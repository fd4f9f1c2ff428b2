import Foundation

extension TestHome {
    /// Pastes a text into the only terminal of this test, as a person does: in brackets where the program has asked for them.
    public func paste(_ text: String) async throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: root)
        let sockets = folders.map { "\(root)/\($0)/tmux" }.filter { FileManager.default.fileExists(atPath: $0) }
        guard sockets.count == 1 else { throw TestFailure("not one terminal: \(sockets)") }
        // From standard input: a value has no place among arguments, here neither.
        try await tmux(sockets[0], ["load-buffer", "-b", "pasted", "-"], input: text)
        try await tmux(sockets[0], ["paste-buffer", "-p", "-d", "-b", "pasted"])
    }

    private func tmux(_ socket: String, _ arguments: [String], input: String = "") async throws {
        let outcome = try await Tool.run(
            try Component.tmux.program(), ["-S", socket] + arguments, environment: environment, input: input, within: .seconds(20)
        )
        guard outcome.succeeded else { throw TestFailure("tmux \(arguments[0]): \(outcome)") }
    }
}
