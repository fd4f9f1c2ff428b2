import ServerModel

/// What has to be made ready before a run can begin. Afterwards the definition is planned again, for what was made may decide what is
/// run.
public struct Preparation: Sendable, Hashable {
    public var definition: ServerDefinition
    /// `nil`: only the login shell's answer is waited for.
    public var python: PythonEnvironment?

    public init(definition: ServerDefinition, python: PythonEnvironment? = nil) {
        self.definition = definition
        self.python = python
    }
}
