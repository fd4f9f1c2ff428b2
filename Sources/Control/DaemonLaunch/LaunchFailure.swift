/// Why the daemon could not be reached.
public struct LaunchFailure: Error, Hashable, Sendable {
    /// A stable kebab-case name for programs: `daemon-not-running`, `daemon-not-found`, `daemon-failed`, `daemon-slow`,
    /// `daemon-unreachable`, `daemon-hung`, `unsafe-directory`, `no-home`, `service-failed`; or what the daemon itself gave as its reason.
    public var code: String
    /// One sentence: what is wrong, and with what.
    public var problem: String
    /// One sentence: what to type to mend it.
    public var remedy: String

    public init(code: String, problem: String, remedy: String) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
    }
}
