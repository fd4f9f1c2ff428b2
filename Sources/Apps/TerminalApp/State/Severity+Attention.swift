import ServerModel

extension Severity {
    /// Whether a person should know of it now.
    var needsAttention: Bool { self == .warning || self == .error }
}
