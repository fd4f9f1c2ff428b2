import ArgumentParser
import ServerModel

/// `mcp-manager calls …`
struct Calls: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the calls of tools that were made, by all clients.",
        discussion: "Arguments and results are kept for 30 days, long ones cut, secrets masked.",
        subcommands: [CallsList.self, CallsShow.self, CallsReplay.self], defaultSubcommand: CallsList.self)
}

/// `mcp-manager calls [NAME] [--failed] [--tool T]`
struct CallsList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List them, the newest first. This is what 'calls' alone does.",
        usage: "mcp-manager calls [NAME] [--failed] [--tool TOOL] [--limit N] [--before ID]",
        discussion: """
            ✔ ok   ✘ tool-error: the tool says so, refused: the server does   – cancelled by the client   ▲ lost: the server ended
            """)

    @Argument(help: "Only those of this server.", completion: .serverNames)
    var name: String?

    @Flag(help: "Only those without a good result.")
    var failed = false

    @Option(help: ArgumentHelp("Only those of this tool.", valueName: "tool"))
    var tool: String?

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit = 50

    @Option(help: ArgumentHelp("Only those before this one, to go back further.", valueName: "id"))
    var before: Int?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard (1...CallQuery.largestLimit).contains(limit) else {
            throw ValidationError("--limit takes 1 to \(CallQuery.largestLimit)")
        }
    }

    func run(in session: Session) async throws {
        let query = CallQuery(
            server: try name.map { try ServerID($0) }, failedOnly: failed, tool: tool, before: before, limit: limit)
        let client = try await session.connect()
        let calls = try await client.calls(query)
        // A name that is no server's finds nothing either; that is worth more words.
        if calls.isEmpty, let server = query.server { _ = try await client.server(server) }
        if calls.isEmpty, !options.json { try session.errors.print("no calls\n") }
        try session.show(calls) { calls in
            calls.isEmpty ? "" : CallTable(calls: calls, times: session.times).table.text(width: session.context.output.columns)
        }
    }
}

/// `mcp-manager calls show ID`
struct CallsShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one call, with its arguments and its result.")

    @Argument(help: "The call's number, as 'calls' shows it.")
    var id: Int

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let times = session.times
        try session.show(try await session.connect().call(id)) { CallStory(call: $0, times: times).text }
    }
}

/// `mcp-manager calls replay ID`
struct CallsReplay: Verb {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Make a call again, and show what is different.",
        discussion: "What the tool does, it does again. The new call is recorded too.")

    @Argument(help: "The call's number, as 'calls' shows it.")
    var id: Int

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try session.show(try await session.connect().replay(call: id)) { ReplayView(replay: $0).text }
    }
}
