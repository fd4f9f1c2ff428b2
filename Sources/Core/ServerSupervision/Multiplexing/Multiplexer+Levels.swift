import ModelContextProtocol
import NIOCore
import ServerModel

/// Log levels: each client gets what it asked for, the server is as verbose as the most curious one.
extension Multiplexer {
    mutating func setLevel(_ request: ClientRequest, _ server: ServerIntroduction) -> [Output] {
        guard let level = request.params?["level"]?.stringValue.flatMap(LogLevel.init) else {
            let message = "level must be one of \(LogLevel.allCases.map(\.rawValue).joined(separator: ", "))"
            return [.toClient(request.session, Wire.error(id: request.id, code: ErrorCode.invalidParams, message: message))]
        }
        sessions[request.session]?.logLevel = level
        // The server need not be asked again, or has no such request.
        if server.era == .modern || forwardedLevel.map({ $0 <= level }) == true { return [reply(request, [:])] }
        let outputs = forward(request)
        if server.capabilities["logging"] != nil { forwardedLevel = level }
        return outputs
    }

    /// Makes a legacy server at least this verbose, for a request that asks for its log.
    mutating func raiseLevel(to level: LogLevel?, _ server: ServerIntroduction) -> [Output] {
        guard let level, server.era == .legacy, server.capabilities["logging"] != nil,
            forwardedLevel.map({ level < $0 }) ?? true
        else { return [] }
        forwardedLevel = level
        return [errand(.setLevel, "logging/setLevel", ["level": .string(level.rawValue)])]
    }

    func wantsLog(_ level: LogLevel?, _ id: SessionID, _ session: Session) -> Bool {
        switch session.era {
        case nil: return false
        case .legacy:
            guard let wish = session.logLevel, let level else { return true }
            return level >= wish
        case .modern:
            // Only while a request runs that asked for it.
            let wishes = session.callIDs.values.compactMap { calls[$0]?.logLevel }
            return wishes.contains { wish in level.map { $0 >= wish } ?? true }
        }
    }

    /// What a fresh run has to be told of what clients had set before.
    mutating func restoreSettings(_ server: ServerIntroduction) -> [Output] {
        let wishes = sessions.values.filter { $0.era == .legacy }.compactMap(\.logLevel)
        return raiseLevel(to: wishes.min(), server) + restoreSubscriptions(server)
    }

    /// A request of our own.
    mutating func errand(_ errand: Errand, _ method: String, _ params: JSONObject = [:]) -> Output {
        let id = takeID()
        errands[id] = errand
        var line = ByteBuffer(bytes: JSONRPC.request(id: id, method: method, params: .object(params)))
        if introduction?.era == .modern, let envelope = try? line.envelope() {
            line = line.replacing(line.metaEdits(ownModernMeta, envelope))
        }
        return .toServer(line)
    }

    /// The server has answered one of our own requests.
    mutating func finished(_ errand: Errand, id: Int, _ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        switch errand {
        case .setLevel:
            if envelope.kind == .error { forwardedLevel = nil }
            return []
        case .subscribe(let uri):
            if envelope.kind == .result { noteConfirmed(uri) }
            return []
        case .unsubscribe:
            return []
        case .listen:
            // It ended, or was refused: the server tells of nothing.
            return ownListenEnded(id)
        case .verify(let key):
            return verified(key, line, envelope)
        case .check:
            return [.checkAnswered(id, line.refusal(envelope))]
        }
    }
}
