import NIOCore
import ServerExecution
import ServerModel

/// What its processes use, and what becomes of that.
extension SupervisedServer {
    /// Whether a process of it runs, its own or a client's.
    var hasProcess: Bool {
        run?.process.processID != nil || processes.values.contains { $0.assumeIsolated { $0.run?.process.processID != nil } }
    }

    /// Whether its use is to be looked at closely.
    var isLimited: Bool {
        (run != nil && use.watch.isNeeded) || processes.values.contains { $0.assumeIsolated { $0.isLimited } }
    }

    /// The plan of a run with its limits, as far as the kernel holds them.
    func beginUse(of plan: RunPlan, _ limits: ResourceLimits) -> RunPlan {
        var plan = plan
        // A plan that is prepared first has no process yet, and may get one.
        let isOurs = plan.process != nil || plan.preparation != nil
        plan.controlGroup = isOurs ? surroundings.controlGroups?.group("\(id)-\(runNumber)", limits: limits) : nil
        use = RunUse(limits, group: plan.controlGroup)
        return plan
    }

    /// A process was started: from now on it is looked at.
    func watchUse() {
        let server = owner ?? self
        surroundings.sampler.assumeIsolated { $0.began(server) }
    }

    /// The run is over; why, if it was for what it used.
    func endUse() -> String? {
        var cause = endingCause
        if let group = use.group {
            if group.memoryKills > 0, let limit = definition?.execution.limits.memoryBytes {
                cause = "it wanted more memory than its limit of \(byteWords(limit)) (execution.limits.memory)"
            }
            group.remove()
        }
        (use, endingCause) = (RunUse(), nil)
        return cause
    }

    /// Of all processes, as last seen; `nil` before.
    var totalUse: ResourceUse? {
        let all = [use.total] + processes.values.map { $0.assumeIsolated { $0.use.total } }
        let known = all.compactMap(\.self)
        return known.isEmpty ? nil : .total(known)
    }

    /// Looks at all of its processes, keeps what it sees, and tells who listens when it is worth telling.
    func lookAtUse() {
        if let owner { return owner.assumeIsolated { $0.lookAtUse() } }
        // The limits first: what they end is shown as ended.
        for process in allProcesses { process.assumeIsolated { $0.measure() } }
        measure()
        observeHealth()
        guard let total = totalUse else { return }
        surroundings.observe(id, ResourceSample(time: surroundings.clock(), use: total))
        guard total.differsNoticeably(from: publishedUse), surroundings.events.hasListeners else { return }
        publishedUse = total
        publish(.observed, severity: .info, "")
    }

    private func measure() {
        noteAnswers()
        judge(.timePassed)
        guard let process = run?.process, process.processID != nil else { return }
        use.members = process.processes()
        use.each = use.meter.measure(use.members.map(\.facts), openFiles: ProcessDetails.openFiles, at: .now)
        guard let total = use.total else { return }
        switch use.watch.judge(total, leaderFiles: use.each.first?.openFiles) {
        case nil: break
        case .excess(let cause): end(because: cause)
        case .trouble(let reason):
            use.trouble = reason
            note(reason, level: .warning)
            apply(.degraded(reason))
        case .relief:
            // Somebody else may have found something worse meanwhile.
            let trouble = use.trouble
            use.trouble = nil
            if let trouble, machine.phase == .degraded(reason: trouble) { apply(.recovered) }
        }
    }

    /// Ends the process at once; it counts as a crash.
    private func end(because cause: String) {
        guard endingCause == nil else { return }
        endingCause = cause
        note("ending it: \(cause)", level: .error)
        run?.process.signalGroup(9)
    }

    /// The processes of its runs now.
    func trees() -> [RunTree] {
        lookAtUse()
        let trees = ownTree.map { [$0] } ?? []
        return trees + allProcesses.compactMap { $0.assumeIsolated { $0.ownTree } }
    }

    private var ownTree: RunTree? {
        guard let run, !use.members.isEmpty else { return nil }
        let client =
            owner == nil ? nil : sessions.keys.first.flatMap { multiplexer.facts(of: $0).clientName ?? sessions[$0]?.platform }
        return RunTree(
            server: id, run: run.number, client: client, members: use.members, uses: use.each, mask: mask)
    }
}

extension Supervisor {
    /// The processes of all runs now, by the names of their servers.
    public func trees() async -> [RunTree] {
        var trees: [RunTree] = []
        for server in allServers { trees += await server.trees() }
        return trees
    }

    /// Something for each look at what servers use, which is every two seconds as long as somebody holds the stream.
    public func looks() async -> AsyncStream<Void> { await surroundings.sampler.looks() }
}
