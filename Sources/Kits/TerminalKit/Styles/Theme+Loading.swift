extension Theme {
    /// Reads a theme file; what it says wrongly is left out and reported.
    ///
    /// `nil` when nothing in it is of use. `parent` finds the theme it inherits from.
    public static func parse(
        _ text: String, named name: String, parent: (String) -> Theme? = { builtIn($0) }
    )
        -> (theme: Theme?, warnings: [ThemeWarning])
    {
        var parser = ThemeParser()
        let theme = parser.parse(text, named: name, parent: parent)
        return (theme, parser.warnings)
    }

    /// The user's own theme `name.theme` from the first directory that has it, else the built-in one, else ``standard``.
    ///
    /// `read` answers a file's text, or `nil` when there is none. A user's theme may inherit from another one.
    public static func load(
        name: String, searching directories: [String], read: (String) -> String?
    )
        -> (theme: Theme, warnings: [ThemeWarning])
    {
        var warnings: [ThemeWarning] = []
        if let theme = find(name, in: directories, read: read, heirs: [], warnings: &warnings) { return (theme, warnings) }
        if warnings.isEmpty {
            let names = builtInNames.joined(separator: ", ")
            warnings.append(
                ThemeWarning(
                    line: 0, problem: "no theme is named '\(name)'", fix: "choose \(names), or write \(name).theme"))
        }
        return (standard, warnings)
    }

    private static func find(
        _ name: String, in directories: [String], read: (String) -> String?, heirs: [String],
        warnings: inout [ThemeWarning]
    ) -> Theme? {
        // A name is not a path, and a theme that inherits from its own heir would never end; one that changes a built-in
        // theme under the same name means the built-in one.
        guard !name.contains("/"), !name.isEmpty else { return nil }
        guard !heirs.contains(name) else { return builtIn(name) }
        for directory in directories {
            guard let text = read("\(directory)/\(name).theme") else { continue }
            var inherited: [ThemeWarning] = []
            let (theme, own) = parse(text, named: name) { parent in
                find(parent, in: directories, read: read, heirs: heirs + [name], warnings: &inherited)
            }
            warnings += own + inherited
            return theme ?? builtIn(name)
        }
        return builtIn(name)
    }

    /// The terminal's own colours: right on every ground, and what people get who choose nothing.
    public static var standard: Theme {
        builtIn("ansi") ?? Theme(name: "ansi", source: ThemeSource(), styles: [:], monoStyles: [:])
    }
}
