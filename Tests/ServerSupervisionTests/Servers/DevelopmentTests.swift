import Foundation
import ServerExecution
import ServerModel
import Testing

@testable import ServerSupervision

@Suite(.timeLimit(.minutes(1)))
struct `A server in development mode` {
    @Test func `is started again when its source changes`() async throws {
        let source = try Source(server)
        let house = try await House(source: source.path) { $0.mode = .development }
        let before = try #require(try await house.start().run)
        let news = house.events.events(after: 0)
        try source.write(server + " # edited")
        let after = try await house.wait { $0.phase == .ready && ($0.run?.number ?? 0) > before.number }
        #expect(after.restarts == 0, "an edit is no crash")
        #expect(await news.first { $0.kind == .notice }?.message == "server.sh changed; starting again")
        await house.supervisor.shutDown()
    }

    @Test func `whose new code fails says so once, keeps its clients, and starts with the next change`() async throws {
        let source = try Source(server)
        let house = try await House(source: source.path) {
            $0.mode = .development
            $0.restart.maxRestarts = 0
        }
        let guest = try await Guest("cursor", in: house)
        try await house.wait { $0.phase == .ready }
        try source.write("echo 'SyntaxError: invalid syntax' >&2; exit 1")
        let failed = try await house.wait { $0.phase.name == .failed }
        guard case .failed(let why) = failed.phase else { return }
        #expect(why.code == "new-code-fails")
        #expect(why.problem == "the new code does not become ready: exit 1: its code has a mistake: SyntaxError: invalid syntax")
        #expect(why.remedy.contains("still watched"))

        try await guest.say(request("7", "vendor/x"))
        #expect(try await guest.hear { $0.contains(#""id":7"#) }.contains("SyntaxError"))

        try source.write(server)
        try await house.wait { $0.phase == .ready }
        try await guest.say(request("8", "vendor/x"))
        #expect(try await guest.hear { $0.contains(#""id":8"#) }.contains("result"))
        await house.supervisor.shutDown()
    }

    @Test func `that is stopped by a person is not started by a change`() async throws {
        let source = try Source(server)
        let house = try await House(source: source.path) { $0.mode = .development }
        try await house.start()
        _ = try await house.supervisor.perform(.stop, on: "sample", wait: true)
        // A watch of its own says when the change would have been told.
        let other = try await House(source: source.path) { $0.mode = .development }
        let before = try #require(try await other.start().run)
        try source.write(server + " # edited")
        try await other.wait { $0.phase == .ready && ($0.run?.number ?? 0) > before.number }
        #expect(try await house.status.phase == .stopped)
        await house.supervisor.shutDown()
        await other.supervisor.shutDown()
    }

    @Test func `is so until it is stopped, when a person chose the mode`() async throws {
        let source = try Source(server)
        let house = try await House(source: source.path)
        let local = try await house.start()
        #expect(local.mode == .local)
        let development = try await house.supervisor.perform(.start, on: "sample", in: .development, wait: true)
        #expect(development.mode == .development)
        #expect(development.phase == .ready)
        #expect(development.run?.number != local.run?.number, "what ran in another mode is replaced")
        try source.write(server + " # edited")
        try await house.wait { $0.phase == .ready && $0.run?.number == 3 }
        let stopped = try await house.supervisor.perform(.stop, on: "sample", wait: true)
        #expect(stopped.mode == .local)
        await house.supervisor.shutDown()
    }

    @Test func `cannot be a remote one`() async throws {
        let house = try await House(source: "/") { $0.mode = .remote }
        await #expect(throws: ErrorReport.self) {
            try await house.supervisor.perform(.start, on: "sample", in: .development, wait: true)
        }
        await #expect(throws: ErrorReport.self) {
            try await house.supervisor.perform(.start, on: "sample", in: .docker, wait: true)
        }
        await house.supervisor.shutDown()
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `An edited definition` {
    @Test func `that changes nothing of the run is taken over by the process that runs`() async throws {
        let house = try await House(script: server)
        let before = try #require(try await house.start().run)
        try await house.edit { $0.description = "more" }
        let after = try await house.status
        #expect(after.run?.processID == before.processID)
        #expect(after.summary == "more")
        await house.supervisor.shutDown()
    }

    @Test func `that changes the run replaces it, and its clients stay`() async throws {
        let house = try await House(script: server)
        let guest = try await Guest("cursor", in: house)
        let before = try #require(try await house.wait { $0.phase == .ready }.run)
        try await house.edit { $0.execution.limits.openFiles = 64 }
        try await house.wait { $0.phase == .ready && ($0.run?.number ?? 0) > before.number }
        try await guest.say(request("8", "vendor/x"))
        #expect(try await guest.hear { $0.contains(#""id":8"#) }.contains("result"))
        await house.supervisor.shutDown()
    }

    @Test func `does not start what a person stopped`() async throws {
        let house = try await House(script: server)
        try await house.start()
        _ = try await house.supervisor.perform(.stop, on: "sample", wait: true)
        try await house.edit { $0.execution.limits.openFiles = 64 }
        #expect(try await house.status.phase == .stopped)
        await house.supervisor.shutDown()
    }

    @Test func `that mends what failed is tried at once`() async throws {
        let house = try await House(plan: { definition in
            guard definition.execution.limits.openFiles != nil else {
                throw LaunchError(code: "no-command", problem: "nothing to run", remedy: "write it")
            }
            return LaunchPlan(executable: "/bin/sh", arguments: ["-c", server], environment: [:], workingDirectory: "/")
        })
        #expect(try await house.start().phase.name == .failed)
        try await house.edit { $0.execution.limits.openFiles = 64 }
        try await house.wait { $0.phase == .ready }
        await house.supervisor.shutDown()
    }

    @Test func `with errors leaves the one that runs, and is told with its place`() async throws {
        let house = try await House(script: server)
        let before = try #require(try await house.start().run)
        let news = house.events.events(after: 0)
        let id = try ServerID("sample")
        let mistake = Diagnostic(
            severity: .error, file: "/h/servers/sample.yaml", line: 3, column: 7, message: "unknown key", fix: "remove it")
        await house.supervisor.adopt(
            changed: [id: Supervisor.Definition(definition: nil, diagnostics: [mistake])], removed: [])
        #expect(try await house.status.run?.processID == before.processID)
        #expect(
            await news.first { $0.severity == .error }?.message
                == "servers/sample.yaml:3:7: unknown key — remove it; the last good definition stays in force")
        try await house.edit { _ in }
        #expect(
            await house.events.events(after: 0).first { $0.severity == .ok && $0.kind == .changed }?.message
                == "its definition is good again and in force")
        await house.supervisor.shutDown()
    }

    @Test func `that switches it off ends it`() async throws {
        let house = try await House(script: server)
        try await house.start()
        try await house.edit { $0.enabled = false }
        try await house.wait { $0.phase == .disabled }
        await house.supervisor.shutDown()
    }
}

/// Answers every request as a legacy server answers the first.
private let server = """
    while read line; do case $line in *'"id":'*) id=${line#*'"id":'}; id=${id%%,*}; id=${id%%\\}*}; \
    echo '{"jsonrpc":"2.0","id":'$id',"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"sh","version":"1"}}}';; \
    esac; done
    """

/// A folder with a server in it, `server.sh`.
private final class Source: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "source-\(UUID().uuidString)").path

    init(_ script: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try write(script)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ script: String) throws {
        try script.write(toFile: "\(path)/server.sh", atomically: true, encoding: .utf8)
    }
}

extension House {
    /// A server whose script is `server.sh` in `source`, which is watched in development mode.
    fileprivate init(source: String, _ adjust: (inout Execution) -> Void = { _ in }) async throws {
        try await self.init(source: source, adjust) { _ in
            LaunchPlan(executable: "/bin/sh", arguments: ["\(source)/server.sh"], environment: [:], workingDirectory: "/")
        }
    }

    @discardableResult
    fileprivate func start() async throws -> ServerStatus {
        try await supervisor.perform(.start, on: "sample", wait: true)
    }

    /// Adopts the definition with a change.
    fileprivate func edit(_ change: (inout ServerDefinition) -> Void) async throws {
        var definition = ServerDefinition(name: try ServerID("sample"))
        definition.execution.era = .legacy
        change(&definition)
        await supervisor.adopt(
            changed: [definition.name: Supervisor.Definition(definition: definition, diagnostics: [])], removed: [])
    }
}
