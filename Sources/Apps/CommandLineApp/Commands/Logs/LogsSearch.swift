import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager logs search QUERY [NAME…]`
struct LogsSearch: Verb {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search all that is kept of logs.",
        usage: "mcp-manager logs search QUERY [NAME…] [--regex] [--lines COUNT] [--since TIME] [--until TIME] [--level LEVEL]",
        discussion: """
            QUERY is found in messages and fields as it is; capital letters matter when it has some. Without a NAME: in the logs of \
            all servers. Matches come in the order of time, the oldest first, as they are found; Ctrl-C ends the search.

            With --json: one record a line. Exits with 0 when something was found, and with 1 when nothing was.
            """)

    @Argument(help: "What to look for.")
    var query: String

    @OptionGroup var servers: LogServers

    @Flag(name: [.customShort("E"), .long], help: "QUERY is a regular expression, looked for in messages.")
    var regex = false

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("End after so many matches.", valueName: "count"))
    var lines: Int?

    @OptionGroup var range: LogRange

    @Option(help: ArgumentHelp("Only what belongs to this session.", valueName: "number"))
    var session: Int?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if query.isEmpty { throw ValidationError("QUERY is empty; 'logs export' takes everything") }
        if let lines, lines < 1 { throw ValidationError("--lines takes 1 or more") }
    }

    func run(in session: Session) async throws {
        let ids = try servers.ids()
        var wanted = try range.query(session.times)
        if regex { wanted.pattern = query } else { wanted.text = query }
        wanted.session = self.session
        let client = try await session.connect()
        let names = options.json ? nil : try await servers.labels(client)
        try await untilInterrupted { [wanted, lines] in
            let line = LogLine(times: session.times, names: names, highlight: LogHighlight(wanted))
            let search = LogSearching(
                session: session, verb: "searched", noun: ("match", "matches"),
                showsFindings: session.context.output.isTerminal)
            let progress = try await search.run(client, ids, wanted, atMost: lines) { record in
                if session.preferences.json {
                    try session.output.print(json: record)
                } else {
                    try session.output.print(CollectionOfOne(record), as: line)
                }
            }
            if progress.matches == 0 { throw NothingFound(bytes: progress.totalBytes) }
        }
    }
}

/// A search that found nothing; this is only how it ends.
struct NothingFound: ActionableError, Hashable {
    /// What was searched.
    var bytes: Int

    var code: String { "nothing-found" }
    var problem: String { "nothing was found in \(byteWords(bytes)) of logs" }
    var remedy: String { "search in more servers or a longer time; small letters find capital ones, too" }
}
