import ServerModel

/// What was understood of a definition's text.
public struct DefinitionReading: Hashable, Sendable {
    /// `nil` when there is an error; warnings leave it.
    public var definition: ServerDefinition?
    /// In the order of the file.
    public var diagnostics: [Diagnostic]

    public init(definition: ServerDefinition?, diagnostics: [Diagnostic]) {
        self.definition = definition
        self.diagnostics = diagnostics
    }

    /// A file that could not even be read.
    init(unreadable file: String, _ message: String, fix: String) {
        self.init(
            definition: nil,
            diagnostics: [Diagnostic(severity: .error, file: file, line: 1, column: 1, message: message, fix: fix)])
    }
}
