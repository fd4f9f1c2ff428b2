import ServerModel
import TerminalKit

/// What the palette offers for what was typed.
extension AppState {
    /// Best first; with nothing typed what was run before, then everything.
    func entries(of palette: Palette) -> [PaletteEntry] {
        let query = palette.query.text
        let typed = query.split(separator: " ").joined(separator: " ")
        guard !typed.isEmpty else {
            let all = possibleFirst(actionEntries(palette.origin) + commandEntries)
            let recent = desk.recent.compactMap { kind in all.first { $0.kind == kind } ?? lineEntry(kind) }
            return recent + all.filter { !desk.recent.contains($0.kind) }
        }
        let ranked = (actionEntries(palette.origin) + commandEntries).compactMap { entry in rank(entry, query: typed) }
            .sorted { ($0.score, $1.order) > ($1.score, $0.order) }.map(\.entry)
        let answers = possibleFirst(ranked, typed: typed.lowercased())
        let lines = lineEntries(query)
        let names = lines.compactMap { entry in if case .line(let words) = entry.kind { ShellWords.joined(words) } else { nil } }
        let found =
            lines + answers.filter { entry in if case .command(let name) = entry.kind { !names.contains(name) } else { true } }
        // What nobody knows is for the program to explain.
        return found.isEmpty ? [ShellWords.split(query).flatMap { lineEntry(.line($0)) }].compactMap(\.self) : found
    }

    private func rank(_ entry: PaletteEntry, query: String) -> (entry: PaletteEntry, score: Int, order: String)? {
        var entry = entry
        if entry.key.map({ String($0.label.string) }) == query { return (entry, 100_000, entry.title) }
        if query.count > 2, entry.synonyms.contains(where: { $0.hasPrefix(query.lowercased()) }) {
            return (entry, 12_000, entry.title)
        }
        if let match = FuzzyMatch(query, in: entry.title) {
            entry.ranges = match.ranges
            let whole = (entry.title.lowercased() + Self.pageMark).hasPrefix(query.lowercased() + Self.pageMark)
            return (entry, match.score + (whole ? 20_000 : 10_000), entry.title)
        }
        // A sentence holds the letters of nearly everything: there, whole pieces are looked for.
        let text = "\(entry.title) \(entry.detail)".lowercased()
        let words = query.lowercased().split(separator: " ")
        guard words.allSatisfy({ text.contains($0) }) else { return nil }
        return (entry, FuzzyMatch(query, in: entry.detail)?.score ?? 0, entry.title)
    }

    /// Between a title and the page it is of, where two have the same.
    private static let pageMark = " · "

    /// What cannot be done now comes last, unless it is what was typed.
    private func possibleFirst(_ entries: [PaletteEntry], typed: String? = nil) -> [PaletteEntry] {
        let isDead = entries.map { entry in
            guard case .action = entry.kind else { return false }
            return typed.map { !entry.title.lowercased().hasPrefix($0) } ?? true && objection(to: entry) != nil
        }
        let places = entries.indices
        return places.filter { !isDead[$0] }.map { entries[$0] } + places.filter { isDead[$0] }.map { entries[$0] }
    }

    private var actionBindings: [Binding<Action, Context>] {
        var seen: Set<Action> = []
        return keys.bindings.filter { $0.action.isCommand && !$0.keys.isEmpty && seen.insert($0.action).inserted }
    }

    /// - Parameter origin: where keys went before; a key is named where it works.
    private func actionEntries(_ origin: Context) -> [PaletteEntry] {
        let bindings = actionBindings
        let labels = Dictionary(bindings.map { ($0.label, 1) }, uniquingKeysWith: +)
        return bindings.map { binding in
            let page = labels[binding.label, default: 1] > 1 ? Self.pageMark + Self.page(of: binding) : ""
            return PaletteEntry(
                kind: .action(binding.action), title: binding.label + page, detail: binding.tooltip,
                key: binding.keys.first { keys.action(for: $0, in: origin) == binding.action },
                synonyms: binding.action.synonyms)
        }
    }

    /// Where an action is at home.
    private static func page(of binding: Binding<Action, Context>) -> String {
        if case .pane = binding.action { return "page" }
        guard Context.panes.subtracting(binding.contexts).count > 1 else { return "everywhere" }
        return (Context.allCases.first { binding.contexts.contains($0) })?.title.lowercased() ?? "everywhere"
    }

    /// What no action does as well.
    private var commandEntries: [PaletteEntry] {
        let labels = Set(actionBindings.map(\.label))
        return CommandCatalog.all.compactMap { command in
            let title = command.name + (labels.contains(command.name) ? Self.pageMark + "command" : "")
            return switch command.conduct {
            case .shows, .changes, .borrowsTerminal:
                PaletteEntry(kind: .command(command.name), title: title, detail: command.summary)
            case .verb, .opens, .does, .unsuited: nil
            }
        }
    }

    // MARK: Lines

    /// The line that is being typed, once it begins with a command; where a server or a client is to be named, one for each.
    private func lineEntries(_ query: String) -> [PaletteEntry] {
        guard var words = ShellWords.split(query) else { return [] }
        if words.first == CommandProgram.name { words.removeFirst() }
        guard let (command, rest) = CommandCatalog.command(of: words) else { return [] }
        let isNew = query.last?.isWhitespace == true
        guard !rest.isEmpty || isNew else {
            // The name alone is among the commands, or means what an action does.
            let isListed =
                actionBindings.contains { $0.label == command.name } || commandEntries.contains { $0.title == command.name }
            return isListed ? [] : [lineEntry(.line(words))].compactMap(\.self)
        }
        let place = isNew ? rest.count : rest.count - 1
        let given = Array(words.dropLast(isNew ? 0 : 1))
        let start = isNew ? "" : rest[place]
        let typed = lineEntry(.line(words))
        guard !rest.contains(where: { $0.hasPrefix("-") }) else { return [typed].compactMap(\.self) }
        // Words that name nothing are perhaps a sentence that describes an action.
        let isKnown = rest.prefix(place).indices.allSatisfy { index in
            let names = self.names(for: command, at: index)
            return names.isEmpty || names.contains(rest[index])
        }
        guard isKnown else { return [] }
        let names = names(for: command, at: place).filter { !given.dropFirst(command.words.count).contains($0) }
        let matching = Self.candidates(start, among: names).compactMap { name in
            FuzzyMatch(start, in: name).map { (name, $0) }
        }
        // With nothing typed yet, in their own order.
        .sorted { start.isEmpty ? false : ($0.1.score, $1.0) > ($1.1.score, $0.0) }
        let offered = matching.compactMap { name, match in
            lineEntry(.line(given + [name])).map { entry in
                var entry = entry
                let offset = entry.title.count - name.count
                entry.ranges = match.ranges.map { ($0.lowerBound + offset)..<($0.upperBound + offset) }
                return entry
            }
        }
        let isWhole = names.isEmpty || names.contains(start) || (isNew && rest.isEmpty == false)
        return (isWhole || offered.isEmpty ? [typed].compactMap(\.self) : [])
            + offered.filter { $0.kind != typed?.kind || !isWhole }
    }

    /// More names than this are not offered: a letter more tells them apart.
    private static let mostNames = 100

    /// Those that begin with what was typed, then those that hold it, then those that hold its letters; not too many.
    private static func candidates(_ typed: String, among names: [String]) -> [String] {
        guard names.count > mostNames else { return names }
        guard !typed.isEmpty else { return Array(names.prefix(mostNames)) }
        let letters = Array(typed.lowercased().utf8)
        var (first, second, third): ([String], [String], [String]) = ([], [], [])
        for name in names {
            let text = Array(name.lowercased().utf8)
            if text.starts(with: letters) {
                first.append(name)
                if first.count == mostNames { break }
            } else if second.count < mostNames, text.contains(run: letters) {
                second.append(name)
            } else if third.count < mostNames, text.contains(inOrder: letters) {
                third.append(name)
            }
        }
        return Array((first + second + third).prefix(mostNames))
    }

    /// What can stand at a place behind the words of a command.
    private func names(for command: CatalogCommand, at place: Int) -> [String] {
        // What a command means without more words, as `logs` means `logs show`, says what may follow.
        let meant =
            command.operands.isEmpty
            ? CommandCatalog.all.first { $0.name == "\(command.name) show" || $0.name == "\(command.name) list" } : command
        let operands = (meant ?? command).operands
        let repeats: Set<CatalogCommand.Operand> = [.server, .optionalServer, .optionalClient]
        let operand = operands[safe: place] ?? operands.last.flatMap { repeats.contains($0) ? $0 : nil }
        switch operand {
        case .server, .optionalServer: return servers.map(\.id.rawValue)
        case .client, .optionalClient: return (platforms.findings?.platforms ?? []).map(\.id)
        case .word, .optionalWord, nil: return []
        }
    }

    private func lineEntry(_ kind: PaletteEntry.Kind) -> PaletteEntry? {
        guard case .line(let words) = kind, let (command, _) = CommandCatalog.command(of: words) else { return nil }
        return PaletteEntry(kind: kind, title: ShellWords.joined(words), detail: command.summary)
    }

    // MARK: What an entry means now

    /// The words of a command with what is selected; `nil` for an action.
    func words(of entry: PaletteEntry) -> [String]? {
        switch entry.kind {
        case .action: return nil
        case .line(let words): return words
        case .command(let name):
            guard let command = CommandCatalog.all.first(where: { $0.name == name }) else { return nil }
            switch command.operands.first {
            case .server: return command.words + [selected?.rawValue].compactMap(\.self)
            case .client: return command.words + [showsPlatforms ? platforms.column : nil].compactMap(\.self)
            case .optionalServer, .optionalClient, .word, .optionalWord, nil: return command.words
            }
        }
    }

    /// What must still be typed; `nil` when it can be run.
    func missing(in entry: PaletteEntry) -> String? {
        guard let words = words(of: entry), let (command, rest) = CommandCatalog.command(of: words) else { return nil }
        guard !rest.contains(where: { $0.hasPrefix("-") }) else { return nil }
        if case .opens = command.conduct { return nil }
        return command.operands.filter(\.isRequired).dropFirst(rest.count).first?.title
    }

    /// Why an entry would do nothing now; `nil` when it would.
    func objection(to entry: PaletteEntry) -> String? {
        if case .action(let action) = entry.kind { return objection(to: action) }
        guard let words = words(of: entry), let (command, _) = CommandCatalog.command(of: words) else { return nil }
        if case .unsuited(let reason) = command.conduct { return reason }
        return missing(in: entry).map { "type its \($0) behind it" }
    }

    /// What a person would type for an entry; `nil` where there is nothing to type.
    func commandLine(of entry: PaletteEntry) -> String? {
        if case .action(let action) = entry.kind { return commandLine(of: action) }
        return words(of: entry).map { ShellWords.joined([CommandProgram.name] + $0) }
    }
}

extension Action {
    /// Other words for it than those on its key.
    fileprivate var synonyms: [String] {
        switch self {
        case .logs(.export): ["export", "save", "file"]
        case .desk(.undo): ["take back", "revert"]
        case .kill: ["force", "end"]
        case .quit: ["exit", "leave"]
        case .refresh: ["reload", "reconnect"]
        default: []
        }
    }
}

extension [UInt8] {
    /// Whether these stand somewhere in it, side by side.
    fileprivate func contains(run letters: [UInt8]) -> Bool {
        guard let first = letters.first, letters.count <= count else { return letters.isEmpty }
        return (0...(count - letters.count)).contains { place in
            self[place] == first && self[place..<(place + letters.count)].elementsEqual(letters)
        }
    }

    /// Whether these stand in it, perhaps with others between them.
    fileprivate func contains(inOrder letters: [UInt8]) -> Bool {
        var rest = letters[...]
        for letter in self where letter == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }
}
