import ServerModel

/// What has to be made ready before a run can begin: the login shell's answer, the server's secrets, its Python environment. Afterwards
/// the definition is planned again, for what was made may decide what is run.
public struct Preparation: Sendable, Hashable {
    public var definition: ServerDefinition
    /// `nil`: only the shell's answer and secrets are waited for.
    public var python: PythonEnvironment?

    public init(definition: ServerDefinition, python: PythonEnvironment? = nil) {
        self.definition = definition
        self.python = python
    }
}
