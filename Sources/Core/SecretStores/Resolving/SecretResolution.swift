import ServerModel

/// The value of one secret when a run starts, or why it has none.
public struct SecretResolution: Hashable, Sendable {
    public var state: SecretStatus.State
    /// For ``ServerModel/SecretStatus/State/set`` only.
    public var value: SecretValue?
    /// See ``ServerModel/SecretStatus/origin``.
    public var origin: String?
    public var store: SecretStoreKind?
    public var problem: ErrorReport?
    public var changedAt: Timestamp?

    public init(
        state: SecretStatus.State, value: SecretValue? = nil, origin: String? = nil, store: SecretStoreKind? = nil,
        problem: ErrorReport? = nil, changedAt: Timestamp? = nil
    ) {
        self.state = state
        self.value = value
        self.origin = origin
        self.store = store
        self.problem = problem
        self.changedAt = changedAt
    }
}

/// What `from:` names could not be had. Never holds what a program has said.
public struct SecretReferenceFailed: ActionableError, Hashable {
    /// The secret.
    public var name: String
    /// `the command 'op read …'`.
    public var origin: String
    /// A clause: `exited with code 1`.
    public var reason: String

    public init(name: String, origin: String, reason: String) {
        self.name = name
        self.origin = origin
        self.reason = reason
    }

    public var code: String { "secret-reference-failed" }
    public var problem: String { "\(name) cannot be had from \(origin): \(reason)" }
    public var remedy: String { "try that in a terminal as the daemon's user, or change 'from:' of \(name) in the definition" }
}
