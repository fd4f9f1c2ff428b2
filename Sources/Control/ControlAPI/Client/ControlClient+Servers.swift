import ServerModel

extension ControlClient {
    /// Every server, sorted by name; also those with an invalid definition (phase failed, code `invalid-definition`).
    public func servers() async throws -> [ServerStatus] {
        try await value(ControlRequest(.servers))
    }

    /// One server. Throws the daemon's `unknown-server` with the name that was probably meant.
    public func server(_ id: ServerID) async throws -> ServerStatus {
        try await value(ControlRequest(.server, id))
    }

    /// The definition's file and what was understood of it.
    public func definition(_ id: ServerID) async throws -> DefinitionDocument {
        try await value(ControlRequest(.definition, id))
    }

    /// What a server would be started with, or what keeps it from starting.
    public func environment(_ id: ServerID) async throws -> EnvironmentReport {
        // The login shell may have to be asked first.
        try await value(ControlRequest(.environment, id))
    }

    /// Writes a definition. Throws `server-exists`, `invalid-name` or what is wrong with it.
    public func add(_ server: NewServer) async throws -> ServerStatus {
        var request = ControlRequest(.addServer)
        request.body = try ControlCoding.encode(server)
        return try await value(request)
    }

    /// The definition that ``add(_:)`` would write. Throws what it would throw.
    public func draft(_ server: NewServer) async throws -> DefinitionDocument {
        var request = ControlRequest(.draftServer)
        request.body = try ControlCoding.encode(server)
        return try await value(request)
    }

    /// Stops a server and takes its definition away; a copy is kept.
    public func remove(_ id: ServerID) async throws -> RemovedServer {
        // Stopping first may take as long as the server needs.
        try await value(ControlRequest(.removeServer, id, deadline: nil))
    }

    /// Changes a definition, or tells what would change. Throws `invalid-definition`, and `changed-since` when somebody was faster.
    public func changeDefinition(_ wanted: DefinitionEditRequest, of id: ServerID) async throws -> DefinitionEdited {
        var request = ControlRequest(.changeDefinition, id)
        request.body = try ControlCoding.encode(wanted)
        return try await value(request)
    }

    /// Puts a definition that was taken away back. Throws `server-exists`.
    public func restore(_ id: ServerID, from removed: RemovedServer) async throws -> ServerStatus {
        var request = ControlRequest(.restoreServer, id)
        request.body = try ControlCoding.encode(removed)
        return try await value(request)
    }

    /// How the dashboard is to be from now on, written into `config.yaml`. Throws `cannot-edit` where that cannot be read.
    public func setDashboard(_ wanted: DashboardSettings) async throws -> DashboardSettings {
        var request = ControlRequest(.setDashboard)
        request.body = try ControlCoding.encode(wanted)
        return try await value(request)
    }

    /// Starts a server. With `wait` the answer is its settled status: ready or failed.
    ///
    /// `mode`: `development` or `local`, what it is to run in until it is stopped; one that runs in another is restarted.
    public func start(_ id: ServerID, in mode: ExecutionMode? = nil, wait: Bool = false) async throws -> ServerStatus {
        try await act(.start, id, in: mode, wait: wait)
    }

    /// Stops a server. With `wait` the answer is its settled status: stopped.
    public func stop(_ id: ServerID, wait: Bool = false) async throws -> ServerStatus {
        try await act(.stop, id, wait: wait)
    }

    /// Stops and starts a server; clients stay connected. With `wait` the answer is its settled status. `mode` as with `start`.
    public func restart(_ id: ServerID, in mode: ExecutionMode? = nil, wait: Bool = false) async throws -> ServerStatus {
        try await act(.restart, id, in: mode, wait: wait)
    }

    /// Ends a server's processes at once, without asking them.
    public func kill(_ id: ServerID, wait: Bool = false) async throws -> ServerStatus {
        try await act(.kill, id, wait: wait)
    }

    private func act(
        _ route: ControlRoute, _ id: ServerID, in mode: ExecutionMode? = nil, wait: Bool
    ) async throws -> ServerStatus {
        let query = [("wait", wait ? "true" : nil), ("mode", mode?.rawValue)]
        return try await value(ControlRequest(route, id, query: query, deadline: wait ? nil : 30))
    }
}
