import ArgumentParser
import ServerModel

/// `mcp-manager platform configure ID`
struct PlatformsConfigure: Verb {
    static let configuration = CommandConfiguration(
        commandName: "configure", abstract: "Have your servers in a client's file, from now on.",
        discussion: """
            \(SyncOptions.help)

            Examples: mcp-manager platform configure claude-desktop
                      mcp-manager platform configure zed --file ~/zed.json
            """)

    /// How entries start servers.
    enum Way: String, EnumerableFlag {
        case direct, through

        static func help(for value: Way) -> ArgumentHelp? {
            switch value {
            case .direct: "Its entries start servers themselves, without us in between: not shared, not logged."
            case .through: "Its entries connect through us, as they do unless told otherwise."
            }
        }
    }

    @Argument(help: "The client.", completion: .platformIDs)
    var id: String

    @Flag(exclusivity: .exclusive)
    var way: Way?

    @Option(help: ArgumentHelp("Its file, where that is not at its usual place.", valueName: "path"), completion: .file())
    var file: String?

    @OptionGroup var sync: SyncOptions
    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        var request = try sync.request(for: [id])
        request.isDirect = way.map { $0 == .direct }
        request.file = file.map(session.context.absolute)
        var writing = try await PlatformWriting(request, sync.answers, isDryRun: sync.dryRun, in: session)
        try await writing.perform()
    }
}

/// `mcp-manager platform sync [ID…]`
struct PlatformsSync: Verb {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Write what changed among your servers into clients' files.",
        discussion: """
            Without an ID: all clients that are configured, or all that are installed when none is configured yet. \(SyncOptions.help)

            Examples: mcp-manager platform sync
                      mcp-manager platform sync cursor --ours github --theirs time --yes
            """)

    @Argument(help: ArgumentHelp("Only these clients.", valueName: "id"), completion: .platformIDs)
    var ids: [String] = []

    @OptionGroup var sync: SyncOptions
    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let request = try sync.request(for: ids)
        var writing = try await PlatformWriting(request, sync.answers, isDryRun: sync.dryRun, in: session)
        try await writing.perform()
    }
}

/// `mcp-manager platform release ID`
struct PlatformsRelease: Verb {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Take every entry of yours out of a client's file, and leave it alone from then on.",
        discussion: "Asks as 'sync' does. Entries of others, and those that others changed and you leave to them, stay.")

    @Argument(help: "The client.", completion: .platformIDs)
    var id: String

    @OptionGroup var decisions: DecisionOptions

    @Flag(help: "Only show how the file would change.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let request = PlatformSyncRequest(platforms: [id], purpose: .release)
        var writing = try await PlatformWriting(request, decisions.answers, isDryRun: dryRun, in: session)
        try await writing.perform()
    }
}

/// What `configure` and `sync` have in common.
struct SyncOptions: ParsableArguments {
    static let help = """
        Shows how each file would change and asks, unless --yes is given; keeps copies of the files, and says how to undo it. About an \
        entry that somebody else changed, took out or made under the name of a server of yours, it asks as well; with --yes such \
        entries are left alone. Exits with 1 when something cannot be written.
        """

    @Option(help: ArgumentHelp("Only this server; may be repeated.", valueName: "name"), completion: .serverNames)
    var server: [String] = []

    @OptionGroup var decisions: DecisionOptions

    @Flag(help: "Only show how files would change.")
    var dryRun = false

    var answers: PlatformAnswers { decisions.answers }

    /// Throws `InvalidServerName`.
    func request(for platforms: [String]) throws -> PlatformSyncRequest {
        PlatformSyncRequest(platforms: platforms, servers: try Session.ids(server).map(\.rawValue))
    }
}

/// What is decided beforehand about entries that others changed.
struct DecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "An entry that others changed, took out or made becomes what we want; may be repeated.", valueName: "name"))
    var ours: [String] = []

    @Option(help: ArgumentHelp("Such an entry stays as it is, and is not ours; may be repeated.", valueName: "name"))
    var theirs: [String] = []

    var answers: PlatformAnswers { PlatformAnswers(ours: ours, theirs: theirs) }

    func validate() throws {
        if let both = ours.first(where: theirs.contains) {
            throw ValidationError("'\(both)' cannot be --ours and --theirs")
        }
    }
}
