import ModelContextProtocol
import NIOCore
import ServerModel

/// Questions of a legacy server to a client: sampling, elicitation, roots.
///
/// On stdio nothing on the wire says whose call made the server ask. When exactly one client has calls in flight, or is
/// there at all, it is that one; otherwise asking anybody could show one person's business to another, so the server is
/// refused, and whoever owns us may give each client a process of its own from then on.
extension Multiplexer {
    mutating func question(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        guard let range = envelope.id, let method = envelope.method else { return [] }
        let id = line.bytes(range)
        // Answered here, always: a server that asks must never wait for ever.
        if method == "ping" { return [.toServer(Wire.result(id: id, [:]))] }
        guard introduction?.era == .legacy else { return [.toServer(Wire.methodNotFound(id: id))] }
        let alarm: [Output] = isSharedNow ? [.askedWhileShared(method)] : []
        guard let owner = ownerOfQuestions() else {
            if method == "roots/list" { isCuriousAboutRoots = true }
            let why =
                sessions.isEmpty
                ? "no client is connected" : "several clients share this server and nothing says whose question it is"
            return alarm + [.toServer(Wire.refusal(of: method, id: id, why))]
        }
        if sessions[owner]?.era == .modern {
            return alarm + park(line, envelope, serverID: id, method: method, owner: owner)
        }
        // What we do not know is for the client to know.
        if let capability = Wire.capability(of: method), sessions[owner]?.capabilities[capability] == nil {
            return alarm + [.toServer(Wire.refusal(of: method, id: id, "the client cannot do that"))]
        }
        let question = Question(
            session: owner, serverID: id, method: method, progressToken: envelope.progressToken.map(line.bytes))
        let ours = ask(question)
        noteElicitation(line, envelope, of: owner)
        return alarm + [.toClient(owner, line.replacing([(range, ours.token)]))]
    }

    /// A client has come that can tell the roots a server has asked for in vain.
    mutating func tellOfRoots(of session: SessionID) -> [Output] {
        guard isCuriousAboutRoots, introduction?.era == .legacy, sessions[session]?.capabilities["roots"] != nil else {
            return []
        }
        isCuriousAboutRoots = false
        return [.toServer(ByteBuffer(bytes: JSONRPC.notification(method: "notifications/roots/list_changed")))]
    }

    mutating func ask(_ question: Question) -> Int {
        lastQuestionID += 1
        questions[lastQuestionID] = question
        return lastQuestionID
    }

    /// Whether several clients are there that a question could be about. One that has not opened yet and a modern one
    /// without a request, such as a screen that has looked at the tools, are none.
    private var isSharedNow: Bool {
        let busy = Set(calls.values.map(\.session))
        return sessions.filter { $0.value.era == .legacy || busy.contains($0.key) }.count > 1
    }

    /// The only client that can be meant.
    private func ownerOfQuestions() -> SessionID? {
        let busy = Set(calls.values.map(\.session))
        if busy.count == 1 { return busy.first }
        guard busy.isEmpty else { return nil }
        let candidates = sessions.filter { $0.value.era == .legacy }
        return candidates.count == 1 ? candidates.first?.key : nil
    }

    /// Takes questions of one call back from the client.
    mutating func withdrawQuestions(ofCall call: Int, reason: String) -> [Output] {
        var outputs: [Output] = []
        for (id, question) in questions.sorted(by: { $0.key < $1.key }) where question.call == call {
            questions[id] = nil
            if question.isAtClient { outputs.append(.toClient(question.session, Wire.cancelled(id: id, reason: reason))) }
        }
        return outputs
    }

    // MARK: Dialogs in a browser

    /// Remembers whose dialog it is, so that its end is told to nobody else.
    private mutating func noteElicitation(_ line: ByteBuffer, _ envelope: MessageEnvelope, of session: SessionID) {
        guard let params = envelope.params, let token = line.member("elicitationId", of: params), let id = String(token: token)
        else { return }
        elicitations[id] = session
    }

    /// The same for dialogs that an error announces (-32042).
    mutating func noteElicitations(_ line: ByteBuffer, _ envelope: MessageEnvelope, of session: SessionID) {
        guard let range = envelope.error, line.contains("-32042", in: range),
            let error = try? JSONValue.parse(line.bytes(range)), error["code"]?.intValue == -32042
        else { return }
        for dialog in error["data"]?["elicitations"]?.arrayValue ?? [] {
            if let id = dialog["elicitationId"]?.stringValue { elicitations[id] = session }
        }
    }
}
