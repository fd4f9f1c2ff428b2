import ServerModel

extension Supervisor {
    /// Whether a server becomes ready as it is now: one that runs is started again, another is started and rests again afterwards. The
    /// status is the one it settled in. What people told it stays as it was. Throws `UnknownServer`, or what is wrong with its definition.
    public func tryOut(_ id: ServerID) async throws -> ServerStatus {
        guard !isEnding else { throw ErrorReport.stopping(id) }
        let server = try server(id.rawValue)
        let isRunning = try await server.beginTrial()
        await server.settled()
        let status = await server.status
        if !isRunning { await server.endTrial() }
        return status
    }
}

extension SupervisedServer {
    /// Whether it ran before.
    fileprivate func beginTrial() throws -> Bool {
        if let definitionFailure { throw definitionFailure }
        if machine.phase == .disabled { throw ErrorReport.disabled(id) }
        guard running.isEmpty else {
            startAgain()
            return true
        }
        apply(.start)
        return false
    }

    /// It rests again, unless somebody came to need it meanwhile.
    fileprivate func endTrial() {
        guard sessions.isEmpty, !startedByPerson else { return }
        apply(.stop)
    }
}
