import ServerModel

/// Which of the servers that clients have are meant.
struct ImportChoice {
    /// In the order of their rows.
    var found: [ImportCandidate]

    /// All that can be taken over.
    var all: [ImportCandidate] { found.filter(\.isFree) }

    /// Those with these ids or names, or in these rows, each once. Throws ``UnknownCandidate`` and ``ImmovableCandidate``.
    func named(_ words: [String]) throws -> [ImportCandidate] {
        try found.meant(by: words, calledBy: \.name) { candidate, word in
            guard let candidate else { throw UnknownCandidate(name: word, among: found) }
            guard candidate.isFree else { throw ImmovableCandidate(candidate: candidate) }
        }
    }
}

extension ImportCandidate {
    /// Whether it can be taken over.
    var isFree: Bool { known == nil && obstacle == nil }
}

extension Array where Element: Identifiable<String> {
    /// The rows of a table that `words` mean, each once: by their ids, by what `name` says, or by their numbers, from 1.
    ///
    /// - Parameter check: throws for a word that means none, or one that cannot be.
    func meant(
        by words: [String], calledBy name: (Element) -> String? = { _ in nil }, check: (Element?, String) throws -> Void
    ) rethrows -> [Element] {
        var seen: Set<String> = []
        return try words.compactMap { word in
            let row = Int(word).flatMap { indices.contains($0 - 1) ? self[$0 - 1] : nil }
            let element = first { $0.id == word } ?? first { name($0) == word } ?? row
            try check(element, word)
            return element
        }.filter { seen.insert($0.id).inserted }
    }
}

/// No client has a server of this name, and no row this number.
struct UnknownCandidate: ActionableError, Hashable {
    var name: String
    /// The name that was probably meant.
    var closest: String?

    init(name: String, among found: [ImportCandidate]) {
        self.name = name
        closest = closestMatch(to: name, among: found.map(\.name))
    }

    var code: String { "unknown-candidate" }
    var problem: String { "no client has a server '\(name)'" }
    var remedy: String { closest.map { "did you mean '\($0)'?" } ?? "run 'mcp-manager import' to see those there are" }
}

/// A server cannot be taken over.
struct ImmovableCandidate: ActionableError, Hashable {
    var candidate: ImportCandidate

    var code: String { candidate.known == nil ? "immovable-candidate" : "known-candidate" }
    var problem: String {
        if let known = candidate.known { return "'\(candidate.name)' is yours already: it is the server '\(known)'" }
        return "'\(candidate.name)' cannot be taken over: \(candidate.obstacle ?? "")"
    }
    var remedy: String {
        candidate.known.map { "have it in clients with 'mcp-manager platform sync --server \($0)'" }
            ?? "define it by hand: mcp-manager add NAME -- COMMAND"
    }
}
