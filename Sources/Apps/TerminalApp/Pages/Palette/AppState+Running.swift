import ServerModel
import TerminalKit

/// Running what is chosen or typed in the palette.
extension AppState {
    mutating func runChosen() -> [Effect] {
        guard case .palette(let palette) = overlay, let entry = entries(of: palette)[safe: palette.index] else { return [] }
        if missing(in: entry) != nil {
            completeChosen()
            return []
        }
        overlay = nil
        desk.remember(entry.kind.withoutValues)
        guard case .action(let action) = entry.kind else { return run(words: words(of: entry) ?? []) }
        return perform(action)
    }

    /// Writes the chosen entry out, so that more can be typed behind it.
    mutating func completeChosen() {
        guard case .palette(var palette) = overlay, let entry = entries(of: palette)[safe: palette.index] else { return }
        let line = words(of: entry).map(ShellWords.joined) ?? entry.title
        palette.query.replace(with: line + " ")
        palette.index = 0
        overlay = .palette(palette)
    }

    /// Runs a line, behind `mcp-manager`: as a verb or a page of ours where that is the same, else as the program itself.
    mutating func run(words: [String]) -> [Effect] {
        guard let (command, rest) = CommandCatalog.command(of: words) else {
            toast = .note("there is no command \(words.first ?? "")")
            return []
        }
        if let line = SecretLine(words), !line.readsValue, !rest.contains("--help"), !rest.contains("-h") {
            return openSecret(line)
        }
        let ids = rest.compactMap { word in servers.first { $0.id.rawValue == word }?.id }
        let isPlain = ids.count == rest.count
        if rest.contains("--help") || rest.contains("-h") { return runCommand(words) }
        switch command.conduct {
        case .verb(let verb) where isPlain && !ids.isEmpty: return request(verb, on: ids)
        case .opens(let pane) where isPlain && ids.count < 2:
            if let id = ids.first { select(id) }
            return perform(.pane(pane))
        case .opens(.secrets) where SecretLine(words) != nil || command.name == "secrets setup":
            // It stores something, so it is asked about like every change.
            ask(before: command, Self.agreed(words))
            return []
        case .does(let action): return perform(action)
        case .borrowsTerminal:
            note(ShellWords.joined([CommandProgram.name] + words))
            return [.lendTerminal(words)]
        case .unsuited(let reason):
            toast = .note(reason)
            return []
        case .shows, .opens: return runCommand(words)
        case .changes, .verb:
            ask(before: command, Self.agreed(words))
            return []
        }
    }

    /// What borrowed the terminal has given it back, and may have changed anything.
    mutating func takeBack(_ words: [String], _ result: Result<Int32, ErrorReport>) -> [Effect] {
        let line = ShellWords.joined([CommandProgram.name] + words)
        switch result {
        case .success(0): toast = .note("\(line) is done")
        case .success(let status): toast = .note("\(line) ended with exit code \(status)")
        case .failure(let report): toast = .error(report)
        }
        secrets?.isStale = true
        return isConnected ? [.reload(generation: generation)] : []
    }

    /// To the secret that is named, in the form when it is known by then.
    private mutating func openSecret(_ line: SecretLine) -> [Effect] {
        if let id = servers.first(where: { $0.id.rawValue == line.server })?.id { select(id) }
        let effects = perform(.pane(.secrets))
        guard focus == .secrets, let name = line.name, selected?.rawValue == line.server else { return effects }
        guard let page = secrets, page.server == selected, page.secrets != nil, !page.isStale else {
            secrets?.isStale = true
            let asked = loadSecretsIfShown()
            if secrets?.server == selected, !asked.isEmpty {
                secrets?.opensForm = true
                secrets?.opensAt = name
            }
            return effects + asked
        }
        openForm(.setup, first: name)
        return effects
    }

    /// Nothing can be asked of a person where the program runs, so the question is asked here.
    private static func agreed(_ words: [String]) -> [String] {
        guard !words.contains("--yes") else { return words }
        let end = words.firstIndex(of: "--") ?? words.endIndex
        return words[..<end] + ["--yes"] + words[end...]
    }

    private mutating func ask(before command: CatalogCommand, _ words: [String]) {
        let given = words.dropFirst(command.words.count).filter { $0 != "--yes" }
        overlay = .page(
            Question(
                title: "Run '\(command.name)'?", targets: given.isEmpty ? [] : [ShellWords.joined(given)],
                meaning: "\(command.summary).", command: ShellWords.joined([CommandProgram.name] + words), verb: "Run",
                requests: [], agreed: { state in state.runCommand(words) }))
    }

    /// Does a verb to these servers, whatever is marked.
    private mutating func request(_ verb: Verb, on ids: [ServerID]) -> [Effect] {
        let before = marked
        marked = Set(ids)
        let effects = request(verb)
        marked = before
        return effects
    }

    /// Selects a server, also one that the list does not show now.
    mutating func select(_ id: ServerID) {
        guard server(id) != nil else { return }
        if !visibleServers.contains(where: { $0.id == id }) { filter = TextPattern("") }
        if selected != id { statusTop = 0 }
        selected = id
    }
}

extension PaletteEntry.Kind {
    /// As it may be kept.
    var withoutValues: PaletteEntry.Kind {
        if case .line(let words) = self, let line = SecretLine(words) { .line(line.words) } else { self }
    }
}
