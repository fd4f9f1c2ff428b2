import FileWatching
import NIOCore
import NIOPosix
import SecretMasking
import ServerExecution
import ServerModel
import ServerMonitoring
import Synchronization
import Testing

@testable import ServerSupervision

/// A supervisor with one server, `sample`, and everything real around it.
struct House {
    let supervisor: Supervisor
    let events = EventHub()
    let loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()

    init(script: String, shelf: Shelf = Shelf(), _ adjust: (inout Execution) -> Void = { _ in }) async throws {
        try await self.init(shelf: shelf, adjust) { _ in
            LaunchPlan(executable: "/bin/sh", arguments: ["-c", script], environment: [:], workingDirectory: "/")
        }
    }

    init(
        shelf: Shelf = Shelf(), source: String? = nil, secrets: @escaping @Sendable () -> [String] = { [] },
        _ adjust: (inout Execution) -> Void = { _ in },
        plan: @escaping @Sendable (ServerDefinition) throws -> LaunchPlan
    ) async throws {
        let folder = "/tmp/mcp-supervisor-\(UInt32.random(in: 0 ... .max))"
        let watcher = try source.map { _ in try FileWatcher() }
        let connector = Connector(loop: loop, reaper: try ProcessReaper())
        supervisor = Supervisor(
            surroundings: Surroundings(
                loop: loop, events: events, connect: { connector.connect($0, output: $1) },
                plan: { RunPlan(.stdio(try plan($0)), secrets: secrets()) },
                logSettings: { id, _ in LogSettings(path: "\(folder)/\(id).log", maxSizeBytes: 1 << 20, backupCount: 0) },
                watchSource: { _, report in source.flatMap { watcher?.watch($0, ignoring: .usual, report: report) } },
                knowledge: shelf.store, record: { call, mask in shelf.keep(call, mask) }))
        var definition = ServerDefinition(name: try ServerID("sample"))
        definition.execution.era = .legacy
        adjust(&definition.execution)
        await supervisor.adopt(
            changed: [definition.name: Supervisor.Definition(definition: definition, diagnostics: [])], removed: [])
    }

    var status: ServerStatus {
        get async throws { try await supervisor.status(of: "sample") }
    }

    /// The status once it is as wanted, told by the events.
    @discardableResult
    func wait(until isAsWanted: @Sendable (ServerStatus) -> Bool) async throws -> ServerStatus {
        let news = events.events(after: 0)
        let now = try await status
        if isAsWanted(now) { return now }
        for await _ in news {
            let now = try await status
            if isAsWanted(now) { return now }
        }
        throw CancellationError()
    }
}

/// What outlives a house: what was learned of its server, and the records of calls.
final class Shelf: Sendable {
    private let texts = Mutex<[ServerID: [UInt8]]>([:])
    private let records = Mutex<[CallRecord]>([])
    private let masks = Mutex<[SecretMask]>([])

    var store: KnowledgeStore {
        KnowledgeStore(
            load: { id in self.texts.withLock { $0[id] } }, save: { id, text in self.texts.withLock { $0[id] = text } },
            fingerprint: { $0.execution.mode.rawValue })
    }

    var calls: [CallRecord] { records.withLock { $0 } }
    /// What was to be taken out of each.
    var callMasks: [SecretMask] { masks.withLock { $0 } }
    func keep(_ call: CallRecord, _ mask: SecretMask) {
        records.withLock { $0.append(call) }
        masks.withLock { $0.append(mask) }
    }
    /// What was learned of the sample, as text.
    func text(of id: ServerID) -> String { String(decoding: texts.withLock { $0[id] ?? [] }, as: UTF8.self) }
}

/// A client inside the house.
final class Guest: Sendable {
    private let house: House
    private let session: Supervisor.Session
    private let lines: AsyncStream<String>

    /// A legacy client that opens as `name`.
    init(_ name: String, in house: House, capabilities: String = everything) async throws {
        self.house = house
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        let supervisor = house.supervisor
        session = try await house.loop.submit {
            try supervisor.openSession(
                "sample", peer: .inside { continuation.yield(String(buffer: $0)) }, platform: name, greeting: nil)
        }.get()
        try await say(
            request(
                #""open""#, "initialize",
                #"{"protocolVersion":"2025-11-25","capabilities":\#(capabilities),"clientInfo":{"name":"\#(name)","version":"1"}}"#
            ))
        _ = try await hear { $0.contains(#""id":"open""#) }
        try await say(notification("notifications/initialized"))
    }

    func say(_ line: String) async throws {
        let session = session
        try await house.loop.submit { session.received(ByteBuffer(string: line)) }.get()
    }

    func leave() async throws {
        let session = session
        try await house.loop.submit { session.closed() }.get()
    }

    /// The next line that is meant; those before it are dropped.
    func hear(_ isMeant: @Sendable (String) -> Bool) async throws -> String {
        for await line in lines where isMeant(line) { return line }
        throw CancellationError()
    }

    /// Calls the tool and answers the question it brings; the answer is the number of the process that gave it.
    func call(_ id: Int) async throws -> Int32 {
        try await say(request(String(id), "tools/call", #"{"name":"ask"}"#))
        return try await answerQuestion(of: id)
    }

    func answerQuestion(of id: Int) async throws -> Int32 {
        let question = try await hear { $0.contains("roots/list") }
        try await say(result(try question.idToken(), #"{"roots":[]}"#))
        let answer = try await hear { $0.contains(#""id":\#(id)"#) }
        return try #require(try read(answer)["result"]?["process"]?.intValue.map(Int32.init), "\(answer)")
    }
}
