import ServerModel

/// Which of the credentials that were found are meant.
struct CredentialChoice {
    /// In the order of their rows.
    var found: [FoundCredential]
    /// A server was named for those whose files name none.
    var hasServer: Bool

    /// All that can be moved.
    var all: [FoundCredential] { found.filter(isMovable) }

    /// Those with these ids or in these rows, each once. Throws ``UnknownCredential`` and ``ImmovableCredential``.
    func named(_ words: [String]) throws -> [FoundCredential] {
        var seen: Set<String> = []
        return try words.map { word in
            guard let credential = found.first(where: { $0.id == word }) ?? row(word) else { throw UnknownCredential(name: word) }
            guard isMovable(credential) else { throw ImmovableCredential(credential: credential) }
            return credential
        }.filter { seen.insert($0.id).inserted }
    }

    private func row(_ word: String) -> FoundCredential? {
        guard let number = Int(word), found.indices.contains(number - 1) else { return nil }
        return found[number - 1]
    }

    private func isMovable(_ credential: FoundCredential) -> Bool {
        credential.obstacle == nil && (credential.server != nil || hasServer)
    }
}
