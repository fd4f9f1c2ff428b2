import Synchronization

extension Theme {
    /// The themes compiled in, in the order of a list to choose from: for every terminal, for every eye, then the well-known.
    public static let builtInNames = [
        "ansi", "dark", "light", "high-contrast", "colorblind", "mono",
        "catppuccin", "dracula", "gruvbox", "nord", "solarized", "tokyo-night",
    ]

    /// A theme compiled in; `nil` when none has this name. Read when it is first asked for: one is all a start needs.
    public static func builtIn(_ name: String) -> Theme? {
        if let known = read.withLock({ $0[name] }) { return known }
        guard let text = BuiltInThemes.texts[name] else { return nil }
        // A test says that every name is of use and that none inherits from itself.
        let theme = parse(text, named: name) { $0 == name ? nil : builtIn($0) }.theme
        read.withLock { $0[name] = theme }
        return theme
    }

    private static let read = Mutex<[String: Theme]>([:])

    /// A theme that can be chosen.
    public struct Offer: Hashable, Sendable {
        /// What ``load(name:searching:read:)`` takes.
        public var name: String
        /// What it says of itself; may be empty.
        public var summary: SafeText
        /// Whether it is a file of the user's, perhaps in the place of a built-in one.
        public var isOwn: Bool

        public init(name: String, summary: SafeText, isOwn: Bool) {
            self.name = name
            self.summary = summary
            self.isOwn = isOwn
        }
    }

    /// The built-in themes, and after them the user's own (`name.theme` in one of the directories), by name.
    ///
    /// `list` answers the names of a directory's files, none when there is no such directory. A file without a single style is
    /// not offered.
    public static func available(
        searching directories: [String], list: (String) -> [String], read: (String) -> String?
    ) -> [Offer] {
        let suffix = ".theme"
        let own = directories.flatMap(list).filter { $0.hasSuffix(suffix) && $0 != suffix }.map {
            String($0.dropLast(suffix.count))
        }
        let offers = (builtInNames + Set(own).subtracting(builtInNames).sorted()).map { name -> Offer? in
            guard own.contains(name) else { return Offer(name: name, summary: builtIn(name)?.summary ?? .empty, isOwn: false) }
            let theme = load(name: name, searching: directories, read: read).theme
            return theme.name == name ? Offer(name: name, summary: theme.summary, isOwn: true) : nil
        }
        return offers.compactMap(\.self)
    }
}
