import ModelContextProtocol

/// What must be known of a conversation to go on with it elsewhere: how it began, what was set, what is under way.
struct SessionMemory {
    /// What a line of the daemon is.
    enum Verdict: Equatable {
        case forClient
        case answerForClient
        /// The `initialize` we sent again was answered; these notifications tell the client what is different from what it knows.
        case replayed(news: [String])
        /// The `initialize` we sent again was refused.
        case replayRefused(BridgeFailure)
        /// An answer nobody waits for, or a word from the daemon to us.
        case forNobody
        /// The daemon stops, on purpose.
        case goodbye
        /// The daemon ends the session, and says why.
        case refusal(BridgeFailure)
    }

    /// What the daemon wants to be told when the session goes on with another: which tools the client knows. Opaque.
    private(set) var catalog: String?

    private var opening: Opening?
    private var initialized: [UInt8]?
    private var logLevel: SentRequest?
    /// What is subscribed to, by the raw uri.
    private var subscriptions: [(uri: [UInt8], request: SentRequest)] = []

    /// The client's requests without an answer, oldest first.
    private var inFlight: [PendingRequest] = []
    private var questions = Questions()

    private var replayedInitialize: [UInt8]?
    private var replayedSettings: Set<[UInt8]> = []

    /// The raw id of a request; `nil` for any other line.
    static func requestID(_ line: UnsafeRawBufferPointer) -> [UInt8]? {
        guard let envelope = try? MessageEnvelope.scan(line), envelope.kind == .request else { return nil }
        return envelope.id.map { JSONText.bytes($0, in: line) }
    }

    /// Whether the client waits for an answer.
    var isOwedAnswers: Bool { !inFlight.isEmpty }

    /// Whether the client said `initialize`, and was not refused.
    private var hasBegun: Bool { opening != nil || inFlight.contains { $0.survives(.initialize) } }

    // MARK: While all is well

    /// Remembers what matters. `false` when the line is not to be passed on.
    mutating func noteFromClient(_ line: UnsafeRawBufferPointer) -> Bool {
        // Not for us to judge: whoever gets it says what is wrong.
        guard let envelope = try? MessageEnvelope.scan(line) else { return true }
        let id = envelope.id.map { JSONText.bytes($0, in: line) }
        switch envelope.kind {
        case .request:
            guard let id else { return true }
            let pending = PendingRequest(id: id, envelope, line)
            if case .initialize = pending.meaning {
                // A conversation begins; what was set in another before is not meant.
                (opening, initialized, logLevel, subscriptions) = (nil, nil, nil, [])
            }
            inFlight.append(pending)
        case .notification:
            // After a refused `initialize`, nothing has begun.
            if envelope.method == "notifications/initialized", hasBegun { initialized = Array(line) }
            // Nobody waits for that answer any longer.
            if let cancelled = envelope.requestID { _ = take(JSONText.bytes(cancelled, in: line)) }
        case .result, .error:
            if let id { return questions.answered(id) }
        }
        return true
    }

    /// What the line is, and so who gets it.
    mutating func noteFromDaemon(_ line: UnsafeRawBufferPointer) -> Verdict {
        guard let envelope = try? MessageEnvelope.scan(line) else { return noteWord(line) }
        let id = envelope.id.map { JSONText.bytes($0, in: line) }
        switch envelope.kind {
        case .request:
            if let id { questions.asked(id) }
            return .forClient
        case .notification:
            if let cancelled = envelope.requestID { questions.withdrawn(JSONText.bytes(cancelled, in: line)) }
            return isSecondAcknowledgement(envelope, line) ? .forNobody : .forClient
        case .result, .error:
            guard let id else { return .forClient }
            if id == replayedInitialize { return noteReplay(envelope, line) }
            if replayedSettings.remove(id) != nil { return .forNobody }
            guard let request = take(id) else { return .forClient }
            if let result = envelope.result { took(request, Introduction(result, in: line)) }
            return .answerForClient
        }
    }

    /// A request has had its effect.
    private mutating func took(_ request: PendingRequest, _ introduction: Introduction) {
        switch request.meaning {
        case .call, .listen:
            break
        case .initialize(let line):
            opening = Opening(request: SentRequest(id: request.id, line: line), told: introduction)
        case .level(let line):
            logLevel = SentRequest(id: request.id, line: line)
        case .subscribe(let uri, let line):
            subscriptions.removeAll { $0.uri == uri }
            subscriptions.append((uri, SentRequest(id: request.id, line: line)))
        case .unsubscribe(let uri):
            subscriptions.removeAll { $0.uri == uri }
        }
    }

    private mutating func noteReplay(_ envelope: MessageEnvelope, _ line: UnsafeRawBufferPointer) -> Verdict {
        replayedInitialize = nil
        if let error = envelope.error { return .replayRefused(BridgeFailure(error: error, in: line)) }
        guard let result = envelope.result, let told = opening?.told else { return .replayed(news: []) }
        let introduction = Introduction(result, in: line)
        opening?.told = introduction
        return .replayed(news: introduction == told ? [] : introduction.changedLists)
    }

    /// A listen that was sent again is acknowledged again, which the client does not expect.
    private mutating func isSecondAcknowledgement(_ envelope: MessageEnvelope, _ line: UnsafeRawBufferPointer) -> Bool {
        guard let token = envelope.subscriptionID, envelope.method == "notifications/subscriptions/acknowledged" else {
            return false
        }
        let id = JSONText.bytes(token, in: line)
        guard let index = inFlight.firstIndex(where: { $0.id == id }),
            case .listen(let line, let isAcknowledged) = inFlight[index].meaning
        else { return false }
        inFlight[index].meaning = .listen(line, isAcknowledged: true)
        return isAcknowledged
    }

    /// What is no MCP may be the daemon itself, which speaks to us.
    private mutating func noteWord(_ line: UnsafeRawBufferPointer) -> Verdict {
        guard line.count <= Self.longestWord, let value = try? JSONValue.parse(line) else { return .forClient }
        guard value["mcpManager"] != nil else { return BridgeFailure(value).map(Verdict.refusal) ?? .forClient }
        if value["stopping"]?.boolValue == true { return .goodbye }
        if let newest = value["catalog"]?.stringValue { catalog = newest }
        return .forNobody
    }

    private static let longestWord = 64 << 10

    /// The request under way of that id, which is so no longer.
    private mutating func take(_ id: [UInt8]) -> PendingRequest? {
        inFlight.firstIndex { $0.id == id }.map { inFlight.remove(at: $0) }
    }

    // MARK: After a loss

    /// What goes on with the next daemon instead of being lost with this one.
    struct Survivors: OptionSet {
        var rawValue: Int
        /// An unanswered `initialize`: it is sent again, and the client gets that answer.
        static let initialize = Survivors(rawValue: 1)
        /// `subscriptions/listen`, which is a wish and not a question.
        static let listens = Survivors(rawValue: 2)
    }

    /// The ids nobody will answer any more, which are forgotten.
    mutating func takeLost(except survivors: Survivors = []) -> [[UInt8]] {
        replayedInitialize = nil
        replayedSettings = []
        let lost = inFlight.filter { !$0.survives(survivors) }
        inFlight.removeAll { !$0.survives(survivors) }
        return lost.map(\.id)
    }

    /// The server that asked is gone: the ids of its questions that are open, which are so no longer.
    mutating func takeQuestions() -> [[UInt8]] { questions.takeLost() }

    /// How to begin again; `nil` when there is nothing to be answered before anything else is said.
    mutating func replay() -> [UInt8]? {
        guard let opening else { return nil }
        replayedInitialize = opening.request.id
        return opening.request.line
    }

    /// What follows then, in the order the client said it.
    mutating func linesAfterReplay() -> [[UInt8]] {
        let settings = [logLevel].compactMap(\.self) + subscriptions.map(\.request)
        replayedSettings = Set(settings.map(\.id))
        let unanswered = inFlight.compactMap(\.lineToRepeat)
        // A client that did not wait for the answer to its `initialize` has said already that it is done with it.
        let begun = opening == nil ? unanswered + [initialized].compactMap(\.self) : [initialized].compactMap(\.self)
        return begun + settings.map(\.line) + (opening == nil ? [] : unanswered)
    }
}
