import ServerModel

/// A place where values of secrets are kept. What it throws is a ``SecretStoreError`` where it knows the reason.
///
/// Every function ends soon after its task was cancelled. None asks the user anything.
public protocol SecretStore: Sendable {
    var kind: SecretStoreKind { get }
    /// Whether the first new value makes the store where there is none yet.
    var makesItself: Bool { get }

    /// `nil` when it is certain that there is none. Throws when nobody can know: the store is locked, or absent.
    func value(of key: SecretKey) async throws -> SecretValue?
    func set(_ value: SecretValue, for key: SecretKey) async throws
    /// Whether there was a value.
    func remove(_ key: SecretKey) async throws -> Bool
    /// The names of the secrets of a server, sorted.
    func names(of server: ServerID) async throws -> [String]
    /// How it is now. ``SecretStoreReport/takesNewValues`` is not for it to say.
    func report() async -> SecretStoreReport
}

extension SecretStore {
    public var makesItself: Bool { false }
}

/// Why a store cannot be used.
public protocol SecretStoreError: ActionableError {
    /// How the store is, seeing this.
    var state: SecretStoreReport.State { get }
}

/// A store did not answer in time.
public struct StoreOverdue: SecretStoreError, Hashable {
    public var store: SecretStoreKind

    public init(store: SecretStoreKind) { self.store = store }

    public var state: SecretStoreReport.State { .failing }
    public var code: String { "secret-store-slow" }
    public var problem: String { "the \(store.title) does not answer" }
    public var remedy: String {
        switch store {
        case .keyring: "look whether a prompt of it waits for you, or start it anew; 'mcp-manager secrets doctor' tells how it is"
        case .vault: "look whether another program holds the vault's lock; 'mcp-manager secrets doctor' tells how it is"
        case .memory: "start the daemon anew"
        }
    }
}
