import ArgumentParser
import ServerModel

/// `mcp-manager platform list`
struct PlatformsList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List AI clients, and how their files stand to your servers.",
        discussion: """
            ✔ in sync   ◇ something is to be written, or to be decided   ▲ drifted: somebody else changed or took out an entry of \
            yours   ✘ broken: its file cannot be understood   ○ not configured   – not installed, or not supported

            OURS are entries that start a server of yours, OTHERS those that do not.
            """)

    @Flag(help: "Those that are not installed, too.")
    var all = false

    @Flag(help: "Only the ids, one a line.")
    var ids = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let known = try await session.connect().platforms()
        let shown = all ? known : known.filter { $0.isConfigured || $0.isInstalled }
        if shown.isEmpty, !options.json, !ids { try session.errors.print("no AI client is installed here\n") }
        try session.show(shown) { shown in
            if ids { return shown.reduce("") { $0 + "\($1.id)\n" } }
            let view = PlatformListView(
                platforms: shown, hidden: known.count - shown.count, shortened: session.context.shortened)
            return view.text(width: session.context.output.columns)
        }
    }
}

/// `mcp-manager platform show ID`
struct PlatformsShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one client: its file, every server in it, and what others changed.")

    @Argument(help: "The client.", completion: .platformIDs)
    var id: String

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try session.show(try await session.connect().platform(id)) {
            PlatformStory(
                platform: $0, times: session.times, shortened: session.context.shortened, width: session.context.output.columns
            ).text
        }
    }
}

extension CompletionKind {
    /// The ids of all clients, asked of the program itself while the user types.
    static var platformIDs: CompletionKind { .shellCommand("mcp-manager platform list --all --ids 2>/dev/null") }
}
