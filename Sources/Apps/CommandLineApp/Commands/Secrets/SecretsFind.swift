import ArgumentParser
import ServerModel

/// `mcp-manager secrets find [PATH…]`
struct SecretsFind: Verb {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Look for credentials in plain text.",
        discussion: """
            Without a path: in the files of AI clients, in .env files beside servers, and in definitions. Of a value only its first \
            two characters and its length are shown.
            """)

    @Argument(help: "Look in these files and folders instead.", completion: .file())
    var paths: [String] = []

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let found = try await session.connect().credentials(in: paths.map(session.context.absolute))
        if found.isEmpty, !options.json { try session.errors.print("nothing looks like a credential in plain text\n") }
        try session.show(found) {
            CredentialsView(credentials: $0, shortened: session.context.shortened).text(width: session.context.output.columns)
        }
    }
}

/// `mcp-manager secrets move`
struct SecretsMove: Verb {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Take credentials in plain text into the store, and rewrite the files they are in.",
        usage: "mcp-manager secrets move {--all | ID… } [--server NAME] [--dry-run] [PATH…]",
        discussion: """
            ID is the number of a row of 'secrets find', or its id in 'secrets find --json'. Paths are as for 'secrets find', and must \
            have a '/' in them or begin with '.'. Shows how the files would change and asks, unless --yes is given; keeps copies of \
            the files, and says how to undo it.
            """)

    @Flag(help: "All that can be moved.")
    var all = false

    @Option(
        help: ArgumentHelp("Whose secrets they become where the file does not say.", valueName: "name"), completion: .serverNames)
    var server: String?

    @Flag(help: "Only show how the files would change.")
    var dryRun = false

    @Argument(help: ArgumentHelp("Which to move, and where to look.", valueName: "id"))
    var words: [String] = []

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if all == words.contains(where: { !Self.isPath($0) }) {
            throw ValidationError("say which: --all, or numbers of rows of 'mcp-manager secrets find'")
        }
    }

    func run(in session: Session) async throws {
        if let server { _ = try ServerID(server) }
        let client = try await session.connect()
        let found = try await client.credentials(in: words.filter(Self.isPath).map(session.context.absolute))
        let choice = CredentialChoice(found: found, hasServer: server != nil)
        let chosen = try all ? choice.all : choice.named(words.filter { !Self.isPath($0) })
        if all, chosen.count < found.count, !options.json {
            try session.errors.print("\(found.count - chosen.count) cannot be moved; 'mcp-manager secrets find' says why\n")
        }
        guard !chosen.isEmpty else {
            if !options.json { try session.errors.print("there is nothing to move\n") }
            return try session.show(CredentialMove(moved: [], files: [])) { _ in "" }
        }
        var request = CredentialMoveRequest(ids: chosen.map(\.id), server: server, isDryRun: true)
        let shortened = session.context.shortened
        let plan = try await client.move(request)
        let preview = CredentialMoveView(move: plan, shortened: shortened)
        if dryRun { return try session.show(plan) { _ in preview.differences + "\n" + preview.list(isDone: false) } }
        if !options.json || !options.yes {
            try session.errors.print(preview.differences + "\n" + preview.list(isDone: false))
        }
        try session.confirm("move them?", otherwise: "moving them needs a yes")
        request.isDryRun = false
        try session.show(try await client.move(request)) { CredentialMoveView(move: $0, shortened: shortened).done }
    }

    private static func isPath(_ word: String) -> Bool { word.contains("/") || word.hasPrefix(".") || word.hasPrefix("~") }
}

/// `mcp-manager secrets undo ID`
struct SecretsUndo: Verb {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Put back the files of a 'move' as they were.",
        discussion: "Refuses when one of them was changed since. What the move stored is taken out of the store again.")

    @Argument(help: "What 'move' said.")
    var id: String

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let shortened = session.context.shortened
        try session.show(try await session.connect().undoMove(id)) { CredentialMoveView(move: $0, shortened: shortened).undone }
    }
}
