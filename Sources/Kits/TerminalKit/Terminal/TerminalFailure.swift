/// Why a terminal cannot be used.
public struct TerminalFailure: Error, Hashable {
    /// A stable kebab-case name for programs, e.g. `not-a-terminal`.
    public var code: String
    /// One sentence for people: what is wrong.
    public var problem: String
    /// One sentence: what to type or change to mend it.
    public var remedy: String

    /// All three parts are for showing; none may hold a secret.
    public init(code: String, problem: String, remedy: String) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
    }
}

extension TerminalFailure: CustomStringConvertible {
    public var description: String { "\(problem) — \(remedy)" }
}
