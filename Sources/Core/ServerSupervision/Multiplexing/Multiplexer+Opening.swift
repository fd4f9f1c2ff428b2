import ModelContextProtocol
import NIOCore
import ServerModel

/// How conversations open: answered here, from the one handshake of the run or from memory. A second `initialize`
/// upstream would overwrite the server's state.
extension Multiplexer {
    /// Notes who the client is, from what it says by itself.
    mutating func introduce(_ request: ClientRequest) {
        if request.method == "initialize" {
            let params = request.params
            sessions[request.session]?.era = .legacy
            sessions[request.session]?.clientInfo = params?["clientInfo"]
            sessions[request.session]?.takesBatches = params?["protocolVersion"] == "2025-03-26"
            sessions[request.session]?.capabilities = params?["capabilities"] ?? [:]
        } else if request.era == .modern {
            sessions[request.session]?.era = .modern
            if sessions[request.session]?.clientInfo == nil, let info = request.metaMember(MetaKey.clientInfo) {
                sessions[request.session]?.clientInfo = try? JSONValue.parse(info)
                let capabilities = request.metaMember(MetaKey.clientCapabilities).flatMap { try? JSONValue.parse($0) }
                sessions[request.session]?.capabilities = capabilities ?? [:]
            }
        } else if sessions[request.session]?.era == nil {
            sessions[request.session]?.era = .legacy
        }
    }

    /// Notes who the client is before anything is done with its line.
    mutating func introduce(_ line: ByteBuffer, from session: SessionID) {
        guard let envelope = try? line.envelope(), envelope.kind == .request else { return }
        introduce(ClientRequest(line, envelope, from: session))
    }

    /// What we tell a legacy server that its clients can do.
    ///
    /// A process with one client passes on what that one says. Several clients, who are not known yet, may be able to do all
    /// that can be routed to them; those that are not say so when they are asked.
    func capabilitiesToDeclare(isExclusive: Bool) -> JSONValue {
        guard isExclusive else { return ["roots": ["listChanged": true], "sampling": [:], "elicitation": [:]] }
        var declared: JSONValue = [:]
        for (name, value) in sessions.first?.value.capabilities.objectValue?.members.map({ ($0.name, $0.value) }) ?? []
        where name != "tasks" { declared[name] = value }
        return declared
    }

    func initializeResult(_ request: ClientRequest, _ server: ServerIntroduction) -> JSONValue {
        server.initializeResult(askedFor: request.params?["protocolVersion"]?.stringValue)
    }

    /// What can be said of a server that is on its way: how it opens, and what it listed when it was last seen.
    mutating func answerFromMemory(_ request: ClientRequest) -> [Output]? {
        guard let server = memory.introduction else { return nil }
        switch request.method {
        case "initialize":
            return [reply(request, initializeResult(request, server))] + noteCatalog(of: request.session)
        case "server/discover":
            return [reply(request, server.discoverResult)] + noteCatalog(of: request.session)
        case "ping" where request.era == .legacy:
            return [reply(request, [:])]
        case "logging/setLevel" where request.era == .legacy:
            // Passed on once it is ready, as after every start.
            guard let level = request.params?["level"]?.stringValue.flatMap(LogLevel.init) else { return nil }
            sessions[request.session]?.logLevel = level
            return [reply(request, [:])]
        default:
            guard let key = listKey(request), let result = memory.lists[key] else { return nil }
            return [.toClient(request.session, listAnswer(request, result, server.era))] + noteCatalog(of: request.session)
        }
    }

    /// The answer to `server/discover` while nothing is known of the server yet: it may be able to do anything.
    mutating func promise(_ request: ClientRequest) -> [Output] {
        sessions[request.session]?.wasPromisedAll = true
        let answer: JSONValue = [
            "resultType": "complete", "supportedVersions": [.string(ProtocolVersion.newestModern.text)],
            "capabilities": [
                "tools": ["listChanged": true], "prompts": ["listChanged": true],
                "resources": ["listChanged": true, "subscribe": true], "completions": [:], "logging": [:],
            ],
            "ttlMs": 0, "cacheScope": "private",
            "_meta": [MetaKey.serverInfo: Implementation(name: name, version: productVersion).value],
        ]
        return [reply(request, answer)]
    }

    /// A client that was told that everything may be there finds empty lists where nothing is.
    func answerPromised(_ request: ClientRequest, _ server: ServerIntroduction) -> Output? {
        guard sessions[request.session]?.wasPromisedAll == true, let key = listKey(request),
            let area = ServerMemory.area(of: key.method), server.capabilities[area] == nil
        else { return nil }
        let empty: JSONValue = [ServerMemory.itemsName(of: key.method): []]
        return .toClient(request.session, listAnswer(request, empty.serialized(), .legacy))
    }

    var hasOnlyModernClients: Bool {
        let eras = sessions.values.compactMap(\.era)
        return !eras.isEmpty && eras.allSatisfy { $0 == .modern }
    }

    /// What is kept of a list and still holds, because the server tells of changes.
    func answerFromFreshList(_ request: ClientRequest, _ server: ServerIntroduction) -> Output? {
        guard let key = listKey(request), fresh.contains(key), let result = memory.lists[key] else { return nil }
        return .toClient(request.session, listAnswer(request, result, server.era))
    }

    private func listAnswer(_ request: ClientRequest, _ result: [UInt8], _ server: Era) -> ByteBuffer {
        let line = ByteBuffer(bytes: JSONRPC.result(id: request.id, raw: result))
        guard request.era == .modern, server == .legacy, let envelope = try? line.envelope() else { return line }
        return line.replacing(line.resultEdits(ModernWords.listResult, envelope))
    }

    /// Which page of which list a request asks for; `nil` for any other request.
    func listKey(_ request: ClientRequest) -> ServerMemory.ListKey? {
        guard ServerMemory.listMethods.contains(request.method) else { return nil }
        // Asked with more than that, the answer may be another.
        if let params = request.params?.objectValue, params.members.contains(where: { $0.name != "cursor" && $0.name != "_meta" })
        {
            return nil
        }
        return ServerMemory.ListKey(method: request.method, cursor: request.member("cursor") ?? [])
    }

    /// What a client is told now is what was last known. A client that was told something before hears of the difference
    /// when the lists were read again; so does one that comes while they are read.
    mutating func noteCatalog(of session: SessionID) -> [Output] {
        guard sessions[session]?.catalog == nil, verification == nil, let catalog = memory.catalog else { return [] }
        sessions[session]?.catalog = catalog
        return [.catalog(session, catalog)]
    }
}

extension ServerIntroduction {
    /// What a legacy client's `initialize` is answered with, from either era's introduction.
    func initializeResult(askedFor asked: String?) -> JSONValue {
        let offered = (era == .legacy ? ProtocolVersion(protocolVersion) : nil) ?? .newestLegacy
        let agreed = ProtocolVersion.agreed(asked: asked, offered: offered).text
        if era == .legacy {
            var answer = result
            answer["protocolVersion"] = .string(agreed)
            answer["capabilities"] = capabilities.asOffered
            return answer
        }
        var answer: JSONValue = [
            "protocolVersion": .string(agreed),
            "capabilities": capabilities.asOffered,
            "serverInfo": result["_meta"]?[MetaKey.serverInfo] ?? result["serverInfo"]
                ?? ["name": .string(name ?? "unknown"), "version": .string(version ?? "0")],
        ]
        if let instructions { answer["instructions"] = .string(instructions) }
        return answer
    }

    /// What `server/discover` is answered with, from either era's introduction.
    var discoverResult: JSONValue {
        if era == .modern {
            var answer = result
            answer["capabilities"] = capabilities.asOffered
            return answer
        }
        var answer: JSONValue = [
            "resultType": "complete", "supportedVersions": [.string(ProtocolVersion.newestModern.text)],
            "capabilities": capabilities.asOffered, "ttlMs": 0, "cacheScope": "private",
        ]
        if let instructions { answer["instructions"] = .string(instructions) }
        if let server = result["serverInfo"] { answer["_meta"] = [MetaKey.serverInfo: server] }
        return answer
    }
}

extension JSONValue {
    /// Capabilities as clients get them: a restart may change every list, and we tell; tasks would need an owner we cannot know.
    fileprivate var asOffered: JSONValue {
        var capabilities = self
        for area in ServerMemory.areas.keys.sorted() where capabilities[area]?.objectValue != nil {
            capabilities[area]?["listChanged"] = true
        }
        capabilities["tasks"] = nil
        return capabilities
    }
}
