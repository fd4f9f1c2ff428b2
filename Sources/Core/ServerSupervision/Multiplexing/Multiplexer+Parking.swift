import ModelContextProtocol
import NIOCore
import ServerModel

/// A legacy server asks a modern client in the middle of a call: the call is answered with `input_required` and waits
/// upstream until the client comes back with the answer in its next request.
extension Multiplexer {
    /// A call that the server has interrupted with questions.
    struct Parking: Sendable {
        /// The client was told to come back, and waits for nothing meanwhile.
        var isAwaitingRetry: Bool
        /// The server's answer, if it did not wait for the client.
        var answer: ByteBuffer?
    }

    /// Puts a question to a modern client by way of the call it is most likely about: the oldest that may be interrupted.
    mutating func park(
        _ line: ByteBuffer, _ envelope: MessageEnvelope, serverID: [UInt8], method: String, owner: SessionID
    ) -> [Output] {
        let candidates = calls.filter { $0.value.session == owner && Self.mayAsk.contains($0.value.method) }
        guard let (callID, call) = candidates.min(by: { $0.key < $1.key }), let capability = Wire.capability(of: method),
            call.capabilities[capability] != nil
        else { return [.toServer(Wire.refusal(of: method, id: serverID, "the client cannot do that"))] }
        var question = Question(session: owner, serverID: serverID, method: method, call: callID)
        question.isAtClient = false
        let id = ask(question)
        questions[id]?.key = "q\(id)"
        parkedParams[id] = envelope.params.map(line.bytes) ?? Array("{}".utf8)
        guard call.isAwaited else { return [] }
        return tellToComeBack(callID)
    }

    /// Answers the call with every question that waits for its client.
    private mutating func tellToComeBack(_ callID: Int) -> [Output] {
        guard let call = calls[callID] else { return [] }
        var requests = JSONObject()
        for (id, question) in questions.sorted(by: { $0.key < $1.key }) where question.call == callID && !question.isAtClient {
            let params = parkedParams[id].flatMap { try? JSONValue.parse($0) } ?? [:]
            requests[question.key] = ["method": .string(question.method), "params": params]
        }
        calls[callID]?.parking = Parking(isAwaitingRetry: true)
        sessions[call.session]?.callIDs[call.originalID] = nil
        let result: JSONValue = [
            "resultType": "input_required", "inputRequests": .object(requests), "requestState": .string(state(of: callID)),
        ]
        return [.toClient(call.session, Wire.result(id: call.originalID, result)), .parked(callID)]
    }

    /// A request that brings answers to a parked call; `nil` when its state is the server's.
    ///
    /// A legacy server has none: passed on, the request would be done a second time from its beginning.
    mutating func resume(_ request: ClientRequest) -> [Output]? {
        guard let range = request.envelope.requestState, let state = request.line.string(range), isOurs(state) else {
            return request.era == .modern && introduction?.era == .legacy ? unknownState(request) : nil
        }
        guard let callID = parkedCall(state) else { return unknownState(request) }
        // The state is bound to the session: a client can only go on with its own calls.
        guard var call = calls[callID], call.session == request.session, call.parking?.isAwaitingRetry == true else {
            return unknownState(request)
        }
        let answer = call.parking?.answer
        call.parking = Parking(isAwaitingRetry: false)
        call.originalID = request.id
        call.progressToken = request.envelope.progressToken.map(request.line.bytes)
        calls[callID] = call
        sessions[call.session]?.callIDs[request.id] = callID
        sessions[call.session]?.requests += 1
        var outputs: [Output] = []
        let responses = request.member("inputResponses").flatMap { try? JSONValue.parse($0) }
        var isMissing = false
        for (id, question) in questions.sorted(by: { $0.key < $1.key }) where question.call == callID && !question.isAtClient {
            guard let response = responses?[question.key], let serverID = question.serverID else {
                isMissing = true
                continue
            }
            questions[id] = nil
            parkedParams[id] = nil
            outputs.append(.toServer(Wire.result(id: serverID, response)))
        }
        if let answer, let envelope = try? answer.envelope() {
            calls[callID] = nil
            sessions[call.session]?.callIDs[request.id] = nil
            return outputs + refuseQuestions(ofCall: callID) + deliver(answer, envelope, to: call, id: callID)
        }
        return outputs + (isMissing ? tellToComeBack(callID) : [])
    }

    private func unknownState(_ request: ClientRequest) -> [Output] {
        let message = "Unknown requestState: the call it belongs to is over, or was another client's"
        return [.toClient(request.session, Wire.error(id: request.id, code: ErrorCode.invalidParams, message: message))]
    }

    /// Says no to what nobody will answer any more.
    private mutating func refuseQuestions(ofCall callID: Int) -> [Output] {
        var outputs: [Output] = []
        for (id, question) in questions.sorted(by: { $0.key < $1.key }) where question.call == callID && !question.isAtClient {
            questions[id] = nil
            parkedParams[id] = nil
            if let serverID = question.serverID, isReady {
                outputs.append(.toServer(Wire.refusal(of: question.method, id: serverID, "the client did not answer")))
            }
        }
        return outputs
    }

    /// The server did not wait for the client: its answer is kept until the client comes.
    mutating func keepAnswer(_ line: ByteBuffer, of call: Call, id: Int) -> [Output] {
        calls[id] = call
        calls[id]?.parking?.answer = line
        return []
    }

    /// The server took a question back that its client has not fetched or answered.
    mutating func unpark(_ question: Question, id: Int) -> [Output] {
        parkedParams[id] = nil
        return []
    }

    /// The client has not come back in time.
    mutating func parkedTooLong(_ callID: Int) -> [Output] {
        guard let call = calls[callID], call.parking?.isAwaitingRetry == true else { return [] }
        calls[callID] = nil
        var outputs = refuseQuestions(ofCall: callID)
        if isReady { outputs.append(.toServer(Wire.cancelled(id: callID, reason: "the client did not come back"))) }
        return outputs + ended(call, id: callID, .cancelled, problem: "the client did not come back with an answer")
    }

    private static let stateMark = "mcp-manager/"

    private func state(of callID: Int) -> String { "\(Self.stateMark)\(stateKey)/\(callID)" }

    private func isOurs(_ state: String) -> Bool { state.hasPrefix(Self.stateMark) }

    private func parkedCall(_ state: String) -> Int? {
        let prefix = "\(Self.stateMark)\(stateKey)/"
        return state.hasPrefix(prefix) ? Int(state.dropFirst(prefix.count)) : nil
    }

    /// Whether this request goes on with a call that is parked here.
    func isParkedHere(_ line: ByteBuffer, _ envelope: MessageEnvelope, of session: SessionID) -> Bool {
        envelope.requestState.flatMap(line.string).flatMap(parkedCall).flatMap { calls[$0] }?.session == session
    }
}
