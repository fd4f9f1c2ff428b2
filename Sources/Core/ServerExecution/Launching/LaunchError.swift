import ServerModel

/// Why a run of a server could not begin.
public struct LaunchError: ActionableError, Hashable {
    /// `no-command`, `command-not-found`, `not-executable`, `directory-not-found`, `script-not-found`, `unknown-variable`,
    /// `needs-secret`, `secret-unreachable`, `exposed-secret`, `bad-address`, `bad-header`, `port-in-use`, `not-supported-yet` or `spawn-failed`.
    public var code: String
    public var problem: String
    public var remedy: String

    public init(code: String, problem: String, remedy: String) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
    }
}
