import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager import`
struct Import: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Take over servers that AI clients on this machine have.",
        usage: """
            mcp-manager import [--from ID] [--dry-run] [NAME… | --all]
            mcp-manager import --undo ID
            """,
        discussion: """
            Without a NAME: lists what there is and, in a terminal, asks which. NAME is a name, or the number of a row. A server that \
            several clients have is taken once. Its definition is made, its credentials in plain text go into the store, and the \
            clients' entries connect through us. Shows all of that and asks, unless --yes is given; keeps copies of the files, and says \
            how to undo it.

            Examples: mcp-manager import
                      mcp-manager import --from cursor --all --dry-run
            """)

    @Option(help: ArgumentHelp("Only from the file of this client; may be repeated.", valueName: "id"), completion: .platformIDs)
    var from: [String] = []

    @Flag(help: "All that can be taken over.")
    var all = false

    @Flag(help: "Only show what would be done.")
    var dryRun = false

    @Option(help: ArgumentHelp("Put back everything an import changed.", valueName: "id"))
    var undo: String?

    @Argument(help: ArgumentHelp("Which to take over.", valueName: "name"))
    var names: [String] = []

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if all, !names.isEmpty { throw ValidationError("give names or --all, not both") }
        if undo != nil, all || dryRun || !names.isEmpty || !from.isEmpty { throw ValidationError("--undo goes alone") }
    }

    func run(in session: Session) async throws {
        let client = try await session.connect()
        let shortened = session.context.shortened
        if let undo {
            return try session.show(try await client.undoImport(undo)) { ImportView(outcome: $0, shortened: shortened).undone }
        }
        let found = try await client.importCandidates(from: from)
        guard let chosen = try chosen(among: found, session) else { return }
        guard !chosen.isEmpty else {
            if !options.json { try session.errors.print("there is nothing to take over\n") }
            return try session.show(ImportOutcome(imported: [], moved: [], files: [])) { _ in "" }
        }
        var request = ImportRequest(ids: chosen.map(\.id), isDryRun: true)
        let plan = try await client.importServers(request)
        let preview = ImportView(outcome: plan, shortened: shortened).preview
        if dryRun { return try session.show(plan) { _ in preview } }
        if !options.json || !options.yes { try session.errors.print(preview) }
        let what = chosen.count == 1 ? "it" : "them"
        try session.confirm("take \(what) over?", otherwise: "taking \(what) over needs a yes")
        // Asked before anything is done: afterwards nothing may fail any more.
        let hints = options.json ? [:] : try await afterwards(client)
        request.isDryRun = false
        try session.show(try await client.importServers(request)) {
            ImportView(outcome: $0, shortened: shortened, afterwards: hints).done
        }
    }

    /// Those that are meant; `nil` when they were only to be listed.
    private func chosen(among found: [ImportCandidate], _ session: Session) throws -> [ImportCandidate]? {
        let choice = ImportChoice(found: found)
        if all {
            let left = found.count - choice.all.count
            if left > 0, !options.json {
                try session.errors.print(
                    "\(left) cannot be taken over, or \(left == 1 ? "is" : "are") yours; 'mcp-manager import' says why\n")
            }
            return choice.all
        }
        guard names.isEmpty else { return try choice.named(names) }
        if found.isEmpty, !options.json { try session.errors.print("no client has a server in its file\n") }
        let asks = session.context.inputIsTerminal && !options.json && !options.yes && !choice.all.isEmpty
        try session.show(found) { ImportTable(candidates: $0, hints: !asks).text(width: session.context.output.columns) }
        return asks ? try session.ask(choice) : nil
    }

    /// What is to be done in clients, by their ids.
    private func afterwards(_ client: ControlClient) async throws -> [String: String] {
        try await client.platforms().reduce(into: [:]) { $0[$1.id] = $1.afterwards }
    }
}

extension Session {
    /// Has a person choose; nothing for Enter alone. Throws ``Declined`` when they go away.
    fileprivate func ask(_ choice: ImportChoice) throws -> [ImportCandidate] {
        while true {
            try errors.print("\nwhich to take over: numbers or names, or 'all'? [none] ")
            guard let answer = context.readAnswer() else {
                try errors.print("\n")
                throw Declined()
            }
            let words = answer.split { $0 == " " || $0 == "," }.map(String.init)
            if words == ["all"] { return choice.all }
            do {
                return try choice.named(words)
            } catch let error as any ActionableError {
                try remark(error.problem, error.remedy)
            }
        }
    }
}
