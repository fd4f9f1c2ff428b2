/// Errors that say that a server cannot start before somebody gives it a secret.
extension ErrorReport {
    /// Whether that is what it says.
    public var isLackOfSecret: Bool { Self.lackOfSecret.contains(code) }

    /// It was never set; its value breaks the rules; nobody can say what it is, because its store is locked, say.
    private static let lackOfSecret: Set = ["needs-secret", "invalid-secret", "secret-unreachable"]
}
