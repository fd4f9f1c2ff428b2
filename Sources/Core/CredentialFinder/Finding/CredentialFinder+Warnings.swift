import DocumentEditing
import ServerModel

extension CredentialFinder {
    /// What looks like a credential in the text of a definition: a warning for each, with what to write instead.
    ///
    /// - Parameter file: the path it has or will have.
    public static func warnings(inDefinition text: String, file: String) -> [Diagnostic] {
        let bytes = Array(text.utf8)
        guard let execution = YAMLLexer.parse(bytes).root?["execution"] else { return [] }
        let sections = ["local", "remote", "docker"].compactMap { execution[$0] }
        return sections.flatMap(EntryScan.places).map { place in
            let (line, column) = bytes.place(of: place.value.span.lowerBound)
            return Diagnostic(
                severity: .warning, file: file, line: line, column: column,
                message: "'\(place.key)' looks like a credential in plain text (\(place.reason))",
                fix: "write ${secret:\(place.secret)} there and give the value to the store instead")
        }
    }
}
