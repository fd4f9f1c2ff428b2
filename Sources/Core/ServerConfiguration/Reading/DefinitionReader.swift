import ServerModel

/// Reads the text of a definition: all its problems at once, each with its place and what to write instead.
///
/// Pure: no file, no environment. The functions in `Schema/`, one file for each section, are the format's reference.
public enum DefinitionReader {
    /// Bytes of UTF-8 a definition may have: 1 MiB.
    public static let sizeLimit = 1_048_576

    /// What `text` defines.
    ///
    /// - `file`: the path to name in diagnostics.
    /// - `id`: the server's name by the file's name; the text must agree. `nil` when the text comes from elsewhere.
    public static func read(text: String, file: String, expecting id: ServerID?) -> DefinitionReading {
        let findings = Findings(file: file, source: SourceText(text))
        guard let document = YAMLDocument(findings) else {
            return DefinitionReading(definition: nil, diagnostics: findings.diagnostics)
        }
        let reader = NodeReader(document, findings)
        let definition = ServerDefinition(reading: reader, expecting: id)
        reader.finish()
        return DefinitionReading(definition: findings.hasErrors ? nil : definition, diagnostics: findings.diagnostics)
    }
}
