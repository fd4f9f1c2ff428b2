import ControlAPI

@testable import CommandLineApp

extension FakeDaemon.Reply {
    /// Server-sent events with these values; after them the daemon is gone.
    static func events(_ values: [some Encodable]) throws -> FakeDaemon.Reply {
        FakeDaemon.Reply(
            body: Array(": hello\n\n".utf8)
                + (try values.flatMap { Array("data: ".utf8) + (try ControlCoding.encode($0)) + Array("\n\n".utf8) }))
    }
}

extension Stage {
    /// Runs the program in a terminal.
    func runInTerminal(_ arguments: String..., environment: [String: String] = ["TERM": "xterm"]) async -> Int32 {
        await CommandLineProgram(context: context(isTerminal: true, environment: environment)) { _ in 0 }.run(arguments)
    }
}
