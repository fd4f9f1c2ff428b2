/// A place where secrets are kept.
public enum SecretStoreKind: String, Codable, Hashable, Sendable, CaseIterable {
    /// The system's: the Secret Service on Linux, the Keychain on macOS.
    case keyring
    /// An encrypted file of ours, for machines without one.
    case vault
    /// Gone with the process; for tests.
    case memory

    /// For people.
    public var title: String {
        switch self {
        case .keyring: "system keyring"
        case .vault: "encrypted vault"
        case .memory: "memory"
        }
    }
}

/// How one store is (`GET /api/v1/secrets/stores`, in the order in which they are asked).
public struct SecretStoreReport: Codable, Hashable, Sendable {
    public var kind: SecretStoreKind
    public var state: State
    /// New values go there: it is the first that takes them.
    public var takesNewValues: Bool
    /// Where it is, for people: the vault's path, or what the keyring calls itself.
    public var place: String
    /// Why it cannot be used, and what to do about it; `nil` when it is ready.
    public var problem: ErrorReport?

    public init(
        kind: SecretStoreKind, state: State, takesNewValues: Bool = false, place: String = "", problem: ErrorReport? = nil
    ) {
        self.kind = kind
        self.state = state
        self.takesNewValues = takesNewValues
        self.place = place
        self.problem = problem
    }

    public enum State: String, Codable, Hashable, Sendable {
        case ready
        /// It is there, and somebody must unlock it first.
        case locked
        /// There is none on this machine, or it was not made yet.
        case absent
        /// It does not answer in time, or is damaged.
        case failing
    }
}

/// What is to be done with the vault (`POST /api/v1/secrets/vault`). The answer is `[SecretStoreReport]`.
public struct VaultRequest: Codable, Hashable, Sendable {
    public var action: Action
    /// For ``Action/create``, ``Action/unlock`` and ``Action/changeKey``; `nil`: another key.
    public var passphrase: String?
    /// The absolute path of a key file, made when there is none; `nil`: another key.
    public var keyFile: String?
    /// The key is kept in the system keyring.
    public var usesKeyring: Bool

    public init(_ action: Action, passphrase: String? = nil, keyFile: String? = nil, usesKeyring: Bool = false) {
        self.action = action
        self.passphrase = passphrase
        self.keyFile = keyFile
        self.usesKeyring = usesKeyring
    }

    public enum Action: String, Codable, Hashable, Sendable {
        /// Make a new, empty one. Fails when there is one.
        case create
        case unlock, lock
        /// Open it with another key from now on; it must be unlocked.
        case changeKey
    }
}
