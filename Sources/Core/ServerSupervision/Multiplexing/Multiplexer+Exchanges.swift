import ModelContextProtocol
import NIOCore
import ServerModel

/// A modern server answers a legacy client's call with questions (`input_required`): they become real requests to the
/// client, and with the answers the call is made again.
extension Multiplexer {
    /// One round of questions.
    struct Exchange: Sendable {
        var call: Call
        /// How many answers are still to come.
        var missing: Int
        /// Each answer's result, JSON text, by its key.
        var answers: [(key: String, result: [UInt8])] = []
        /// The server's own note, as it wrote it; `nil` when it sent none.
        var state: [UInt8]?

        /// A server that asks again and again is stopped.
        static let mostRounds = 10
    }

    mutating func beginExchange(_ call: Call, id: Int, _ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        guard call.rounds < Exchange.mostRounds, let range = envelope.result,
            let result = try? JSONValue.parse(line.bytes(range))
        else { return fail(call, id: id, .tooManyQuestions) }
        let requests = result["inputRequests"]?.objectValue?.members ?? []
        let state = line.member("requestState", of: range)
        var exchange = Exchange(call: call, missing: requests.count, state: state)
        guard !requests.isEmpty else { return retry(exchange, id: id) }
        exchange.call.rounds += 1
        exchanges[id] = exchange
        sessions[call.session]?.callIDs[call.originalID] = id
        return requests.map { request in
            let method = request.value["method"]?.stringValue ?? ""
            let question = ask(Question(session: call.session, method: method, call: id, key: request.name))
            let message = JSONRPC.request(id: question, method: method, params: request.value["params"])
            return .toClient(call.session, ByteBuffer(bytes: message))
        }
    }

    /// The client has answered one of the questions.
    mutating func exchangeAnswered(_ question: Question, _ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        guard let id = question.call, var exchange = exchanges[id] else { return [] }
        guard let range = envelope.result else {
            if question.method == "elicitation/create" {
                exchange.answers.append((question.key, Array(#"{"action":"cancel"}"#.utf8)))
                return goOn(exchange, id: id)
            }
            // Nothing can be said for the client: its call fails of its own refusal.
            exchanges[id] = nil
            sessions[exchange.call.session]?.callIDs[exchange.call.originalID] = nil
            let call = exchange.call
            guard let idRange = envelope.id else { return fail(call, id: id, .tooManyQuestions) }
            return withdrawQuestions(ofCall: id, reason: "the request has failed")
                + [.toClient(call.session, line.replacing([(idRange, call.originalID)]))]
                + ended(call, id: id, answer: line, envelope)
        }
        exchange.answers.append((question.key, line.bytes(range)))
        return goOn(exchange, id: id)
    }

    private mutating func goOn(_ exchange: Exchange, id: Int) -> [Output] {
        guard exchange.answers.count == exchange.missing else {
            exchanges[id] = exchange
            return []
        }
        exchanges[id] = nil
        return retry(exchange, id: id)
    }

    /// The same request under a new id, with what was asked for.
    private mutating func retry(_ exchange: Exchange, id: Int) -> [Output] {
        if case .down(let report, _) = upstream { return fail(exchange.call, id: id, report) }
        guard isReady else { return fail(exchange.call, id: id, .restartedMeanwhile) }
        guard let line = exchange.call.request, let envelope = try? line.envelope(), let idRange = envelope.id else {
            return fail(exchange.call, id: id, .tooManyQuestions)
        }
        let callID = takeID()
        var answers: [UInt8] = [UInt8(ascii: "{")]
        for (index, answer) in exchange.answers.enumerated() {
            if index > 0 { answers.append(UInt8(ascii: ",")) }
            answers += JSONText.quoted(answer.key) + [UInt8(ascii: ":")] + answer.result
        }
        answers.append(UInt8(ascii: "}"))
        var members: [MessageSplice.Member] = []
        if !exchange.answers.isEmpty { members.append(("inputResponses", answers)) }
        if let state = exchange.state { members.append(("requestState", state)) }
        // In two steps, as both change the parameters.
        var edits: [MessageSplice.Edit] =
            [(idRange, callID.token)] + line.metaEdits(modernMeta(for: exchange.call.session), envelope)
        if let range = envelope.progressToken { edits.append((range, callID.token)) }
        let stamped = line.replacing(edits)
        guard let outside = try? stamped.envelope(), let params = outside.params else {
            return fail(exchange.call, id: id, .tooManyQuestions)
        }
        var call = exchange.call
        if exchange.answers.isEmpty { call.rounds += 1 }
        let sent = send(call, as: callID, stamped.replacing(stamped.settingMembers(members, of: params)))
        return (call.record == nil ? [] : [.callContinues(id, as: callID)]) + sent
    }

    mutating func fail(_ call: Call, id: Int, _ report: ErrorReport) -> [Output] {
        sessions[call.session]?.callIDs[call.originalID] = nil
        return [.toClient(call.session, Wire.failure(id: call.originalID, report))]
            + ended(call, id: id, .refused, problem: report.problem)
    }
}
