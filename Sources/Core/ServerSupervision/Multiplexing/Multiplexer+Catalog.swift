import ModelContextProtocol
import NIOCore
import ServerModel

/// The catalogue: what a server lists. It is read once a run and after each change, kept for the next start, and compared
/// with what clients were told, so that a session that outlives a restart learns what is new.
extension Multiplexer {
    /// A walk through all lists, page by page.
    struct Verification: Sendable {
        /// Whether clients hear of differences; not when the server has told them already.
        var tellsClients: Bool
        /// The pages still to be asked for.
        var next: [ServerMemory.ListKey]
        /// What was read so far, by method.
        var digests: [String: Digest] = [:]
        var pages: Set<ServerMemory.ListKey> = []

        /// A server whose cursors lead in a circle is not followed further.
        static let mostPages = 200
    }

    mutating func verifyCatalog(tellsClients: Bool) -> [Output] {
        guard let introduction else { return [] }
        let areas = ServerMemory.areas.filter { introduction.capabilities[$0.key] != nil }
        let methods = areas.values.joined().sorted()
        let isTelling = tellsClients || verification?.tellsClients == true
        // An earlier walk is of no use: what it read may have changed meanwhile.
        errands = errands.filter { if case .verify = $0.value { false } else { true } }
        verification = Verification(tellsClients: isTelling, next: methods.map { ServerMemory.ListKey(method: $0) })
        return goOnVerifying()
    }

    private mutating func goOnVerifying() -> [Output] {
        guard let key = verification?.next.first, let pages = verification?.pages, pages.count < Verification.mostPages else {
            return finishVerifying()
        }
        verification?.next.removeFirst()
        verification?.pages.insert(key)
        let cursor = key.cursor.isEmpty ? nil : try? JSONValue.parse(key.cursor)
        return [errand(.verify(key), key.method, cursor.map { ["cursor": $0] } ?? [:])]
    }

    mutating func verified(_ key: ServerMemory.ListKey, _ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        guard verification != nil else { return [] }
        var outputs: [Output] = []
        if let range = envelope.result {
            outputs += keepList(line.bytes(range), as: key)
            let items = ServerMemory.itemsName(of: key.method)
            if let items = line.memberRange(items, of: range) {
                line.withUnsafeReadableBytes { verification?.digests[key.method, default: Digest()].add($0[items]) }
            }
            let next = line.member("nextCursor", of: range)
            if let next, next.first == UInt8(ascii: "\"") {
                let page = ServerMemory.ListKey(method: key.method, cursor: next)
                if verification?.pages.contains(page) == false { verification?.next.insert(page, at: 0) }
            }
        }
        return outputs + goOnVerifying()
    }

    private mutating func finishVerifying() -> [Output] {
        guard let done = verification else { return [] }
        verification = nil
        var outputs: [Output] = memory.keepOnly(done.pages) ? [.learned] : []
        let catalog = done.digests.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }.joined(separator: " ")
        if memory.catalog != catalog {
            memory.catalog = catalog
            outputs.append(.learned)
        }
        if done.digests["tools/list"] != nil { outputs += noteTools() }
        for id in sessions.keys.sorted() {
            guard let session = sessions[id] else { continue }
            if done.tellsClients, let known = session.catalog, known != catalog {
                outputs += tell(id, ofDifferencesBetween: known, and: catalog)
            }
            guard session.catalog != catalog else { continue }
            sessions[id]?.catalog = catalog
            outputs.append(.catalog(id, catalog))
        }
        return outputs
    }

    /// Says which tools are others than those that were read last.
    private mutating func noteTools() -> [Output] {
        guard let now = memory.pages(of: "tools/list"), now != toolsRead else { return [] }
        let before = toolsRead
        toolsRead = now
        let changes = before.map { ToolChanges(from: $0, to: now) }
        return changes.map { $0.isEmpty ? [] : [.toolsChanged($0)] } ?? []
    }

    private func tell(_ id: SessionID, ofDifferencesBetween known: String, and catalog: String) -> [Output] {
        let (before, now) = (Set(known.split(separator: " ")), Set(catalog.split(separator: " ")))
        let methods = before.symmetricDifference(now).map { String($0.prefix { $0 != "=" }) }
        let areas = ServerMemory.areas.filter { !$0.value.allSatisfy { !methods.contains($0) } }.keys.sorted()
        return areas.flatMap { area -> [Output] in
            let line = ByteBuffer(bytes: JSONRPC.notification(method: "notifications/\(area)/list_changed"))
            if sessions[id]?.era == .legacy { return [.toClient(id, line)] }
            guard let envelope = try? line.envelope() else { return [] }
            let wanting = sessions[id]?.listens.filter { $0.value.isAcknowledged && $0.value.wants(area) } ?? [:]
            return wanting.keys.map { tag(line, envelope, for: id, $0) }
        }
    }

    // MARK: Keeping

    mutating func keepList(_ result: [UInt8], as key: ServerMemory.ListKey) -> [Output] {
        let hasChanged = memory.keep(result, as: key)
        if let area = ServerMemory.area(of: key.method), introduction.map({ canTrust(area, $0) }) == true,
            memory.lists[key] != nil
        {
            fresh.insert(key)
        }
        return hasChanged ? [.learned] : []
    }

    /// Whether we would hear of a change, so that what is kept may be given to clients.
    private func canTrust(_ area: String, _ server: ServerIntroduction) -> Bool {
        guard server.promisesChanges(area) else { return false }
        return server.era == .legacy || (ownListen?.isAcknowledged == true && ownListen?.isRefused == false)
    }

    mutating func remember(_ introduction: ServerIntroduction) -> [Output] {
        guard memory.introduction != introduction else { return [] }
        // Lists of another era, or of another server, are written differently.
        if memory.introduction?.era != introduction.era || memory.introduction?.name != introduction.name { memory.lists = [:] }
        memory.introduction = introduction
        return [.learned]
    }
}

extension ServerMemory {
    /// The lists that this notification says have changed.
    static func area(changedBy method: String?) -> String? {
        areas.keys.first { method == "notifications/\($0)/list_changed" }
    }

    static func area(of method: String) -> String? { areas.first { $0.value.contains(method) }?.key }

    /// What the array in a list's result is called.
    static func itemsName(of method: String) -> String {
        switch method {
        case "tools/list": "tools"
        case "prompts/list": "prompts"
        case "resources/templates/list": "resourceTemplates"
        default: "resources"
        }
    }
}
