import ModelContextProtocol
import NIOCore
import ServerModel

/// A server whose clients each have a process of their own: each is a ``SupervisedServer`` itself, with one session.
extension SupervisedServer {
    /// Whether new clients get a process of their own.
    var isPerClient: Bool {
        guard owner == nil else { return false }
        return definition?.execution.sessions.map { $0 == .perClient } ?? (knowledge.asked != nil)
    }

    var sharing: Sharing {
        let runs = (run == nil ? 0 : 1) + processes.values.filter { $0.assumeIsolated { $0.run != nil } }.count
        let reason = definition?.execution.sessions == nil ? knowledge.reasonForProcesses : nil
        return Sharing(policy: isPerClient ? .perClient : .shared, reason: reason, processes: runs)
    }

    /// A process for one client.
    func makeProcess(for session: Int) -> SupervisedServer {
        let process = SupervisedServer(for: session, of: self)
        let isHeld = isHeldByPerson
        process.assumeIsolated { $0.isHeldByPerson = isHeld }
        processes[session] = process
        return process
    }

    /// It asks its clients questions, which only an own process for each keeps apart.
    func becomePerClient(because method: String) {
        guard owner == nil, definition?.execution.sessions == nil, knowledge.asked == nil else { return }
        knowledge.asked = ServerKnowledge.Question(method: method, at: surroundings.clock())
        saveSoon()
        let message = "each client has a process of its own from now on: \(knowledge.reasonForProcesses ?? "")"
        note(message, level: .notice)
        publish(.notice, severity: .info, message)
        for (session, connected) in sessions.sorted(by: { $0.key < $1.key }) { move(session, connected) }
        stopSharedRunIfIdle()
    }

    /// Gives a connected client its own process; what it waits for still comes from the old one.
    private func move(_ session: Int, _ connected: ConnectedSession) {
        let process = makeProcess(for: session)
        let state = multiplexer.sessions[session]
        let questions = multiplexer.lastQuestionID
        let resources = Set(multiplexer.subscribers.filter { $0.value.contains(session) }.keys)
        process.assumeIsolated { process in
            process.adopt(session, connected, state, subscribedTo: resources, askingFrom: questions + 1_000_000)
        }
        sessions[session]?.isMoving = true
    }

    /// Takes over a session with what its client has set.
    private func adopt(
        _ session: Int, _ connected: ConnectedSession, _ state: Multiplexer.Session?, subscribedTo resources: Set<String>,
        askingFrom id: Int
    ) {
        sessions[session] = connected
        multiplexer.lastQuestionID = id
        multiplexer.adopt(session, state, subscribedTo: resources)
        if state?.era != nil { startOnDemand() }
    }

    /// The old process has nothing to say any more to clients that moved away.
    func stopSharedRunIfIdle() {
        for (session, connected) in sessions where connected.isMoving && !multiplexer.isBusy(session) {
            sessions[session] = nil
            perform(multiplexer.close(session))
        }
        guard isPerClient, !processes.isEmpty, sessions.isEmpty, run != nil, !startedByPerson else { return }
        apply(.stop)
    }

    /// Ends a process whose client has left.
    func retire(_ session: Int) {
        guard let process = processes[session] else { return }
        process.assumeIsolated { $0.apply(.stop) }
        Task {
            await process.settled()
            // A new client never gets the number of an old one.
            processes[session] = nil
            publish(.observed, severity: .info, "")
            resumeSettled()
        }
    }

    /// Every process, the clients' and our own.
    var allProcesses: [SupervisedServer] { processes.sorted { $0.key < $1.key }.map(\.value) }
}

extension Multiplexer {
    /// Takes a session over from another process: what its client set stays, what is in flight does not come along.
    mutating func adopt(_ session: SessionID, _ state: Session?, subscribedTo resources: Set<String>) {
        var state = state ?? Session()
        state.callIDs = [:]
        let lent = state.listens
        for token in lent.keys { state.listens[token]?.upstreamID = nil }
        sessions[session] = state
        for uri in resources { subscribers[uri, default: []].insert(session) }
    }

    /// Whether something of this client is still under way.
    func isBusy(_ session: SessionID) -> Bool {
        isOwedAnswers(session) || calls.values.contains { $0.session == session }
            || questions.values.contains { $0.session == session }
    }

    /// Whether a line of the client is about something under way here: an answer to a question, a cancellation, or a request
    /// that goes on with a parked call.
    func concerns(_ line: ByteBuffer, from session: SessionID) -> Bool {
        guard let envelope = try? line.envelope() else { return false }
        switch envelope.kind {
        case .request:
            return isParkedHere(line, envelope, of: session)
        case .notification:
            guard let id = envelope.requestID.map(line.bytes) else { return false }
            return sessions[session]?.callIDs[id] != nil
        case .result, .error:
            guard let id = envelope.id.flatMap({ Int(line.bytes($0)) }) else { return false }
            return questions[id]?.session == session
        }
    }
}
