import NIOCore
import ServerModel
import ServerMonitoring

/// Every server of this home: the one owner of what runs.
public actor Supervisor {
    nonisolated let surroundings: Surroundings
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        surroundings.loop.executor.asUnownedSerialExecutor()
    }

    private var servers: [ServerID: SupervisedServer] = [:]
    private var lastSession = 0
    private var sessionCount = 0
    /// What people told which server last.
    private var intents: [ServerID: Intent]
    /// Whether every server is being ended, and whether that must go fast.
    private(set) var (isEnding, isHurried) = (false, false)

    public init(surroundings: Surroundings) {
        self.surroundings = surroundings
        intents = surroundings.intents.load()
    }

    // MARK: Definitions

    /// One server as its file says now; `definition` is `nil` when the file has errors.
    public struct Definition: Sendable {
        public var definition: ServerDefinition?
        public var diagnostics: [Diagnostic]

        public init(definition: ServerDefinition?, diagnostics: [Diagnostic]) {
            self.definition = definition
            self.diagnostics = diagnostics
        }
    }

    /// Takes what changed in `servers/`: new and changed ones are adopted, missing ones stopped and forgotten.
    public func adopt(changed: [ServerID: Definition], removed: Set<ServerID>) async {
        for (id, new) in changed.sorted(by: { $0.key < $1.key }) {
            if let server = servers[id] {
                await server.adopt(new.definition, diagnostics: new.diagnostics)
            } else {
                let server = SupervisedServer(
                    id: id, definition: new.definition, diagnostics: new.diagnostics, surroundings: surroundings)
                servers[id] = server
                if intents[id] == .stopped { await server.hold() }
                await server.publish(.added, severity: .info, "defined")
            }
        }
        for id in removed { await remove(id) }
    }

    private func remove(_ id: ServerID) async {
        guard let server = servers.removeValue(forKey: id) else { return }
        intend(nil, for: id)
        await server.stop()
        await server.settled()
        await server.closeSessions()
        surroundings.events.publish(
            ServerEvent(
                sequence: 0, time: surroundings.clock(), server: id, kind: .removed, severity: .info, message: "removed"))
    }

    /// Starts what is to run from the beginning, and what ran by a person's will when the daemon before this one died.
    public func startWanted() async {
        for (id, server) in servers {
            let isWanted =
                switch intents[id] {
                case .started: true
                case .stopped: false
                case nil: await server.definition?.start == .login
                }
            // What keeps it from starting is in its status already.
            if isWanted { try? await server.start() }
        }
    }

    private func intend(_ intent: Intent?, for id: ServerID) {
        guard intents[id] != intent else { return }
        intents[id] = intent
        surroundings.intents.save(intents)
    }

    // MARK: Asking

    public func statuses() async -> [ServerStatus] {
        var statuses: [ServerStatus] = []
        for (_, server) in servers.sorted(by: { $0.key < $1.key }) { await statuses.append(server.status) }
        return statuses
    }

    public func status(of name: String) async throws -> ServerStatus {
        try await server(name).status
    }

    public func log(of name: String) throws -> ServerLog {
        try server(name).log
    }

    /// How many records each server's log has kept since the daemon began; see `ServerLog.counts`.
    public func logCounts() -> [ServerID: [String: Int]] { servers.mapValues { $0.log.counts } }

    var allServers: [SupervisedServer] { servers.sorted { $0.key < $1.key }.map(\.value) }

    public var counts: (servers: Int, sessions: Int) { (servers.count, sessionCount) }

    // MARK: Telling

    public enum Verb: String, Sendable, CaseIterable {
        case start, stop, restart, kill
    }

    /// Does it and answers with the status, at once or, with `wait`, when the server has settled.
    /// `mode`: for ``Verb/start`` and ``Verb/restart``, what it is to run in until it is stopped.
    public func perform(
        _ verb: Verb, on name: String, in mode: ExecutionMode? = nil, wait: Bool
    ) async throws -> ServerStatus {
        let server = try server(name)
        switch verb {
        case .start, .restart: intend(.started, for: server.id)
        case .stop: intend(.stopped, for: server.id)
        case .kill: break
        }
        switch verb {
        case .start: try await server.start(in: mode)
        case .stop: await server.stop()
        case .restart: try await server.restart(in: mode)
        case .kill: try await server.kill()
        }
        if wait { await server.settled() }
        return await server.status
    }

    /// Ends every server, gently first; returns when all are gone.
    ///
    /// What people told servers is forgotten, as they told all of them to end now; not when another daemon `isToFollow` at once.
    public func shutDown(isToFollow: Bool = false) async {
        if !isToFollow {
            intents = [:]
            surroundings.intents.save([:])
        }
        let all = Array(servers.values)
        for server in all { await server.stop() }
        isEnding = true
        if isHurried { await hurry() }
        for server in all { await server.settled() }
        // Bridges that read this stay away until their client speaks again.
        for server in all { await server.closeSessions(farewell: ByteBuffer(string: #"{"mcpManager":1,"stopping":true}"#)) }
        for server in all {
            await server.saveNow()
            server.log.flush()
        }
        surroundings.events.publish(
            ServerEvent(
                sequence: 0, time: surroundings.clock(), server: nil, kind: .farewell, severity: .info,
                message: "stopped as asked"))
        await surroundings.sampler.close()
        surroundings.events.close()
    }

    /// Has ``shutDown()``, now or later, kill what has not ended; returns whom it had to kill.
    @discardableResult
    public func hurry() async -> [ServerID] {
        isHurried = true
        // A server killed before it is told to stop would be started again.
        guard isEnding else { return [] }
        var slow: [ServerID] = []
        for (id, server) in servers.sorted(by: { $0.key < $1.key }) {
            do {
                try await server.kill()
                slow.append(id)
            } catch {
                // It has ended already.
            }
        }
        return slow
    }

    func server(_ name: String) throws(UnknownServer) -> SupervisedServer {
        guard let id = try? ServerID(name), let server = servers[id] else {
            throw UnknownServer(name: name, among: Array(servers.keys))
        }
        return server
    }

    // MARK: Sessions, on the loop

    /// A client's way in; its methods are called on the event loop.
    public struct Session: Sendable {
        let id: Int
        let server: SupervisedServer
        let supervisor: Supervisor

        public func received(_ line: ByteBuffer) {
            server.assumeIsolated { $0.received(line, from: id) }
        }

        /// The client has closed its side of the connection.
        public func inputEnded() {
            server.assumeIsolated { $0.inputEnded(id) }
        }

        public func closed() {
            server.assumeIsolated { $0.close(id) }
            supervisor.assumeIsolated { $0.sessionCount -= 1 }
        }
    }

    /// Connects a client to the server `name`. Called on the event loop.
    ///
    /// `catalog` is what the client's bridge was told by an earlier daemon.
    /// `greeting` is the first line the client gets, if any. Throws `UnknownServer`.
    public nonisolated func openSession(
        _ name: String, peer: SessionPeer, platform: String?, catalog: String? = nil, greeting: ByteBuffer?
    ) throws -> Session {
        try assumeIsolated { supervisor in
            let server = try supervisor.server(name)
            supervisor.lastSession += 1
            supervisor.sessionCount += 1
            let id = supervisor.lastSession
            if let greeting { _ = peer.send(greeting) }
            server.assumeIsolated { $0.open(id, peer: peer, platform: platform, catalog: catalog) }
            return Session(id: id, server: server, supervisor: supervisor)
        }
    }
}
