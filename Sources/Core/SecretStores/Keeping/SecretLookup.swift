import ServerModel

/// What came of looking for a secret in all stores.
public enum SecretLookup: Hashable, Sendable {
    /// - Parameter changedAt: when we put it there; `nil` when somebody else did.
    case found(SecretValue, SecretStoreKind, changedAt: Timestamp?)
    /// No store has it.
    case none
    /// A store that has it, or may have it, cannot be asked. `isKnown`: we have put it there.
    case unreachable(ErrorReport, isKnown: Bool)
}

/// No store takes new values.
public struct NoSecretStore: ActionableError, Hashable {
    /// Why not, for each store that was asked.
    public var problems: [String]

    public init(problems: [String]) { self.problems = problems }

    public var code: String { "no-secret-store" }
    public var problem: String {
        problems.isEmpty ? "no secret store is configured" : "no store takes secrets: \(problems.joined(separator: "; "))"
    }
    public var remedy: String { "run 'mcp-manager secrets unlock --create', which makes an encrypted vault" }
}

/// Storing several values failed in the middle, and some could not be put back.
public struct SecretsHalfSet: ActionableError, Hashable {
    /// Those that may have the new value, or none.
    public var names: [String]
    public var cause: ErrorReport

    public var code: String { "secrets-half-set" }
    public var problem: String { "\(cause.problem), and \(names.joined(separator: ", ")) could not be put back" }
    public var remedy: String { "\(cause.remedy), then set \(names.joined(separator: ", ")) again" }
}
