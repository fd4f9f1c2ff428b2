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
        try found.meant(by: words) { credential, word in
            guard let credential else { throw UnknownCredential(name: word) }
            guard isMovable(credential) else { throw ImmovableCredential(credential: credential) }
        }
    }

    private func isMovable(_ credential: FoundCredential) -> Bool {
        credential.obstacle == nil && (credential.server != nil || hasServer)
    }
}
