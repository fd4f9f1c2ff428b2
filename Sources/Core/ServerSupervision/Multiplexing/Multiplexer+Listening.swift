import ModelContextProtocol
import NIOCore
import ServerModel

/// `subscriptions/listen`: passed to a modern server, answered here for a legacy one, and one of our own at a modern
/// server for all legacy clients. A client's listen outlives the server's runs.
extension Multiplexer {
    /// What is listened to.
    struct ListenFilter: Hashable, Sendable {
        var tools = false
        var prompts = false
        var resources = false
        var uris: Set<String> = []
    }

    struct OwnListen: Hashable, Sendable {
        var id: Int
        var filter: ListenFilter
        /// The server does not tell of anything.
        var isRefused = false
        var isAcknowledged = false
    }

    // MARK: Clients' own

    mutating func listen(_ request: ClientRequest, _ server: ServerIntroduction) -> [Output] {
        var listen = Listen(request: request.line)
        let wishes = request.params?["notifications"]
        listen.tools = wishes?["toolsListChanged"]?.boolValue == true
        listen.prompts = wishes?["promptsListChanged"]?.boolValue == true
        listen.resources = wishes?["resourcesListChanged"]?.boolValue == true
        listen.uris = Set(wishes?["resourceSubscriptions"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        sessions[request.session]?.listens[request.id] = listen
        sessions[request.session]?.requests += 1
        return openListen(request.id, of: request.session, server)
    }

    /// Begins, or begins again with a fresh run, what a client listens to.
    mutating func openListen(_ token: [UInt8], of session: SessionID, _ server: ServerIntroduction) -> [Output] {
        guard var listen = sessions[session]?.listens[token], let envelope = try? listen.request.envelope() else { return [] }
        if server.era == .modern, !listen.isRefused {
            guard let range = envelope.id else { return [] }
            let id = takeID()
            sessions[session]?.listens[token]?.upstreamID = id
            return [.toServer(listen.request.replacing([(range, id.token)]))]
        }
        var granted: JSONObject = [:]
        let promised = server.capabilities
        listen.tools = listen.tools && promised["tools"] != nil
        listen.prompts = listen.prompts && promised["prompts"] != nil
        listen.resources = listen.resources && promised["resources"] != nil
        if promised["resources"]?["subscribe"]?.boolValue != true || server.era == .modern { listen.uris = [] }
        if listen.tools { granted["toolsListChanged"] = true }
        if listen.prompts { granted["promptsListChanged"] = true }
        if listen.resources { granted["resourcesListChanged"] = true }
        if !listen.uris.isEmpty { granted["resourceSubscriptions"] = .array(listen.uris.sorted().map { .string($0) }) }
        var outputs: [Output] = []
        if !listen.isAcknowledged {
            let acknowledgement = JSONRPC.notification(
                method: "notifications/subscriptions/acknowledged", params: ["notifications": .object(granted)])
            let line = ByteBuffer(bytes: acknowledgement)
            if let envelope = try? line.envelope() { outputs.append(tag(line, envelope, for: session, token)) }
        }
        listen.isAcknowledged = true
        listen.upstreamID = nil
        sessions[session]?.listens[token] = listen
        for uri in listen.uris.sorted() {
            subscribers[uri, default: []].insert(session)
            outputs += subscribeUpstream(uri)
        }
        return outputs
    }

    /// The client does not want to hear more.
    mutating func endListen(_ listen: Listen, of session: SessionID, reason: String) -> [Output] {
        if let id = listen.upstreamID { return isReady ? [.toServer(Wire.cancelled(id: id, reason: reason))] : [] }
        let others = Set(sessions[session]?.listens.values.flatMap(\.uris) ?? [])
        return forgetSubscriptions(of: session, only: listen.uris.subtracting(others))
    }

    /// The server has answered a listen, which ends it; `nil` when the id is none of a listen.
    mutating func listenEnded(_ id: Int, _ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output]? {
        guard let (session, token) = listenOwner(id), let range = envelope.id else { return nil }
        if let error = envelope.error, let code = line.member("code", of: error),
            code == Array("\(ErrorCode.methodNotFound)".utf8),
            let introduction
        {
            // Some servers tell of changes without being asked, and what a restart changes is told by us: answered here.
            sessions[session]?.listens[token]?.isRefused = true
            return openListen(token, of: session, introduction)
        }
        sessions[session]?.listens[token] = nil
        var edits: [MessageSplice.Edit] = [(range, token)]
        if let range = envelope.subscriptionID { edits.append((range, token)) }
        return [.toClient(session, line.replacing(edits))]
    }

    func listenOwner(_ id: Int) -> (SessionID, [UInt8])? {
        for (session, state) in sessions {
            for (token, listen) in state.listens where listen.upstreamID == id { return (session, token) }
        }
        return nil
    }

    /// Listens that are answered here and want something.
    func listens(where isWanted: (Listen) -> Bool) -> [(session: SessionID, token: [UInt8])] {
        sessions.sorted { $0.key < $1.key }.flatMap { session, state in
            state.listens.filter { $0.value.upstreamID == nil && $0.value.isAcknowledged && isWanted($0.value) }
                .map { (session, $0.key) }
        }
    }

    /// A notification as part of what a client listens to.
    func tag(_ line: ByteBuffer, _ envelope: MessageEnvelope, for session: SessionID, _ token: [UInt8]) -> Output {
        .toClient(session, line.replacing(line.metaEdits([(MetaKey.subscriptionID, token)], envelope)))
    }

    // MARK: Our own

    /// The server has ended our own listen, or refused it: it tells of nothing, so what is kept may be old.
    mutating func ownListenEnded(_ id: Int) -> [Output] {
        errands[id] = nil
        guard ownListen?.id == id else { return [] }
        ownListen?.isRefused = true
        ownListen?.isAcknowledged = false
        fresh = []
        return answerSubscribers(.noSubscriptions)
    }

    /// Makes our own listen at a modern server what legacy clients need now.
    mutating func refreshOwnListen() -> [Output] {
        guard let introduction, introduction.era == .modern else { return [] }
        var filter = ListenFilter()
        filter.tools = introduction.promisesChanges("tools")
        filter.prompts = introduction.promisesChanges("prompts")
        filter.resources = introduction.promisesChanges("resources")
        filter.uris = Set(subscribers.filter { !$0.value.isEmpty }.keys)
        guard filter != ownListen?.filter ?? ListenFilter() else { return [] }
        let earlier = ownListen
        var wishes: JSONObject = [:]
        if filter.tools { wishes["toolsListChanged"] = true }
        if filter.prompts { wishes["promptsListChanged"] = true }
        if filter.resources { wishes["resourcesListChanged"] = true }
        if !filter.uris.isEmpty { wishes["resourceSubscriptions"] = .array(filter.uris.sorted().map { .string($0) }) }
        var outputs: [Output] = []
        if filter == ListenFilter() {
            ownListen = nil
            // Nothing is listened to any more, so nothing will be granted.
            outputs += answerSubscribers(nil)
        } else {
            outputs.append(errand(.listen, "subscriptions/listen", ["notifications": .object(wishes)]))
            ownListen = OwnListen(id: lastCallID, filter: filter)
        }
        // The new one first, so that nothing is missed between them.
        if let earlier, !earlier.isRefused {
            errands[earlier.id] = nil
            outputs.append(.toServer(Wire.cancelled(id: earlier.id, reason: "another subscription takes its place")))
        }
        return outputs
    }

    /// A notification that names the listen it belongs to.
    mutating func tagged(_ line: ByteBuffer, _ envelope: MessageEnvelope, _ range: Range<Int>) -> [Output] {
        guard let id = Int(line.bytes(range)) else { return [] }
        if let (session, token) = listenOwner(id) {
            if envelope.method == "notifications/subscriptions/acknowledged" {
                // A run that began anew says again what the client knows.
                guard sessions[session]?.listens[token]?.isAcknowledged == false else { return [] }
                let params = envelope.params.flatMap { try? JSONValue.parse(line.bytes($0)) }
                sessions[session]?.listens[token]?.acknowledged(params?["notifications"])
            }
            // Its client asks for the list next, perhaps before our own listen is told.
            if let area = ServerMemory.area(changedBy: envelope.method) { doubtLists(area) }
            return [.toClient(session, line.replacing([(range, token)]))]
        }
        guard ownListen?.id == id else { return [] }
        let plain = line.removingMeta(MetaKey.subscriptionID, envelope)
        switch envelope.method {
        case "notifications/subscriptions/acknowledged":
            ownListen?.isAcknowledged = true
            return answerSubscribers(nil)
        case "notifications/resources/updated":
            return (try? plain.envelope()).map { resourceUpdated(plain, $0) } ?? []
        case "notifications/tools/list_changed": return listChanged("tools", plain)
        case "notifications/prompts/list_changed": return listChanged("prompts", plain)
        case "notifications/resources/list_changed": return listChanged("resources", plain)
        default: return []
        }
    }
}

extension Multiplexer.Listen {
    /// The server will tell of this subset; without one, of all that was asked for.
    mutating func acknowledged(_ granted: JSONValue?) {
        isAcknowledged = true
        guard let granted else { return }
        tools = tools && granted["toolsListChanged"]?.boolValue == true
        prompts = prompts && granted["promptsListChanged"]?.boolValue == true
        resources = resources && granted["resourcesListChanged"]?.boolValue == true
    }

    func wants(_ area: String) -> Bool {
        switch area {
        case "tools": tools
        case "prompts": prompts
        default: resources
        }
    }
}

extension ServerIntroduction {
    /// Whether the server says that it tells of changes of a list.
    func promisesChanges(_ area: String) -> Bool { capabilities[area]?["listChanged"]?.boolValue == true }
}
