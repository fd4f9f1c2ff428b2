/// The secrets of one server, and where new values would go (`GET /api/v1/servers/{id}/secrets`). Never holds a value.
public struct ServerSecrets: Codable, Hashable, Sendable {
    public var server: ServerID
    /// Those of the definition in its order, then those its texts mention, then those that are stored and that nobody asks for.
    public var secrets: [SecretStatus]
    /// The store that takes new values; `nil` when none does.
    public var store: SecretStoreReport?

    public init(server: ServerID, secrets: [SecretStatus], store: SecretStoreReport? = nil) {
        self.server = server
        self.secrets = secrets
        self.store = store
    }

    /// Required, and without a usable value.
    public var lacking: [SecretStatus] { secrets.filter { $0.requirement.required && $0.state != .set } }
}

/// How one secret of a server is. Never its value.
public struct SecretStatus: Codable, Hashable, Sendable, Identifiable {
    public var id: String { name }
    public var name: String { requirement.name }
    /// What its definition asks of it; made up for one that is only mentioned or only stored.
    public var requirement: SecretRequirement
    /// Who asks for it.
    public var demand: Demand
    public var state: State
    /// Where its value is from, for people: `system keyring`, `encrypted vault`, `env:JIRA_TOKEN`, `the daemon's environment`.
    /// `nil` when it has none.
    public var origin: String?
    /// The store its value is kept in; `nil` when it has none or it is kept elsewhere (see `requirement.from`).
    public var store: SecretStoreKind?
    /// Why it has no usable value, where more is known than that it was never set.
    public var problem: ErrorReport?
    /// When its value was last set by us; `nil` when that is not known.
    public var changedAt: Timestamp?

    public init(
        requirement: SecretRequirement, demand: Demand = .declared, state: State, origin: String? = nil,
        store: SecretStoreKind? = nil, problem: ErrorReport? = nil, changedAt: Timestamp? = nil
    ) {
        self.requirement = requirement
        self.demand = demand
        self.state = state
        self.origin = origin
        self.store = store
        self.problem = problem
        self.changedAt = changedAt
    }

    public enum Demand: String, Codable, Hashable, Sendable {
        /// `secrets:` of the definition.
        case declared
        /// A text of the definition has `${secret:NAME}` in it, or `auth_method` wants it.
        case mentioned
        /// It is stored, and the definition does not ask for it.
        case none
    }

    public enum State: String, Codable, Hashable, Sendable {
        case set
        case missing
        /// It has a value that breaks the rules of the definition.
        case invalid
        /// Nobody knows: the store is locked or does not answer, or the reference could not be read.
        case unreachable
    }
}

/// New values for the secrets of a server (`PUT /api/v1/servers/{id}/secrets`), all or none. The answer is `SecretsApplied`.
public struct SecretChanges: Codable, Hashable, Sendable {
    /// By the secret's name.
    public var values: [String: String]
    /// Start a server that runs again, so that it has the new values at once.
    public var restarts: Bool

    public init(values: [String: String], restarts: Bool = true) {
        self.values = values
        self.restarts = restarts
    }
}

/// What came of setting or deleting secrets.
public struct SecretsApplied: Codable, Hashable, Sendable {
    public var secrets: ServerSecrets
    /// Right afterwards; a restart may be under way.
    public var status: ServerStatus

    public init(secrets: ServerSecrets, status: ServerStatus) {
        self.secrets = secrets
        self.status = status
    }
}

/// Another value for one secret, kept only if the server becomes ready with it (`POST /api/v1/servers/{id}/secrets/{secret}/rotate`).
/// The answer is a `SecretRotationOutcome`.
public struct SecretRotation: Codable, Hashable, Sendable {
    public var value: String

    public init(value: String) { self.value = value }
}

/// How a rotation went.
public struct SecretRotationOutcome: Codable, Hashable, Sendable {
    /// Whether the new value is in force; if not, the old one is back.
    public var isKept: Bool
    /// What the server made of the new value; `nil` when it became ready.
    public var problem: ErrorReport?
    /// Settled, with the value that is in force.
    public var status: ServerStatus

    public init(isKept: Bool, problem: ErrorReport? = nil, status: ServerStatus) {
        self.isKept = isKept
        self.problem = problem
        self.status = status
    }
}
