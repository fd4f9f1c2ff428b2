/// A program that prints a secret.
public struct ReferenceCommand: Hashable, Sendable {
    /// The first is searched for on the PATH when it has no slash.
    public var arguments: [String]
    public var deadline: Duration

    public init(arguments: [String], deadline: Duration) {
        self.arguments = arguments
        self.deadline = deadline
    }
}

/// How such a program ended.
public struct ReferenceOutput: Sendable {
    /// In words that follow "the command": `exited with code 1`.
    public var status: String
    public var isSuccess: Bool
    /// It was ended because its time was up.
    public var isOverdue: Bool
    /// What it wrote to its standard output. U+FFFD stands for what is not UTF-8.
    public var output: String

    public init(status: String, isSuccess: Bool, isOverdue: Bool = false, output: String) {
        self.status = status
        self.isSuccess = isSuccess
        self.isOverdue = isOverdue
        self.output = output
    }
}
