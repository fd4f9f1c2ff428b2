import ModelContextProtocol
import NIOCore
import ServerModel
import ServerMonitoring

/// The clients, and carrying out what the multiplexer says.
extension SupervisedServer {
    /// A client connects; an on-demand server starts for it.
    func open(_ session: Int, peer: SessionPeer, platform: String?) {
        sessions[session] = ConnectedSession(peer: peer, platform: platform, since: surroundings.clock())
        multiplexer.open(session)
        publish(.sessionOpened, severity: .info, "client \(platform ?? "\(session)") connected")
        startOnDemand()
    }

    func close(_ session: Int) {
        guard let gone = sessions.removeValue(forKey: session) else { return }
        let name = multiplexer.facts(of: session).clientName ?? gone.platform ?? "\(session)"
        perform(multiplexer.close(session))
        publish(.sessionClosed, severity: .info, "client \(name) left")
    }

    func received(_ line: ByteBuffer, from session: Int) {
        startOnDemand()
        let knewClient = multiplexer.facts(of: session).clientName != nil
        perform(multiplexer.received(line, from: session))
        if !knewClient, let name = multiplexer.facts(of: session).clientName {
            publish(.observed, severity: .info, "client \(session) is \(name)")
        }
    }

    /// The client has nothing more to say; it still gets the answers it waits for.
    func inputEnded(_ session: Int) {
        sessions[session]?.isLeaving = true
        closeIfLeaving(session)
    }

    private func closeIfLeaving(_ session: Int) {
        guard let leaving = sessions[session], leaving.isLeaving, !multiplexer.isOwedAnswers(session) else { return }
        leaving.peer.close()
    }

    /// Cuts every client off; the daemon or the definition is going. `farewell` is the last line they get.
    func closeSessions(farewell: ByteBuffer? = nil) {
        for session in sessions.values {
            if let farewell { _ = session.peer.send(farewell) }
            session.peer.close()
        }
    }

    private func startOnDemand() {
        guard machine.phase == .stopped, !isHeldByPerson, definition?.start != .manual, definitionFailure == nil else { return }
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
            case .log(let stream, let level, let text):
                log.append(LogRecord(time: surroundings.clock(), stream: stream, level: level, run: runNumber, message: text))
            }
        }
    }

    /// A server that does not read makes its own clients wait, and nobody else.
    func pauseClients(_ isPaused: Bool) {
        for session in sessions.values { session.peer.setReading(!isPaused) }
    }
}
