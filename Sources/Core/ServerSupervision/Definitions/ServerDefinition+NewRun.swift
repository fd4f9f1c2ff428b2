import ServerModel

extension ServerDefinition {
    /// Whether a run by this definition must be replaced for `new` to be in force.
    package func needsNewRun(for new: ServerDefinition) -> Bool {
        DefinitionChange(from: self, to: new).needsNewRun
    }
}
