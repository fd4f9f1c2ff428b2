import ServerModel

/// Taking over what its file says.
extension SupervisedServer {
    /// Takes a newly read definition, `nil` for one with errors: then the last good one stays in force.
    ///
    /// A run that depends on what changed is replaced, clients keep their sessions; everything else is in force at once.
    func adopt(_ definition: ServerDefinition?, diagnostics: [Diagnostic]) {
        let wasInvalid = self.diagnostics.contains { $0.severity == .error }
        self.diagnostics = diagnostics
        guard let definition else { return keepLastGood() }
        let change = self.definition.map { DefinitionChange(from: asRun($0), to: asRun(definition)) }
        let isRunning = definition.enabled && !running.isEmpty
        let wasDisabled = machine.phase == .disabled
        install(definition)
        let mustStart = change?.needsNewRun == true && isRunning
        let news = DefinitionNews(change, wasInvalid: wasInvalid, isRunning: isRunning, starts: mustStart)
        note(news.message, level: .notice)
        publish(.changed, severity: news.severity, news.message)
        for server in [self] + allProcesses {
            server.assumeIsolated { $0.apply(definition.enabled ? .enable : .disable) }
        }
        if machine.phase == .stopped { perform(multiplexer.serverDown(downReport)) }
        if mustStart { startAgain() }
        if wasDisabled, definition.enabled, definition.start == .login, !isHeldByPerson { apply(.start) }
        if sourceWatch != nil || !running.isEmpty { watchSource() }
    }

    private func keepLastGood() {
        // One that runs goes on; a person who starts one is told what is wrong, and a client gets the last good one.
        if running.isEmpty { definitionFailure = .invalidDefinition(id, diagnostics) }
        if machine.phase == .stopped { perform(multiplexer.serverDown(downReport)) }
        let news = DefinitionNews(invalid: diagnostics, of: id, goesOn: definition != nil)
        note(news.message, level: .error)
        publish(.changed, severity: news.severity, news.message)
    }

    /// Makes it the one in force, here and in the processes of clients.
    private func install(_ definition: ServerDefinition) {
        self.definition = definition
        definitionFailure = nil
        if let chosenMode, chosenMode == definition.execution.mode || !definition.execution.mode.isProcess {
            self.chosenMode = nil
        }
        forgetKnowledge(for: definition)
        machine.adopt(definition.execution)
        if owner == nil { log.adopt(surroundings.logSettings(id, definition)) }
        adoptHealthCheck(definition.monitoring.healthCheck)
        for process in allProcesses { process.assumeIsolated { $0.install(definition) } }
    }
}
