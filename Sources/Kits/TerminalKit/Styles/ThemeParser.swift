/// Reads theme files: the sections `[theme]`, `[palette]`, `[style]` and `[style.mono]` of `name = "text"` lines.
struct ThemeParser {
    private(set) var warnings: [ThemeWarning] = []
    private var source = ThemeSource()
    private var parent: String?
    private var parentLine = 0
    private var summary = SafeText.empty

    /// The theme, `nil` when the file says nothing a theme could use.
    mutating func parse(_ text: String, named name: String, parent lookup: (String) -> Theme?) -> Theme? {
        read(text)
        var inherited: Theme?
        if let parent {
            inherited = lookup(parent)
            if inherited == nil {
                warn(
                    parentLine, "there is no theme '\(parent)' to inherit from, or it inherits from this one",
                    "write the name of a built-in theme")
            }
        }
        guard !source.isEmpty || inherited != nil else {
            warn(0, "the file holds no style", "add a section [style] with lines like error = \"red bold\"")
            return nil
        }
        return resolve(named: name, inherited: inherited)
    }

    // MARK: - Lines

    private mutating func read(_ text: String) {
        var section = ""
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let number = index + 1
            let line = line.trimmed
            if line.isEmpty || line.first == "#" { continue }
            if line.first == "[" {
                section = Self.sectionName(line) ?? ""
                if !["theme", "palette", "style", "style.mono"].contains(section) {
                    warn(number, "'\(line)' is no section of a theme", "use [theme], [palette], [style] or [style.mono]")
                    section = "?"
                }
            } else if section != "?" {
                guard let (key, value) = Self.pair(line) else {
                    warn(number, "this is not a line of the form name = \"text\"", "put the text in double quotes")
                    continue
                }
                store(key, ThemeSource.Value(text: value, line: number), in: section)
            }
        }
    }

    private mutating func store(_ key: String, _ value: ThemeSource.Value, in section: String) {
        switch section {
        case "theme": setting(key, value)
        case "palette": source.palette[key] = value
        case "style":
            source.styles[key] = value
            checkRole(key, value.line)
        case "style.mono":
            source.monoStyles[key] = value
            checkRole(key, value.line)
        default: warn(value.line, "'\(key)' stands before the first section", "put a line [style] above it")
        }
    }

    private mutating func setting(_ key: String, _ value: ThemeSource.Value) {
        switch key {
        case "inherits":
            parent = value.text
            parentLine = value.line
        case "description": summary = SafeText(value.text)
        case "name", "author": break
        default: warn(value.line, "a theme has no setting '\(key)'", "remove the line; settings are inherits and description")
        }
    }

    /// Applications have roles of their own, so an unknown name is only a mistake if it looks like a known one.
    private mutating func checkRole(_ name: String, _ line: Int) {
        guard !StyleToken.all.contains(StyleToken(name)) else { return }
        let likeness = StyleToken.all.map(\.rawValue).first { Self.alike($0, name) }
        guard let likeness else { return }
        warn(line, "no role is named '\(name)'", "did you mean '\(likeness)'?")
    }

    private static func sectionName(_ line: Substring) -> String? {
        guard let end = line.firstIndex(of: "]"), isComment(line[line.index(after: end)...]) else { return nil }
        return String(line[line.index(after: line.startIndex)..<end].trimmed)
    }

    private static func pair(_ line: Substring) -> (key: String, value: String)? {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        var key = line[..<equals].trimmed
        if key.count > 2, let quote = key.first, quote == "\"" || quote == "'", key.last == quote {
            key = key.dropFirst().dropLast()
        }
        let rest = line[line.index(after: equals)...].trimmed
        guard !key.isEmpty, !key.contains(where: \.isWhitespace), let quote = rest.first, quote == "\"" || quote == "'" else {
            return nil
        }
        let body = rest.dropFirst()
        guard let end = body.firstIndex(of: quote), isComment(body[body.index(after: end)...]) else { return nil }
        return (String(key), String(body[..<end]))
    }

    private static func isComment(_ rest: Substring) -> Bool {
        let rest = rest.trimmed
        return rest.isEmpty || rest.first == "#"
    }

    /// Whether two names differ in one letter left out, added, changed, or in their punctuation.
    private static func alike(_ left: String, _ right: String) -> Bool {
        let first = left.filter(\.isLetter)
        let second = right.lowercased().filter(\.isLetter)
        if first == second { return true }
        guard abs(first.count - second.count) <= 1, first.count > 3 else { return false }
        let start = zip(first, second).prefix { $0 == $1 }.count
        let end = zip(first.reversed(), second.reversed()).prefix { $0 == $1 }.count
        return start + end >= max(first.count, second.count) - 1
    }

    // MARK: - Meaning

    private mutating func resolve(named name: String, inherited: Theme?) -> Theme {
        let complete = inherited.map { source.inheriting(from: $0.source) } ?? source
        var palette: [String: ThemeColor] = [:]
        for (name, value) in Self.inOrder(complete.palette) {
            if let color = ThemeColor(paletteEntry: value.text) {
                palette[name] = color
            } else {
                warn(
                    value.line, "'\(value.text)' is no colour",
                    "write #rrggbb, optionally followed by / and a number to 255 and / and one of the 16 names")
            }
        }
        let styles = entries(complete.styles, palette: palette)
        // Without colours, shape and emphasis must carry the meaning, also in themes that did not think of it.
        var monoStyles = Self.standardMonoStyles
        monoStyles.merge(entries(complete.monoStyles, palette: palette)) { _, own in own }
        warnings.sort { $0.line < $1.line }
        return Theme(name: name, summary: summary, source: complete, styles: styles, monoStyles: monoStyles)
    }

    private mutating func entries(
        _ values: [String: ThemeSource.Value], palette: [String: ThemeColor]
    )
        -> [StyleToken: ThemeEntry]
    {
        var entries: [StyleToken: ThemeEntry] = [:]
        for (name, value) in Self.inOrder(values) {
            do throws(ThemeEntry.Mistake) {
                entries[StyleToken(name)] = try ThemeEntry(parsing: value.text, palette: palette)
            } catch {
                warn(value.line, error.problem, error.fix)
            }
        }
        return entries
    }

    private mutating func warn(_ line: Int, _ problem: String, _ fix: String) {
        warnings.append(ThemeWarning(line: line, problem: problem, fix: fix))
    }

    private static func inOrder(_ values: [String: ThemeSource.Value]) -> [(String, ThemeSource.Value)] {
        values.sorted { ($0.value.line, $0.key) < ($1.value.line, $1.key) }.map { ($0.key, $0.value) }
    }

    private static let standardMonoStyles: [StyleToken: ThemeEntry] = [
        .textDim: ThemeEntry(), .border: ThemeEntry(emphasis: .dim), .borderFocus: ThemeEntry(emphasis: .bold),
        .titleFocus: ThemeEntry(emphasis: .bold), .tabActive: ThemeEntry(emphasis: .reverse),
        .key: ThemeEntry(emphasis: .bold), .select: ThemeEntry(emphasis: .reverse),
        .selectInactive: ThemeEntry(emphasis: .bold), .match: ThemeEntry(emphasis: .underline),
        .matchCurrent: ThemeEntry(emphasis: [.reverse, .underline]), .warn: ThemeEntry(emphasis: .bold),
        .error: ThemeEntry(emphasis: [.bold, .underline]), .inputError: ThemeEntry(emphasis: .bold),
        .secret: ThemeEntry(emphasis: .bold), .input: ThemeEntry(emphasis: .underline),
        .buttonFocus: ThemeEntry(emphasis: .reverse), .buttonDanger: ThemeEntry(emphasis: [.reverse, .bold]),
        .logFatal: ThemeEntry(emphasis: [.bold, .reverse]), .off: ThemeEntry(emphasis: .dim),
        .sparkGap: ThemeEntry(emphasis: .dim), .scroll: ThemeEntry(emphasis: .dim), .scrollThumb: ThemeEntry(),
    ]
}
