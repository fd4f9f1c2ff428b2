import ServerModel

/// AI clients: what is in their files, and what we write there.
extension ControlClient {
    /// Those that are configured or installed first.
    public func platforms() async throws -> [PlatformStatus] {
        try await value(ControlRequest(.platforms))
    }

    /// Throws `unknown-platform`.
    public func platform(_ id: String) async throws -> PlatformStatus {
        try await value(ControlRequest(.platform, at: ["id": id]))
    }

    /// Keeps the description of a client we do not know. Throws `invalid-platform` with the lines that are wrong.
    public func add(_ platform: PlatformText) async throws -> PlatformStatus {
        try await value(try request(.addPlatform, platform))
    }

    /// What ``apply(_:)`` would do. Throws `unknown-platform` and `unknown-server`; everything else is among the refusals.
    public func plan(_ wanted: PlatformSyncRequest) async throws -> PlatformSync {
        try await value(try request(.planPlatforms, wanted))
    }

    /// Writes clients' files, each whole or not at all, keeping copies. Throws `plan-changed` when another plan was agreed to.
    public func apply(_ wanted: PlatformSyncRequest) async throws -> PlatformSync {
        try await value(try request(.applyPlatforms, wanted))
    }

    /// Takes a writing back: others' later changes stay. Throws `unknown-sync` and `nothing-to-undo`.
    public func undo(_ wanted: PlatformUndoRequest) async throws -> PlatformSync {
        try await value(try request(.undoPlatforms, wanted))
    }

    /// Newest first.
    public func platformHistory() async throws -> [PlatformSyncRecord] {
        try await value(ControlRequest(.platformHistory))
    }

    /// What a client's file was, newest first.
    public func copies(of platform: String) async throws -> [PlatformCopy] {
        try await value(ControlRequest(.platformCopies, at: ["id": platform]))
    }

    /// Puts a whole file back. Throws `unknown-copy` and `nothing-to-restore`.
    public func restore(_ platform: String, _ wanted: PlatformRestoreRequest) async throws -> PlatformSync {
        var request = ControlRequest(.restorePlatform, at: ["id": platform])
        request.body = try ControlCoding.encode(wanted)
        return try await value(request)
    }

    /// Servers that clients have and that may become ours.
    ///
    /// - Parameter platforms: ids of clients; empty: all.
    public func importCandidates(from platforms: [String] = []) async throws -> [ImportCandidate] {
        try await value(ControlRequest(.importCandidates, query: platforms.map { (ControlRoute.Parameter.from, $0) }))
    }

    /// Defines servers, takes their credentials into the store, and points the clients' entries at us.
    public func importServers(_ wanted: ImportRequest) async throws -> ImportOutcome {
        try await value(try request(.importServers, wanted))
    }

    /// Puts back everything an import changed. Throws `unknown-move`, or `changed-since` when somebody changed a file meanwhile.
    public func undoImport(_ id: String) async throws -> ImportOutcome {
        try await value(ControlRequest(.undoImport, at: ["id": id]))
    }

    private func request(_ route: ControlRoute, _ body: some Encodable) throws -> ControlRequest {
        var request = ControlRequest(route)
        request.body = try ControlCoding.encode(body)
        return request
    }
}
