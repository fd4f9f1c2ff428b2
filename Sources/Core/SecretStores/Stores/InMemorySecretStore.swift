import ServerModel

/// Keeps values as long as the process lives; for tests, and for whoever wants nothing kept.
public actor InMemorySecretStore: SecretStore {
    public nonisolated let kind: SecretStoreKind
    private var values: [SecretKey: SecretValue] = [:]
    private var isLocked = false

    /// - Parameter kind: what it stands for.
    public init(kind: SecretStoreKind = .memory) { self.kind = kind }

    /// From now on every question is an error.
    public func lock() { isLocked = true }
    public func unlock() { isLocked = false }

    public func value(of key: SecretKey) throws -> SecretValue? {
        try requireUnlocked()
        return values[key]
    }

    public func set(_ value: SecretValue, for key: SecretKey) throws {
        try requireUnlocked()
        values[key] = value
    }

    public func remove(_ key: SecretKey) throws -> Bool {
        try requireUnlocked()
        return values.removeValue(forKey: key) != nil
    }

    public func names(of server: ServerID) throws -> [String] {
        try requireUnlocked()
        let service = SecretKey.service(of: server)
        return values.keys.filter { $0.service == service }.map(\.name).sorted()
    }

    public func report() -> SecretStoreReport {
        SecretStoreReport(
            kind: kind, state: isLocked ? .locked : .ready, place: "this process",
            problem: isLocked ? ErrorReport(MemoryLocked()) : nil)
    }

    private func requireUnlocked() throws {
        if isLocked { throw MemoryLocked() }
    }
}

/// Somebody has locked the store in memory.
struct MemoryLocked: SecretStoreError, Hashable {
    var state: SecretStoreReport.State { .locked }
    var code: String { "memory-locked" }
    var problem: String { "the store in memory is locked" }
    var remedy: String { "unlock it" }
}
