/// One pattern of an ``IgnoreList``.
struct GlobPattern: Sendable, Hashable {
    /// Between slashes; one part for a pattern that means a name anywhere.
    private let parts: [[Character]]
    private let isPath: Bool
    private let meansFolders: Bool

    /// `nil` for a text that means nothing: empty, or slashes alone.
    init?(_ text: String) {
        var rest = text[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        let parts = rest.split(separator: "/")
        guard !parts.isEmpty else { return nil }
        self.parts = parts.map(Array.init)
        meansFolders = rest.hasSuffix("/")
        isPath = parts.count > 1 || rest.hasPrefix("/")
    }

    func matches(_ path: String, isFolder: Bool) -> Bool {
        guard isFolder || !meansFolders else { return false }
        let names = path.split(separator: "/").map(Array.init)
        if isPath { return Self.matches(names[...], parts[...]) }
        return names.last.map { Self.matches($0[...], parts[0][...]) } ?? false
    }

    /// Folder by folder; `**` stands for any number of them.
    private static func matches(_ names: ArraySlice<[Character]>, _ parts: ArraySlice<[Character]>) -> Bool {
        guard let part = parts.first else { return names.isEmpty }
        if part == ["*", "*"] {
            return (names.startIndex...names.endIndex).contains { matches(names[$0...], parts.dropFirst()) }
        }
        guard let name = names.first, matches(name[...], part[...]) else { return false }
        return matches(names.dropFirst(), parts.dropFirst())
    }

    /// One name. Goes back to the last `*` only, so that it takes no longer than name × pattern.
    private static func matches(_ name: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
        var (name, pattern) = (name, pattern)
        var retry: (name: ArraySlice<Character>, pattern: ArraySlice<Character>)?
        while true {
            if pattern.first == "*" {
                pattern = pattern.dropFirst()
                retry = (name, pattern)
            } else if let character = name.first, let rest = afterOne(character, pattern) {
                (name, pattern) = (name.dropFirst(), rest)
            } else if name.isEmpty, pattern.isEmpty {
                return true
            } else if let last = retry, !last.name.isEmpty {
                retry = (last.name.dropFirst(), last.pattern)
                (name, pattern) = (last.name.dropFirst(), last.pattern)
            } else {
                return false
            }
        }
    }

    /// What is left of the pattern after `character`; `nil` when it does not begin with it.
    private static func afterOne(_ character: Character, _ pattern: ArraySlice<Character>) -> ArraySlice<Character>? {
        switch pattern.first {
        case "?":
            return pattern.dropFirst()
        case "[":
            // The first character of a set may be its bracket: `[]x]`.
            guard let close = pattern.dropFirst(2).firstIndex(of: "]") else { break }
            var set = pattern[pattern.index(after: pattern.startIndex)..<close]
            let isNegated = set.first == "!" || set.first == "^"
            if isNegated { set = set.dropFirst() }
            return contains(character, set) != isNegated ? pattern[pattern.index(after: close)...] : nil
        default:
            break
        }
        return pattern.first == character ? pattern.dropFirst() : nil
    }

    private static func contains(_ character: Character, _ set: ArraySlice<Character>) -> Bool {
        var set = set
        while let first = set.popFirst() {
            if set.first == "-", let last = set.dropFirst().first {
                if first <= character, character <= last { return true }
                set = set.dropFirst(2)
            } else if first == character {
                return true
            }
        }
        return false
    }
}
