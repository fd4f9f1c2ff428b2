import ServerExecution
import ServerModel
import Synchronization
import Testing

@testable import ServerSupervision

private let lack = LaunchError(
    code: "needs-secret", problem: "'sample' needs the secret KEY, which has no value", remedy: "set it")

/// What somebody has put into a store meanwhile.
private final class Store: Sendable {
    private let value = Mutex<String?>(nil)

    var secret: String? { value.withLock { $0 } }
    func set(_ secret: String?) { value.withLock { $0 = secret } }
}

/// A house whose server needs a secret, KEY, and says it on stderr.
private func house(_ store: Store, saying words: String = "the key is $KEY") async throws -> House {
    try await House(secrets: { store.secret.map { [$0] } ?? [] }) {
        $0.restart.policy = .never
    } plan: { _ in
        guard let secret = store.secret else { throw lack }
        return LaunchPlan(
            executable: "/bin/sh", arguments: ["-c", #"echo "\#(words)" >&2; \#(answerInitialize); cat > /dev/null"#],
            environment: ["KEY": secret], workingDirectory: "/")
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `A server that needs a secret` {
    @Test func `says so instead of failing, and starts by itself when it is there`() async throws {
        let store = Store()
        let house = try await house(store)
        let status = try await house.supervisor.perform(.start, on: "sample", wait: true)
        #expect(status.phase == .needsSecret(ErrorReport(lack)))

        store.set("s3cret")
        try await house.supervisor.secretsChanged(of: "sample", restarts: false)
        try await house.wait { $0.phase == .ready }
        await house.supervisor.shutDown()
    }

    @Test func `looks for it again when a client comes`() async throws {
        let store = Store()
        let house = try await house(store)
        _ = try await house.supervisor.perform(.start, on: "sample", wait: true)
        // Somebody has put it where we are not told of it, such as the keyring.
        store.set("s3cret")
        let guest = try await Guest("guest", in: house)
        try await house.wait { $0.phase == .ready }
        try await guest.leave()
        await house.supervisor.shutDown()
    }

    @Test func `is started again for another value only if that is wanted`() async throws {
        let store = Store()
        store.set("one")
        let house = try await house(store)
        let first = try await house.supervisor.perform(.start, on: "sample", wait: true)
        try await house.supervisor.secretsChanged(of: "sample", restarts: false)
        #expect(try await house.status.run?.number == first.run?.number)

        store.set("two")
        try await house.supervisor.secretsChanged(of: "sample", restarts: true)
        try await house.wait { $0.phase == .ready && $0.run?.number == 2 }
        await house.supervisor.shutDown()
    }

    @Test func `shows it in no log, no event and no end`() async throws {
        let store = Store()
        store.set("s3cret")
        let house = try await house(store, saying: "the key is $KEY; and again: $KEY")
        _ = try await house.supervisor.perform(.start, on: "sample", wait: true)
        _ = try await house.supervisor.perform(.kill, on: "sample", wait: true)
        let end = try #require(try await house.status.lastExit)
        #expect(end.stderrTail == ["the key is ••••; and again: ••••"])
        let log = try await house.supervisor.log(of: "sample").records(LogQuery(last: 100))
        #expect(log.contains { $0.message == "the key is ••••; and again: ••••" })
        #expect(!"\(log) \(end) \(try await house.status)".contains("s3cret"))
        await house.supervisor.shutDown()
        for await event in house.events.events(after: 0) { #expect(!"\(event)".contains("s3cret")) }
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `A server on trial` {
    @Test func `rests again when it rested before`() async throws {
        let store = Store()
        store.set("s3cret")
        let house = try await house(store)
        let tried = try await house.supervisor.tryOut(try ServerID("sample"))
        #expect(tried.phase == .ready)
        try await house.wait { $0.phase == .stopped }
        // Nobody told it to stop: a client that comes finds it.
        let guest = try await Guest("guest", in: house)
        try await house.wait { $0.phase == .ready }
        try await guest.leave()
        await house.supervisor.shutDown()
    }

    @Test func `is started again when it ran, and says how that went`() async throws {
        let store = Store()
        store.set("s3cret")
        let house = try await house(store)
        _ = try await house.supervisor.perform(.start, on: "sample", wait: true)
        #expect(try await house.supervisor.tryOut(try ServerID("sample")).run?.number == 2)
        store.set(nil)
        #expect(try await house.supervisor.tryOut(try ServerID("sample")).phase == .needsSecret(ErrorReport(lack)))
        await house.supervisor.shutDown()
    }
}
