import DocumentEditing
import ServerModel

/// Writes definitions.
enum DefinitionText {
    /// The definition of a server that somebody else runs.
    static func remote(
        _ id: ServerID, url: String, headers: [String: String], _ transport: Transport?, description: String
    ) -> String {
        var lines = [
            "name: \(QuotedText.quoted(id.rawValue))", "description: \(QuotedText.quoted(description))", "execution:",
            "  mode: remote",
        ]
        if let transport { lines.append("  transport: \(transport.rawValue)") }
        lines += ["  remote:", "    url: \(QuotedText.quoted(url))"]
        if !headers.isEmpty { lines.append("    headers:") }
        lines += headers.sorted { $0.key < $1.key }.map { "      \(QuotedText.quoted($0.key)): \(QuotedText.quoted($0.value))" }
        return lines.joined(separator: "\n") + "\n"
    }
}
