import ModelContextProtocol
import NIOCore
import ServerModel
import ServerMonitoring

/// The clients, and carrying out what the multiplexer says.
extension SupervisedServer {
    /// A client connects; an on-demand server starts with its first words, which say what it can do. `catalog` is what its bridge was told by an earlier daemon.
    func open(_ session: Int, peer: SessionPeer, platform: String?, catalog: String?) {
        let connected = ConnectedSession(peer: peer, platform: platform, since: surroundings.clock())
        if isPerClient {
            makeProcess(for: session).assumeIsolated { $0.take(session, connected, catalog) }
        } else {
            take(session, connected, catalog)
        }
        publish(.sessionOpened, severity: .info, "client \(platform ?? "\(session)") connected")
    }

    private func take(_ session: Int, _ connected: ConnectedSession, _ catalog: String?) {
        sessions[session] = connected
        multiplexer.open(session, catalog: catalog)
        noteWhetherNeeded()
    }

    /// Whether it runs for clients only, so that without any it may end after a while. A process for one client ends with it.
    private var runsForClients: Bool { owner == nil && !startedByPerson && definition?.start == .onDemand }

    func noteWhetherNeeded() {
        apply(sessions.isEmpty && runsForClients ? .clientsLeft : .clientCame)
    }

    func close(_ session: Int) {
        if let process = processes[session] {
            process.assumeIsolated { $0.close(session) }
            retire(session)
        }
        guard let gone = sessions.removeValue(forKey: session) else { return }
        let name = multiplexer.facts(of: session).clientName ?? gone.platform ?? "\(session)"
        perform(multiplexer.close(session))
        if gone.isMoving { return stopSharedRunIfIdle() }
        publish(.sessionClosed, severity: .info, "client \(name) left")
        noteWhetherNeeded()
    }

    func received(_ line: ByteBuffer, from session: Int) {
        if let process = processes[session], sessions[session].map({ _ in !multiplexer.concerns(line, from: session) }) ?? true {
            return process.assumeIsolated { $0.received(line, from: session) }
        }
        let knewClient = multiplexer.facts(of: session).clientName != nil
        // A client that comes anew is reason enough to look for the secret again.
        if machine.phase == .stopped || (lacksSecret && !knewClient) {
            multiplexer.introduce(line, from: session)
            startOnDemand()
        }
        perform(multiplexer.received(line, from: session))
        if !knewClient, let name = multiplexer.facts(of: session).clientName {
            publish(.observed, severity: .info, "client \(session) is \(name)")
        }
    }

    /// The client has nothing more to say; it still gets the answers it waits for.
    func inputEnded(_ session: Int) {
        if let process = processes[session] { process.assumeIsolated { $0.inputEnded(session) } }
        sessions[session]?.isLeaving = true
        closeIfLeaving(session)
    }

    private func closeIfLeaving(_ session: Int) {
        guard let leaving = sessions[session], leaving.isLeaving, !leaving.isMoving, !multiplexer.isOwedAnswers(session) else {
            return
        }
        leaving.peer.close()
    }

    /// Cuts every client off; the daemon or the definition is going. `farewell` is the last line they get.
    func closeSessions(farewell: ByteBuffer? = nil) {
        for process in allProcesses { process.assumeIsolated { $0.closeSessions(farewell: farewell) } }
        for session in sessions.values where !session.isMoving {
            if let farewell { _ = session.peer.send(farewell) }
            session.peer.close()
        }
    }

    func startOnDemand() {
        guard machine.phase == .stopped || lacksSecret, !isHeldByPerson, let definition, definition.start != .manual else {
            return
        }
        apply(.start)
    }

    func perform(_ outputs: [Multiplexer.Output]) {
        for output in outputs {
            switch output {
            case .toServer(let line):
                run?.process.send(line)
            case .toClient(let session, let line):
                guard let peer = sessions[session]?.peer else { continue }
                guard !peer.send(line) else {
                    closeIfLeaving(session)
                    continue
                }
                note("client \(session) was disconnected: it stopped reading", level: .warning)
            case .callBegan(let call):
                began(call)
            case .callContinues(let call, let newID):
                continues(call, as: newID)
            case .callEnded(let call):
                ended(call)
            case .parked(let call):
                parked[call]?.cancel()
                parked[call] = surroundings.loop.scheduleTask(in: .nanoseconds(Multiplexer.parkingTime.nanoseconds)) {
                    self.assumeIsolated { server in
                        server.parked[call] = nil
                        server.perform(server.multiplexer.parkedTooLong(call))
                    }
                }
            case .learned:
                learned(multiplexer.memory)
            case .toolsChanged(let changes):
                toolsChanged(changes)
            case .askedWhileShared(let method):
                isToBecomePerClient = method
            case .needsLegacy:
                isToOpenAsLegacy = true
            case .checkAnswered(let id, let refusal):
                checkAnswered(id, refusal)
            case .catalog(let session, let catalog):
                tell(session, catalog: catalog)
            case .log(let stream, let level, let text, let logger):
                // Cut only now: half a secret would not be found.
                keep(stream, level, mask.masking(text).cut(to: 4096), logger: logger.map { mask.masking($0).cut(to: 256) })
            }
        }
        if let method = isToBecomePerClient {
            isToBecomePerClient = nil
            becomePerClient(because: method)
        }
        if isToOpenAsLegacy, multiplexer.callsInFlight == 0 { openAsLegacy() }
        if !processes.isEmpty, sessions.values.contains(where: \.isMoving) { stopSharedRunIfIdle() }
    }

    /// The bridge keeps it, and brings it along if it has to begin again with another daemon.
    private func tell(_ session: Int, catalog: String) {
        guard let peer = sessions[session]?.peer, case .socket = peer else { return }
        let line: JSONValue = ["mcpManager": 1, "catalog": .string(catalog)]
        _ = peer.send(ByteBuffer(bytes: line.serialized()))
    }

    /// It can ask its clients only in the legacy era, and now it wants to: it goes on there.
    private func openAsLegacy() {
        isToOpenAsLegacy = false
        guard definition?.execution.era == .auto, !knowledge.isLegacy, machine.isServing else { return }
        setLegacy(true)
        note("it can ask its clients questions only over 'initialize'; starting it again that way", level: .notice)
        apply(.restart)
    }

    /// A server that does not read makes its own clients wait, and nobody else.
    func pauseClients(_ isPaused: Bool) {
        for session in sessions.values { session.peer.setReading(!isPaused) }
    }
}
