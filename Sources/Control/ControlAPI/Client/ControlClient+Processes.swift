import ServerModel

/// Processes: ours, and MCP servers that other programs started.
extension ControlClient {
    /// Every process of our servers, and, if asked for, of foreign ones.
    public func processes(foreign: Bool = true) async throws -> ProcessReport {
        try await value(ControlRequest(.processes, query: [(ControlRoute.Parameter.foreign, foreign ? nil : "false")]))
    }

    /// Ends a foreign server: gently first, then not. Throws `no-foreign-server` for what is none.
    public func end(_ process: ProcessEntry) async throws -> EndedServer {
        var request = ControlRequest(.endProcess, at: ["id": "\(process.processID)"], deadline: nil)
        request.body = try ControlCoding.encode(EndRequest(startedAt: process.startedAt))
        return try await value(request)
    }

    /// Defines a server of ours that runs the same, and ends the foreign one. Throws `no-foreign-server`, or what ``add(_:)`` throws.
    public func adopt(_ process: ProcessEntry, name: String? = nil, keeps: Bool = false) async throws -> Adoption {
        var request = ControlRequest(.adoptProcess, at: ["id": "\(process.processID)"], deadline: nil)
        request.body = try ControlCoding.encode(AdoptionRequest(startedAt: process.startedAt, name: name, keeps: keeps))
        return try await value(request)
    }

    /// What a server used in the last minutes, oldest first; up to a week.
    public func use(of id: ServerID, minutes: Int) async throws -> [ResourceSample] {
        try await value(ControlRequest(.use, id, query: [(ControlRoute.Parameter.minutes, "\(minutes)")]))
    }
}
