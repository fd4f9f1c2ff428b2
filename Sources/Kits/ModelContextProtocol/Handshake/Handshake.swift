/// Opens a conversation with a server as its client: finds out its era, agrees on a revision, learns what it can do.
///
/// Pure: lines and events go in, steps come out; whoever owns the server's process and the clock carries them out.
/// Under `.auto`, `server/discover` goes first, because a server that opened in one era may stay in it for the life of its
/// process, and even a refused `initialize` or a `ping` opens in the legacy one. Only a server's own words decide: a recognised
/// modern error means modern, any other error or silence means trying `initialize`. After silence both questions are open and the first
/// good answer counts.
public struct Handshake: Sendable {
    /// How to choose the era.
    public enum EraPolicy: Hashable, Sendable {
        /// Ask the server: `server/discover`, then `initialize`.
        case auto
        /// Ask the server: `initialize`, then `server/discover`. A server that speaks both goes on in the legacy era.
        case legacyFirst
        /// `initialize` only.
        case legacy
        /// `server/discover` only.
        case modern
    }

    /// What the owner has to do now.
    public enum Step: Hashable, Sendable {
        /// Send this line; the line break is yet to be added.
        case send([UInt8])
        /// The conversation is open.
        case ready(ServerIntroduction)
        /// The conversation cannot be opened.
        case failed(HandshakeFailure)
        /// The line is no part of the handshake (a banner, a log notification): log it.
        case unrelated
    }

    /// What the end of the server's output means.
    public enum Ending: Hashable, Sendable {
        /// The server died of the unknown `server/discover`: start it again with `.legacy`.
        case restartAsLegacy
        /// The server died, for whatever reason.
        case died
    }

    /// A question that is not answered yet.
    private struct Question {
        var id: Int
        var version: ProtocolVersion
    }

    private let policy: EraPolicy
    private let client: Implementation
    private let capabilities: JSONValue
    private var discovery: Question?
    private var initialization: Question?
    /// A refusal to `initialize` that may come to nothing, as long as `server/discover` is still open.
    private var refusal: HandshakeFailure?
    /// Whether `server/discover` was asked.
    public private(set) var hasProbed = false
    private var hasRetried = false
    private var wasAnswered = false
    private var isSettled = false

    /// The first id of a request that the handshake has not used; the owner's own requests go on from here, so that late answers to
    /// the handshake's questions meet nobody.
    public private(set) var nextRequestID = 0

    /// A handshake that introduces `client`, offering these client capabilities (an object).
    public init(policy: EraPolicy, client: Implementation, capabilities: JSONValue = [:]) {
        self.policy = policy
        self.client = client
        self.capabilities = capabilities
    }

    /// Asks the first question; call once, when the process runs.
    public mutating func start() -> [Step] {
        policy == .legacy || policy == .legacyFirst ? initialize() : discover(.newestModern)
    }

    /// Takes one line of the server's standard output, without its line break.
    public mutating func received(_ line: UnsafeRawBufferPointer) -> [Step] {
        guard let envelope = try? MessageEnvelope.scan(line) else { return [.unrelated] }
        switch envelope.kind {
        case .request: return answer(envelope, in: line)
        case .notification: return [.unrelated]
        case .result, .error: return take(envelope, in: line)
        }
    }

    /// Takes one line of the server's standard output, without its line break.
    public mutating func received(_ line: [UInt8]) -> [Step] {
        line.withUnsafeBytes { received($0) }
    }

    /// The server has been silent for as long as one waits for an answer to `server/discover`: asks `initialize` too under `.auto`.
    public mutating func probeDeadlinePassed() -> [Step] {
        guard policy == .auto, !isSettled, discovery != nil, initialization == nil else { return [] }
        return initialize()
    }

    /// The server's output ended before the conversation was open.
    public func ended() -> Ending {
        policy == .auto && hasProbed && !wasAnswered ? .restartAsLegacy : .died
    }
}

// MARK: - Questions

extension Handshake {
    private mutating func discover(_ version: ProtocolVersion) -> [Step] {
        hasProbed = true
        discovery = Question(id: takeID(), version: version)
        let meta: JSONValue = [
            MetaKey.protocolVersion: .string(version.text), MetaKey.clientCapabilities: capabilities,
            MetaKey.clientInfo: client.value,
        ]
        return [.send(JSONRPC.request(id: nextRequestID - 1, method: "server/discover", params: ["_meta": meta]))]
    }

    private mutating func initialize() -> [Step] {
        initialization = Question(id: takeID(), version: .newestLegacy)
        let params: JSONValue = [
            "protocolVersion": .string(ProtocolVersion.newestLegacy.text), "capabilities": capabilities,
            "clientInfo": client.value,
        ]
        return [.send(JSONRPC.request(id: nextRequestID - 1, method: "initialize", params: params))]
    }

    private mutating func takeID() -> Int {
        nextRequestID += 1
        return nextRequestID - 1
    }
}

// MARK: - Answers

extension Handshake {
    private mutating func take(_ envelope: MessageEnvelope, in line: UnsafeRawBufferPointer) -> [Step] {
        let id = envelope.id.flatMap { JSONText.integer($0, in: line) }
        // An error without an id can only be about the one line it has got so far.
        let isAboutDiscovery = id == discovery?.id || (envelope.id == nil && initialization == nil)
        if let question = discovery, isAboutDiscovery {
            wasAnswered = true
            discovery = nil
            return isSettled ? [] : discovered(envelope, in: line, question)
        }
        if let question = initialization, id == question.id {
            wasAnswered = true
            initialization = nil
            return isSettled ? [] : initialized(envelope, in: line)
        }
        return [.unrelated]
    }

    private mutating func discovered(
        _ envelope: MessageEnvelope, in line: UnsafeRawBufferPointer, _ question: Question
    ) -> [Step] {
        if let error = error(of: envelope, in: line) {
            return ErrorCode.isModern(error.code) ? modernRefusal(error) : notDiscovered(.discoveryRefused(error))
        }
        // Some old servers answer whatever they do not know with an empty result.
        guard let result = result(of: envelope, in: line), let offered = result["supportedVersions"]?.arrayValue else {
            return notDiscovered(.badIntroduction(to: "server/discover", lacking: "list 'supportedVersions'"))
        }
        let names = offered.compactMap(\.stringValue)
        guard let version = names.contains(question.version.text) ? question.version : .newest(.modern, among: names) else {
            return fail(.noCommonVersion(ours: ProtocolVersion.known(in: .modern), theirs: names))
        }
        return settle(ServerIntroduction(era: .modern, version: version, result: result))
    }

    /// A modern server that does not take what we asked: ask once more with what it names, and never fall back on our own account.
    private mutating func modernRefusal(_ error: ServerError) -> [Step] {
        if !hasRetried, let version = ProtocolVersion.newest(.modern, among: error.supported) {
            hasRetried = true
            return discover(version)
        }
        // It named old revisions itself: those open with `initialize`.
        let failure =
            error.code == ErrorCode.unsupportedVersion
            ? HandshakeFailure.noCommonVersion(ours: ProtocolVersion.known(in: .modern), theirs: error.supported)
            : .discoveryRefused(error)
        let namesLegacy = ProtocolVersion.newest(.legacy, among: error.supported) != nil
        return namesLegacy ? notDiscovered(failure) : fail(failure)
    }

    /// Not a modern server: `initialize` decides, which may already be asked or even refused.
    private mutating func notDiscovered(_ failure: HandshakeFailure) -> [Step] {
        if policy == .modern { return fail(failure) }
        if let refusal { return fail(refusal) }
        return initialization == nil ? initialize() : []
    }

    private mutating func initialized(_ envelope: MessageEnvelope, in line: UnsafeRawBufferPointer) -> [Step] {
        if let error = error(of: envelope, in: line) { return notInitialized(.initializeRefused(error)) }
        guard let result = result(of: envelope, in: line), let name = result["protocolVersion"]?.stringValue else {
            return notInitialized(.badIntroduction(to: "initialize", lacking: "'protocolVersion'"))
        }
        guard let version = ProtocolVersion(name), version.era == .legacy else {
            return notInitialized(.noCommonVersion(ours: ProtocolVersion.known(in: .legacy), theirs: [name]))
        }
        let introduction = ServerIntroduction(era: .legacy, version: version, result: result)
        return [.send(JSONRPC.notification(method: "notifications/initialized"))] + settle(introduction)
    }

    /// `initialize` led nowhere, which is no failure while the server may still answer `server/discover`.
    private mutating func notInitialized(_ failure: HandshakeFailure) -> [Step] {
        if policy == .legacyFirst, !hasProbed {
            refusal = failure
            return discover(.newestModern)
        }
        guard discovery != nil else { return fail(failure) }
        refusal = failure
        return []
    }

    private mutating func settle(_ introduction: ServerIntroduction) -> [Step] {
        isSettled = true
        return [.ready(introduction)]
    }

    private mutating func fail(_ failure: HandshakeFailure) -> [Step] {
        isSettled = true
        return [.failed(failure)]
    }

    private func result(of envelope: MessageEnvelope, in line: UnsafeRawBufferPointer) -> JSONValue? {
        guard let range = envelope.result, JSONText.isObject(range, in: line) else { return nil }
        // The scanner has checked the same grammar, so this parses.
        return try? JSONValue.parse(line, in: range)
    }

    private func error(of envelope: MessageEnvelope, in line: UnsafeRawBufferPointer) -> ServerError? {
        guard let range = envelope.error else { return nil }
        return ServerError((try? JSONValue.parse(line, in: range)) ?? .null)
    }

    /// A question of the server's own: no server should wait for ever, and nothing but `ping` is offered yet.
    private func answer(_ envelope: MessageEnvelope, in line: UnsafeRawBufferPointer) -> [Step] {
        guard let id = envelope.id else { return [.unrelated] }
        let token = JSONText.bytes(id, in: line)
        guard envelope.method == "ping" else {
            let text = "not available before the conversation is open"
            return [.send(JSONRPC.error(id: token, code: ErrorCode.methodNotFound, message: text))]
        }
        return [.send(JSONRPC.result(id: token, [:]))]
    }
}
