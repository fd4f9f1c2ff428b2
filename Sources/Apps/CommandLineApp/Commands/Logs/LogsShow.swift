import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager logs NAME… [-f] [-n N]`
struct LogsShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the newest records of logs. This is what 'logs NAME' alone does.",
        usage: """
            mcp-manager logs NAME… [--follow] [--lines COUNT] [--since TIME] [--until TIME] [--level LEVEL] [--grep EXPRESSION]
            mcp-manager logs --all [--follow] …
            """,
        discussion: """
            Several servers are merged by time, and each line begins with the server's name. Further lines of a record, as of a \
            traceback, are indented. A server's own colours are shown where colours are.

            With --json: an array of records; with --follow as well, one record a line.
            """)

    @OptionGroup var servers: LogServers

    @Flag(name: .shortAndLong, help: "Go on with every new record, until Ctrl-C.")
    var follow = false

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("How many of the newest records that match. (default: 50)", valueName: "count"))
    var lines: Int?

    @OptionGroup var range: LogRange

    @OptionGroup var content: LogContent

    @OptionGroup var options: CommonOptions

    private static let usualLines = 50

    func validate() throws {
        try servers.requireSome()
        if let lines, lines < 0 { throw ValidationError("--lines takes 0 or more") }
        if follow, range.until != nil { throw ValidationError("--follow goes without --until") }
    }

    func run(in session: Session) async throws {
        let ids = try servers.ids()
        let query = try query(session.times)
        let client = try await session.connect()
        guard !follow else { return try await follow(ids, query, client, session) }
        let records = try await client.logs(ids, query)
        guard !options.json else { return try session.output.print(json: records) }
        let line = try await line(query, client, session)
        try session.output.print(records, as: line)
        if lines == nil, range.since != nil, records.count == Self.usualLines {
            try session.errors.print("\("these are the newest \(records.count); -n takes more", .muted)\n")
        }
    }

    /// Until the daemon ends, which is an error, or somebody ends this program.
    private func follow(_ ids: [ServerID], _ query: LogQuery, _ client: ControlClient, _ session: Session) async throws {
        let line = try await line(query, client, session)
        let output = session.output
        for try await record in try await client.followLogs(ids, query) {
            if options.json {
                try output.print(json: record)
            } else {
                try output.print(CollectionOfOne(record), as: line)
            }
        }
    }

    private func query(_ times: TimeText) throws -> LogQuery {
        var query = content.narrowing(try range.query(times))
        query.last = lines ?? Self.usualLines
        return query
    }

    private func line(_ query: LogQuery, _ client: ControlClient, _ session: Session) async throws -> LogLine {
        LogLine(times: session.times, names: try await servers.labels(client), highlight: LogHighlight(query))
    }
}
