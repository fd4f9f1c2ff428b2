import ServerModel

/// The tools of a server with their signatures, for `mcp-manager tools NAME`.
struct ToolList {
    var tools: [ToolDescription]

    var text: StyledText {
        tools.reduce(into: "") { text, tool in
            text += ToolSignature(tool).text + "\n"
            if let line = PlainText.lines(tool.description ?? tool.title ?? "").first(where: { !$0.isEmpty }) {
                text += "    \(line, .muted)\n"
            }
        }
    }
}

/// Everything about one tool, for `mcp-manager tools NAME TOOL`.
struct ToolStory {
    var tool: ToolDescription

    var text: StyledText {
        let signature = ToolSignature(tool)
        var text = signature.text + "\n"
        if let title = tool.title { text += "    \(title, .strong)\n" }
        for line in PlainText.lines(tool.description ?? "") { text += line.isEmpty ? "\n" : "    \(line)\n" }
        guard !signature.parameters.isEmpty else { return text }
        let rows = signature.parameters.map { parameter in
            [
                StyledText("    \(parameter.name)", .accent), StyledText(parameter.typeText),
                StyledText(parameter.isRequired ? "required" : parameter.fallback.map { "default \($0)" } ?? "optional", .muted),
                StyledText(parameter.description ?? ""),
            ]
        }
        let header = ["    ARGUMENT", "TYPE", "", "DESCRIPTION"].map { StyledText($0, .muted) }
        return text + "\n" + Table(header: header, rows: rows).text(width: nil)
    }
}

extension ToolSignature {
    /// The line with the tool's name in bold.
    fileprivate var text: StyledText { "\(tool, .strong)\(String(line.dropFirst(tool.count)))" }
}
