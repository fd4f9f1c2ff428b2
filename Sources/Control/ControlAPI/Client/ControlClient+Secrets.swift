import ServerModel

/// Secrets: what servers need, where it is kept, and what lies about in plain text. Values go in, and never come out.
extension ControlClient {
    /// The secrets of every server, by its name.
    public func secrets() async throws -> [ServerSecrets] {
        try await value(ControlRequest(.allSecrets))
    }

    public func secrets(of id: ServerID) async throws -> ServerSecrets {
        try await value(ControlRequest(.secrets, id))
    }

    /// Stores new values, all or none. Throws `invalid-secret` for one that breaks the rules of the definition, `secret-elsewhere` for
    /// one whose `from` says that it is kept elsewhere, and `no-secret-store` when no store takes values.
    public func set(_ changes: SecretChanges, of id: ServerID) async throws -> SecretsApplied {
        var request = ControlRequest(.setSecrets, id)
        request.body = try ControlCoding.encode(changes)
        return try await value(request)
    }

    /// Takes a value out of every store. Throws `unknown-secret` when none has it.
    public func deleteSecret(_ name: String, of id: ServerID) async throws -> SecretsApplied {
        try await value(ControlRequest(.deleteSecret, at: ["id": id.rawValue, "secret": name]))
    }

    /// Tries another value, and goes back to the old one if the server does not become ready with it.
    public func rotateSecret(_ name: String, to new: String, of id: ServerID) async throws -> SecretRotationOutcome {
        var request = ControlRequest(.rotateSecret, at: ["id": id.rawValue, "secret": name], deadline: nil)
        request.body = try ControlCoding.encode(SecretRotation(value: new))
        return try await value(request)
    }

    /// The stores in the order in which they are asked.
    public func secretStores() async throws -> [SecretStoreReport] {
        try await value(ControlRequest(.secretStores))
    }

    /// Throws `vault-exists`, `no-vault`, `vault-wrong-key`, `vault-damaged` and the like.
    public func vault(_ wanted: VaultRequest) async throws -> [SecretStoreReport] {
        var request = ControlRequest(.vault)
        request.body = try ControlCoding.encode(wanted)
        return try await value(request)
    }

    /// What looks like a credential in plain text, in the files of AI clients, files of variables and definitions.
    ///
    /// - Parameter paths: absolute; empty: the usual places.
    public func credentials(in paths: [String] = []) async throws -> [FoundCredential] {
        try await value(ControlRequest(.credentials, query: paths.map { (ControlRoute.Parameter.path, $0) }))
    }

    /// Takes credentials into the store and rewrites the files they were in, keeping copies.
    public func move(_ wanted: CredentialMoveRequest) async throws -> CredentialMove {
        var request = ControlRequest(.moveCredentials)
        request.body = try ControlCoding.encode(wanted)
        return try await value(request)
    }

    /// Puts back the files of a move as they were. Throws `unknown-move`, or `changed-since` when somebody changed one meanwhile.
    public func undoMove(_ id: String) async throws -> CredentialMove {
        try await value(ControlRequest(.undoMove, at: ["id": id]))
    }
}
