import ServerModel
import Synchronization
import Testing

@testable import SecretStores

/// A store that never answers, and cannot be stopped.
final class DeafStore: SecretStore {
    let kind: SecretStoreKind
    private let heard = Mutex(0)

    init(kind: SecretStoreKind) { self.kind = kind }

    /// How often it was asked.
    var questions: Int { heard.withLock { $0 } }

    func value(of key: SecretKey) async throws -> SecretValue? { await silence() }
    func set(_ value: SecretValue, for key: SecretKey) async throws { let _: Void = await silence() }
    func remove(_ key: SecretKey) async throws -> Bool { await silence() }
    func names(of server: ServerID) async throws -> [String] { await silence() }
    func report() async -> SecretStoreReport { await silence() }

    private func silence<Value>() async -> Value {
        heard.withLock { $0 += 1 }
        return await withUnsafeContinuation { _ in }
    }
}

/// A store in memory that breaks at one secret.
struct BrittleStore: SecretStore {
    let inner: InMemorySecretStore
    /// The secret that cannot be set.
    let fragile: String
    /// Whether nothing can be set or removed after that.
    var breaksForGood = false
    private let isBroken = Broken()

    private final class Broken: Sendable {
        let value = Mutex(false)
    }

    init(_ inner: InMemorySecretStore, fragile: String, breaksForGood: Bool = false) {
        self.inner = inner
        self.fragile = fragile
        self.breaksForGood = breaksForGood
    }

    struct Trouble: SecretStoreError {
        var state: SecretStoreReport.State { .failing }
        var code: String { "brittle" }
        var problem: String { "it broke" }
        var remedy: String { "mend it" }
    }

    var kind: SecretStoreKind { inner.kind }
    func value(of key: SecretKey) async throws -> SecretValue? { try await inner.value(of: key) }
    func names(of server: ServerID) async throws -> [String] { try await inner.names(of: server) }
    func report() async -> SecretStoreReport { await inner.report() }

    func set(_ value: SecretValue, for key: SecretKey) async throws {
        if key.name == fragile { isBroken.value.withLock { $0 = true } }
        try check(key)
        try await inner.set(value, for: key)
    }

    func remove(_ key: SecretKey) async throws -> Bool {
        try check(key)
        return try await inner.remove(key)
    }

    private func check(_ key: SecretKey) throws {
        if isBroken.value.withLock({ $0 }), breaksForGood || key.name == fragile { throw Trouble() }
    }
}

/// A clock that a test turns.
final class TurnedClock: Sendable {
    private let time = Mutex(Duration.zero)

    func turn(by duration: Duration) { time.withLock { $0 += duration } }

    var uptime: @Sendable () -> Duration { { self.time.withLock { $0 } } }
    var now: @Sendable () -> Timestamp {
        { Timestamp(millisecondsSince1970: 1_750_000_000_000) + self.time.withLock { $0 } }
    }
}
