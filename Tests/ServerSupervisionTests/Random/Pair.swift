import Foundation
import NIOCore
import ServerExecution
import ServerModel
import Testing

@testable import ServerSupervision

/// What is done to a server, or happens to it.
enum Deed: String, CaseIterable {
    case start, stop, restart, kill
    case endWell = "an exit with 0"
    case endBadly = "an exit with 1"
    case die = "SIGKILL from outside"
    case terminate = "SIGTERM from outside"
    case closeOutput = "the end of its output"
    case disable, enable
    case clientComes = "a client comes"
    case clientLeaves = "a client leaves"
    /// Many verbs at once that nobody waits for, then a stop and a start.
    case flurry = "a flurry of verbs"
}

/// The real server, and the machine with its imagined process.
final class Pair {
    private let house: House
    private let folder: String
    private var machine: PhaseMachine
    /// How often the imagined process was started.
    private var runs = 0
    private var isHeld = false
    private var lastSession: Supervisor.Session?
    private var definition: ServerDefinition

    init() async throws {
        let folder = "/tmp/mcp-pair-\(UInt32.random(in: 0 ... .max))"
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try responder.write(toFile: "\(folder)/server.py", atomically: true, encoding: .utf8)
        let python = try #require(Self.python)
        func adjust(_ execution: inout Execution) {
            execution.era = .legacy
            execution.restart.backoff = 0.001
            execution.restart.maxRestarts = 3
        }
        house = try await House(adjust) { _ in
            LaunchPlan(
                executable: python, arguments: ["-I", "-S", "\(folder)/server.py", folder], environment: [:],
                workingDirectory: folder)
        }
        definition = ServerDefinition(name: try ServerID("sample"))
        adjust(&definition.execution)
        machine = PhaseMachine(id: definition.name, execution: definition.execution)
    }

    func close() async throws {
        await house.supervisor.shutDown()
        #expect(living.isEmpty, "they outlive their supervisor")
        try FileManager.default.removeItem(atPath: folder)
    }

    /// Does it to both; how they differ then, if they do.
    func difference(after deed: Deed) async throws -> String? {
        let before = try await house.status
        imagine(deed)
        try await carryOut(deed, before)
        if deed == .flurry { runs = try await house.status.run?.number ?? runs }
        let (phase, run) = (machine.phase.name, isAlive ? runs : nil)
        let reached = await house.reaches(within: .seconds(20)) { $0.phase.name == phase && $0.run?.number == run }
        let status = try await house.status
        guard reached else { return "it is \(status.phase) in run \(status.run?.number ?? 0), not \(phase) in run \(run ?? 0)" }
        let processes = living
        if processes != Set([status.run?.processID].compactMap(\.self)) {
            return "\(processes.count) processes live while it is \(phase): \(processes), not \(status.run?.processID ?? 0)"
        }
        if status.restarts != machine.restarts { return "\(status.restarts) restarts instead of \(machine.restarts)" }
        return nil
    }

    // MARK: Imagined

    private var isAlive: Bool {
        switch machine.phase {
        case .starting, .ready, .degraded, .stopping: true
        case .stopped, .waiting, .failed, .needsSecret, .disabled, .unknown: false
        }
    }

    private func imagine(_ deed: Deed) {
        let isDisabled = machine.phase == .disabled
        switch deed {
        case .start where !isDisabled: (isHeld, _) = (false, feed(.start))
        case .restart where !isDisabled: (isHeld, _) = (false, feed(.restart))
        case .stop: (isHeld, _) = (true, feed(.stop))
        case .kill: feed(.kill)
        case .endWell where isAlive: end(.code(0))
        case .endBadly where isAlive: end(.code(1))
        case .die where isAlive: end(.signal(SIGKILL))
        case .terminate where isAlive: end(.signal(SIGTERM))
        case .disable: feed(.disable)
        case .enable: feed(.enable)
        case .clientComes where machine.phase == .stopped && !isHeld: feed(.start)
        case .flurry where !isDisabled:
            feed(.stop)
            (isHeld, _) = (false, feed(.start))
        case .start, .restart, .endWell, .endBadly, .die, .terminate, .closeOutput, .clientComes, .clientLeaves, .flurry: break
        }
    }

    private func end(_ status: ServerModel.ExitStatus) {
        feed(.ended(RunEnd(status: status, at: .now, stderrTail: []), jitter: 0))
    }

    /// The machine decides, and what it decides has its effect at once.
    private func feed(_ event: PhaseMachine.Event) {
        for action in machine.handle(event, at: .now) {
            switch action {
            case .launch:
                runs += 1
                feed(.handshakeSucceeded)
            case .closeInput: end(.code(0))
            case .terminate: end(.signal(SIGTERM))
            case .kill: end(.signal(SIGKILL))
            // The others are set to more time than a life takes.
            case .arm(.backoff, _): feed(.backoffElapsed)
            case .arm, .disarm: break
            }
        }
    }

    // MARK: Real

    private func carryOut(_ deed: Deed, _ status: ServerStatus) async throws {
        let process = status.phase.name == .ready ? status.run?.processID : nil
        switch deed {
        case .start: await perform(.start)
        case .stop: await perform(.stop)
        case .restart: await perform(.restart)
        case .kill: await perform(.kill)
        case .endWell: send(SIGUSR1, to: process)
        case .endBadly: send(SIGUSR2, to: process)
        case .die: send(SIGKILL, to: process)
        case .terminate: send(SIGTERM, to: process)
        case .closeOutput: send(SIGHUP, to: process)
        case .disable: await adopt(isEnabled: false)
        case .enable: await adopt(isEnabled: true)
        case .clientComes: try await open()
        case .clientLeaves: try await leave()
        case .flurry where status.phase != .disabled:
            for verb in [Supervisor.Verb.restart, .kill, .start, .stop, .restart, .stop, .start, .kill, .restart] {
                await perform(verb, wait: false)
            }
            await perform(.stop)
            await perform(.start)
        case .flurry: break
        }
    }

    private func perform(_ verb: Supervisor.Verb, wait: Bool = true) async {
        // What cannot be done to a server in its phase is refused, and changes nothing.
        _ = try? await house.supervisor.perform(verb, on: "sample", wait: wait)
    }

    private func send(_ signal: Int32, to process: Int32?) {
        if let process { kill(process, signal) }
    }

    private func adopt(isEnabled: Bool) async {
        definition.enabled = isEnabled
        let read = Supervisor.Definition(definition: definition, diagnostics: [])
        await house.supervisor.adopt(changed: [definition.name: read], removed: [])
    }

    private func open() async throws {
        try await leave()
        let supervisor = house.supervisor
        lastSession = try await house.loop.submit {
            let session = try supervisor.openSession("sample", peer: .inside { _ in }, platform: nil, greeting: nil)
            session.received(
                ByteBuffer(string: request("1", "initialize", #"{"protocolVersion":"2025-11-25","capabilities":{}}"#)))
            return session
        }.get()
    }

    private func leave() async throws {
        guard let session = lastSession else { return }
        lastSession = nil
        try await house.loop.submit { session.closed() }.get()
    }

    /// Those of the processes ever started that live, or have not been waited for.
    private var living: Set<Int32> {
        let started = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.compactMap { Int32($0) } ?? []
        return Set(started.filter { kill($0, 0) == 0 })
    }

    private static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
}

extension House {
    /// Whether the status is as wanted in time.
    fileprivate func reaches(within limit: Duration, _ isAsWanted: @escaping @Sendable (ServerStatus) -> Bool) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await wait(until: isAsWanted)) != nil }
            group.addTask {
                try? await Task.sleep(for: limit)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }
}

/// An MCP server that does what it is told by signals, and leaves a file with its number where it was.
private let responder = """
    import json, os, signal, sys

    open(os.path.join(sys.argv[1], str(os.getpid())), "w").close()
    signal.signal(signal.SIGUSR1, lambda *_: os._exit(0))
    signal.signal(signal.SIGUSR2, lambda *_: os._exit(1))
    signal.signal(signal.SIGHUP, lambda *_: os.close(1))
    for line in sys.stdin:
        message = json.loads(line)
        if message.get("method") != "initialize":
            continue
        result = {"protocolVersion": "2025-11-25", "capabilities": {}, "serverInfo": {"name": "pair", "version": "1"}}
        os.write(1, json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}).encode() + b"\\n")
    """
