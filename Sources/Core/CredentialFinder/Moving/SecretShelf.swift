import ServerModel

/// Where moved values go, and how to take them back.
public struct SecretShelf: Sendable {
    /// The value that is stored for a secret of a server; `nil` when none is. Throws when nobody can say.
    public var value: @Sendable (ServerID, String) async throws -> SecretValue?
    /// Stores values of one server, all or none.
    public var store: @Sendable (ServerID, [String: SecretValue]) async throws -> Void
    /// When a value was last set; `nil` when nobody knows.
    public var changedAt: @Sendable (ServerID, String) async -> Timestamp?
    /// Takes values out; one that is not there is no mistake.
    public var delete: @Sendable (ServerID, [String]) async throws -> Void

    public init(
        value: @escaping @Sendable (ServerID, String) async throws -> SecretValue?,
        store: @escaping @Sendable (ServerID, [String: SecretValue]) async throws -> Void,
        delete: @escaping @Sendable (ServerID, [String]) async throws -> Void,
        changedAt: @escaping @Sendable (ServerID, String) async -> Timestamp? = { _, _ in nil }
    ) {
        self.value = value
        self.store = store
        self.delete = delete
        self.changedAt = changedAt
    }
}
