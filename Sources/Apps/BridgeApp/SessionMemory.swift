import ModelContextProtocol

/// What must be known of a conversation to go on with it elsewhere: how it began, what was set, what is under way.
struct SessionMemory {
    /// What a line of the daemon is.
    enum Verdict: Equatable {
        case forClient
        case answerForClient
        /// To the `initialize` we sent again; with the reason if it was refused.
        case answerToReplay(BridgeFailure?)
        /// To another request we sent again. Nobody waits for it.
        case answerToSettings
        /// The daemon stops, on purpose.
        case goodbye
    }

    private struct Request {
        /// The raw token.
        var id: [UInt8]
        var line: [UInt8]
        /// `params` as written.
        var params: [UInt8]
    }

    private var initialize: Request?
    private var initialized: [UInt8]?
    private var logLevel: Request?
    private var subscriptions: [Request] = []

    /// Ids of the client's requests without an answer, oldest first.
    private var inFlight: [[UInt8]] = []
    /// Ids of the server's requests without an answer.
    private var serverRequests: Set<[UInt8]> = []
    /// Those of them whose server is gone: their answers must not reach its successor, which counts from 0 again.
    private var lostServerRequests: Set<[UInt8]> = []

    private var replayedInitialize: [UInt8]?
    private var replayedSettings: Set<[UInt8]> = []

    /// The raw id of a request; `nil` for any other line.
    static func requestID(_ line: UnsafeRawBufferPointer) -> [UInt8]? {
        guard let envelope = try? MessageEnvelope.scan(line), envelope.kind == .request else { return nil }
        return envelope.id.map { JSONText.bytes($0, in: line) }
    }

    // MARK: While all is well

    /// Remembers what matters. `false` when the line is not to be passed on.
    mutating func noteFromClient(_ line: UnsafeRawBufferPointer) -> Bool {
        // Not for us to judge: whoever gets it says what is wrong.
        guard let envelope = try? MessageEnvelope.scan(line) else { return true }
        let id = envelope.id.map { JSONText.bytes($0, in: line) }
        switch envelope.kind {
        case .request:
            guard let id else { return true }
            inFlight.append(id)
            noteSetting(envelope, id, line)
        case .notification:
            if envelope.method == "notifications/initialized" { initialized = Array(line) }
            // Nobody waits for that answer any longer.
            if let cancelled = envelope.requestID { forget(JSONText.bytes(cancelled, in: line)) }
        case .result, .error:
            guard let id else { return true }
            if lostServerRequests.remove(id) != nil { return false }
            serverRequests.remove(id)
        }
        return true
    }

    /// What the line is, and so who gets it.
    mutating func noteFromDaemon(_ line: UnsafeRawBufferPointer) -> Verdict {
        guard let envelope = try? MessageEnvelope.scan(line) else { return Self.isGoodbye(line) ? .goodbye : .forClient }
        guard let id = envelope.id.map({ JSONText.bytes($0, in: line) }) else { return .forClient }
        switch envelope.kind {
        case .request:
            serverRequests.insert(id)
            lostServerRequests.remove(id)
            return .forClient
        case .notification:
            return .forClient
        case .result, .error:
            if id == replayedInitialize {
                replayedInitialize = nil
                return .answerToReplay(envelope.error.map { Self.failure($0, in: line) })
            }
            if replayedSettings.remove(id) != nil { return .answerToSettings }
            return forget(id) ? .answerForClient : .forClient
        }
    }

    private mutating func noteSetting(_ envelope: MessageEnvelope, _ id: [UInt8], _ line: UnsafeRawBufferPointer) {
        func request() -> Request {
            Request(id: id, line: Array(line), params: envelope.params.map { JSONText.bytes($0, in: line) } ?? [])
        }
        switch envelope.method {
        case "initialize":
            // A conversation begins; what was set in another before is not meant.
            self.initialize = request()
            (initialized, logLevel, subscriptions) = (nil, nil, [])
        case "logging/setLevel":
            logLevel = request()
        case "resources/subscribe":
            subscriptions.append(request())
        case "resources/unsubscribe":
            let request = request()
            subscriptions.removeAll { $0.params == request.params }
        default:
            break
        }
    }

    /// Whether a request of that id was under way.
    @discardableResult
    private mutating func forget(_ id: [UInt8]) -> Bool {
        guard let index = inFlight.firstIndex(of: id) else { return false }
        inFlight.remove(at: index)
        return true
    }

    // MARK: After a loss

    /// The ids nobody will answer any more, which are forgotten.
    ///
    /// With `exceptInitialize`, an unanswered `initialize` stays: it is sent again, and the client gets that answer.
    mutating func takeInFlight(exceptInitialize: Bool = false) -> [[UInt8]] {
        var lost = inFlight
        inFlight = []
        replayedInitialize = nil
        replayedSettings = []
        guard let initialize, lost.contains(initialize.id) else { return lost }
        if exceptInitialize {
            lost.removeAll { $0 == initialize.id }
            inFlight = [initialize.id]
        } else {
            // Refused, it began nothing.
            self.initialize = nil
        }
        return lost
    }

    /// The server that asked is gone; what the client answers now is for nobody.
    mutating func serverRequestsAreLost() {
        lostServerRequests.formUnion(serverRequests)
        serverRequests = []
    }

    /// How to begin again, and whether the answer is to be awaited before anything else is said.
    mutating func replay() -> (lines: [[UInt8]], awaitsAnswer: Bool) {
        guard let initialize else { return ([], false) }
        if inFlight.contains(initialize.id) { return ([initialize.line], false) }
        replayedInitialize = initialize.id
        return ([initialize.line], true)
    }

    /// What follows once `initialize` was answered again.
    mutating func linesAfterReplay() -> [[UInt8]] {
        guard let initialize, !inFlight.contains(initialize.id), let initialized else { return [] }
        let settings = [logLevel].compactMap(\.self) + subscriptions
        replayedSettings = Set(settings.map(\.id))
        return [initialized] + settings.map(\.line)
    }

    // MARK: Reading

    /// `{"mcpManager":1,"stopping":true}`
    private static func isGoodbye(_ line: UnsafeRawBufferPointer) -> Bool {
        guard line.count < 256, let value = try? JSONValue.parse(line) else { return false }
        return value["mcpManager"] != nil && value["stopping"]?.boolValue == true
    }

    private static func failure(_ error: Range<Int>, in line: UnsafeRawBufferPointer) -> BridgeFailure {
        let error = try? JSONValue.parse(line, in: error)
        if let data = error?["data"], let failure = BridgeFailure(data) { return failure }
        return BridgeFailure(
            code: "server-refused", problem: error?["message"]?.stringValue ?? "the server refused to begin again",
            remedy: "run 'mcp-manager status' to see how it is")
    }
}
