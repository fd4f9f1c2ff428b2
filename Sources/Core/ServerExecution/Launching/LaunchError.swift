import ServerModel

/// Why a server's process could not be started.
public struct LaunchError: ActionableError, Hashable {
    /// `no-command`, `command-not-found`, `not-executable`, `directory-not-found`, `script-not-found`, `unknown-variable`,
    /// `needs-secret`, `not-supported-yet` or `spawn-failed`.
    public var code: String
    public var problem: String
    public var remedy: String

    public init(code: String, problem: String, remedy: String) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
    }
}
