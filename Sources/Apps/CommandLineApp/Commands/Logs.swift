import ArgumentParser
import ServerModel

/// `mcp-manager logs NAME [-f] [-n N]`
struct Logs: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Show a server's log.",
        discussion: "With --json: an array of records; with --follow as well, one record a line.")

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @Flag(name: .shortAndLong, help: "Go on with every new line, until Ctrl-C.")
    var follow = false

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("How many of the last lines.", valueName: "count"))
    var lines = 50

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if lines < 0 { throw ValidationError("--lines takes 0 or more") }
    }

    func run(in session: Session) async throws {
        let id = try ServerID(name)
        let client = try await session.connect()
        let times = session.times
        guard follow else {
            return try session.show(try await client.logs(id, last: lines)) { records in
                records.reduce(into: "") { $0 += $1.line(times) }
            }
        }
        for try await record in try await client.followLogs(id, last: lines) {
            try session.show(record) { $0.line(times) }
        }
    }
}
