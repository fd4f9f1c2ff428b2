/// An error that answers three questions: what happened, to what, and what to do next.
public protocol ActionableError: Error, Sendable {
    /// A stable kebab-case name for programs, e.g. `unknown-server`.
    var code: String { get }
    /// One sentence for people: what is wrong, and with what. Never holds a secret's value.
    var problem: String { get }
    /// One sentence: what to type or write to mend it.
    var remedy: String { get }
}

/// The wire form of every error: `{"code": …, "problem": …, "remedy": …}`.
///
/// The daemon turns its own errors into this once, at the edge; clients show it as it is.
public struct ErrorReport: ActionableError, Codable, Hashable {
    public var code: String
    public var problem: String
    public var remedy: String

    public init(code: String, problem: String, remedy: String) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
    }

    public init(_ error: some ActionableError) {
        self.init(code: error.code, problem: error.problem, remedy: error.remedy)
    }

    /// The report of any error; one that is not actionable keeps its description and points to the daemon's log.
    public init(describing error: any Error) {
        if let error = error as? any ActionableError {
            self.init(code: error.code, problem: error.problem, remedy: error.remedy)
        } else {
            self.init(
                code: "internal",
                problem: "\(error)",
                remedy: "run 'mcp-manager doctor'; the daemon's log has more")
        }
    }
}

extension ErrorReport: CustomStringConvertible {
    public var description: String { "\(problem) — \(remedy)" }
}
