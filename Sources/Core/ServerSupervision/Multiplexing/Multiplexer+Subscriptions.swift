import ModelContextProtocol
import NIOCore
import ServerModel

/// Who wants to hear of which resource: counted, so that the server is asked once and told when nobody is left.
extension Multiplexer {
    mutating func subscribe(_ request: ClientRequest) -> [Output] {
        guard let uri = request.envelope.uri.flatMap({ request.line.string($0) }) else { return forwardAsIs(request) }
        if introduction?.era == .modern {
            subscribers[uri, default: []].insert(request.session)
            let outputs = refreshOwnListen()
            guard ownListen?.isAcknowledged != true else { return [reply(request, [:])] }
            guard ownListen?.isRefused != true else { return [.toClient(request.session, Wire.methodNotFound(id: request.id))] }
            // Not before the server listens, or what changes right now would be missed.
            awaitingListen.append(Waiting(session: request.session, id: request.id, uri: uri))
            return outputs
        }
        if confirmedSubscriptions.contains(uri) {
            subscribers[uri, default: []].insert(request.session)
            return [reply(request, [:])]
        }
        subscribers[uri, default: []].insert(request.session)
        let outputs = forward(request)
        calls[lastCallID]?.subscription = uri
        return outputs
    }

    mutating func unsubscribe(_ request: ClientRequest) -> [Output] {
        guard let uri = request.envelope.uri.flatMap({ request.line.string($0) }) else { return forwardAsIs(request) }
        let isLast = removeSubscriber(request.session, of: uri)
        if introduction?.era == .modern { return [reply(request, [:])] + refreshOwnListen() }
        return isLast ? forward(request) : [reply(request, [:])]
    }

    /// A client that has subscribed and waits until we listen for it.
    struct Waiting: Sendable, Hashable {
        var session: SessionID
        var id: [UInt8]
        var uri: String
    }

    /// A client does not wait any more; `nil` when it did not.
    mutating func stopAwaitingListen(_ id: [UInt8], of session: SessionID) -> [Output]? {
        guard let index = awaitingListen.firstIndex(where: { $0.session == session && $0.id == id }) else { return nil }
        return forgetSubscriptions(of: session, only: [awaitingListen.remove(at: index).uri])
    }

    /// Our listen was granted, or not (`error`).
    mutating func answerSubscribers(_ report: ErrorReport?) -> [Output] {
        let waiting = awaitingListen
        awaitingListen = []
        return waiting.map { client in
            .toClient(client.session, report.map { Wire.failure(id: client.id, $0) } ?? Wire.result(id: client.id, [:]))
        }
    }

    /// What is wrong with it is the server's to say.
    private mutating func forwardAsIs(_ request: ClientRequest) -> [Output] {
        introduction?.era == .modern ? [.toClient(request.session, Wire.methodNotFound(id: request.id))] : forward(request)
    }

    /// The server has answered a client's own subscription.
    mutating func subscriptionAnswered(_ uri: String, by call: Call, succeeded: Bool) {
        if succeeded {
            noteConfirmed(uri)
        } else {
            _ = removeSubscriber(call.session, of: uri)
        }
    }

    /// The server tells of changes of this resource from now on; not worth noting when nobody wants it any more.
    mutating func noteConfirmed(_ uri: String) {
        if subscribers[uri] != nil { confirmedSubscriptions.insert(uri) }
    }

    /// A client does not want its subscription any more before it was confirmed.
    mutating func subscriptionCancelled(_ call: Call) -> [Output] {
        guard let uri = call.subscription else { return [] }
        return forgetSubscriptions(of: call.session, only: [uri])
    }

    /// Whether nobody is left. The server is told then even if it has not confirmed yet: it will.
    private mutating func removeSubscriber(_ session: SessionID, of uri: String) -> Bool {
        subscribers[uri]?.remove(session)
        guard subscribers[uri]?.isEmpty == true else { return false }
        subscribers[uri] = nil
        confirmedSubscriptions.remove(uri)
        return true
    }

    /// Asks a legacy server to tell of a resource, unless it was asked already.
    mutating func subscribeUpstream(_ uri: String) -> [Output] {
        guard !confirmedSubscriptions.contains(uri), !errands.values.contains(.subscribe(uri)) else { return [] }
        return [errand(.subscribe(uri), "resources/subscribe", ["uri": .string(uri)])]
    }

    mutating func forgetSubscriptions(of session: SessionID, only uris: Set<String>? = nil) -> [Output] {
        var outputs: [Output] = []
        for uri in subscribers.keys.sorted() where subscribers[uri]?.contains(session) == true && uris?.contains(uri) != false {
            guard removeSubscriber(session, of: uri), introduction?.era == .legacy else { continue }
            outputs.append(errand(.unsubscribe, "resources/unsubscribe", ["uri": .string(uri)]))
        }
        return introduction?.era == .modern ? refreshOwnListen() : outputs
    }

    /// What a fresh run has to be told.
    mutating func restoreSubscriptions(_ server: ServerIntroduction) -> [Output] {
        var outputs: [Output] = []
        for session in sessions.keys.sorted() {
            for token in sessions[session]?.listens.keys.map(\.self) ?? [] { outputs += openListen(token, of: session, server) }
        }
        if server.era == .modern { return outputs + refreshOwnListen() }
        for uri in subscribers.keys.sorted() { outputs += subscribeUpstream(uri) }
        return outputs
    }

    /// Tells subscribers of the resource and of what it is a part of.
    mutating func resourceUpdated(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        guard let uri = envelope.params.flatMap({ line.member("uri", of: $0) }).flatMap({ String(token: $0) }) else { return [] }
        let concerned = subscribers.filter { $0.key == uri || uri.isPart(of: $0.key) }
        let legacy = Set(concerned.values.joined()).filter { sessions[$0]?.era == .legacy }
        let listening = listens { listen in listen.uris.contains { $0 == uri || uri.isPart(of: $0) } }
        return legacy.sorted().map { .toClient($0, line) } + listening.map { tag(line, envelope, for: $0.session, $0.token) }
    }

    /// A list of the server is another now.
    mutating func listChanged(_ area: String, _ line: ByteBuffer) -> [Output] {
        var outputs: [Output] = sessions.filter { $0.value.era == .legacy }.keys.sorted().map { .toClient($0, line) }
        if let envelope = try? line.envelope() {
            outputs += listens { $0.wants(area) }.map { tag(line, envelope, for: $0.session, $0.token) }
        }
        doubtLists(area)
        return outputs + verifyCatalog(tellsClients: false)
    }

    /// What is kept of these lists may not be so any more.
    mutating func doubtLists(_ area: String) {
        let methods = ServerMemory.areas[area] ?? []
        fresh = fresh.filter { !methods.contains($0.method) }
    }
}

extension String {
    /// Whether this URI lies below another, as a file below its folder.
    fileprivate func isPart(of other: String) -> Bool {
        hasPrefix(other) && (other.hasSuffix("/") || dropFirst(other.count).first == "/")
    }
}
