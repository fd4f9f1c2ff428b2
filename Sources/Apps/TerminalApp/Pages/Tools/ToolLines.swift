import ModelContextProtocol
import ServerModel
import TerminalKit

/// Everything a server says of a tool, to be read: what it is for, and its arguments. All of it is foreign text.
struct ToolLines {
    let tool: ToolDescription
    let server: ServerID
    let glyphs: Glyphs

    /// Of a description, in lines.
    private static let mostLines = 120

    func lines(width: Int) -> [StyledLine] {
        let schema = ToolSchema(tool.inputSchema)
        var lines = [StyledLine([Piece(SafeText(tool.name), .textStrong, bold: true)])]
        if let title = tool.title, title != tool.name {
            lines += SafeText(title).wrapped(to: width).prefix(3).map { StyledLine([Piece($0)]) }
        }
        if let description = tool.description, !description.isEmpty {
            lines.append(.blank)
            lines += wrapped(description, width: width, token: .text)
        }
        lines.append(.blank)
        if let problem = schema.problem {
            lines += SafeText("\(problem); its arguments are given as JSON").wrapped(to: width).map {
                StyledLine([Piece($0, .warn)])
            }
        } else if schema.takesAnything {
            lines.append(StyledLine([Piece("it takes any arguments, as one JSON object", .textDim)]))
        } else if schema.arguments.isEmpty {
            lines.append(StyledLine([Piece("it takes no arguments", .textDim)]))
        }
        for argument in schema.arguments { lines += self.lines(of: argument, width: width) }
        lines.append(.blank)
        let command = CallCommand(server: server, tool: tool.name, arguments: JSONObject(), schema: nil).line
        let usage = schema.required.prefix(8).map { " \($0)=" + (glyphs.kit.isUnicode ? "…" : "...") }.joined()
        lines += SafeText(command + usage).wrapped(to: max(10, width - 2)).enumerated().map { index, line in
            StyledLine([Piece(index == 0 ? glyphs.prompt + " " : "  ", .accent), Piece(line, .textDim)])
        }
        return lines
    }

    /// `time   required · text` and what it is.
    private func lines(of argument: ToolArgument, width: Int) -> [StyledLine] {
        let dot = SafeText(" ") + glyphs.dot + " "
        let facts = [argument.isRequired ? "required" : "optional", argument.typeWords] + argument.limitWords
        let name = SafeText(argument.name)
        let words = facts.map { SafeText($0) }.joined(separator: dot)
        var lines: [StyledLine]
        if name.width + 2 + words.width <= width {
            lines = [StyledLine([Piece(name, argument.isRequired ? .textStrong : .text), Piece("  "), Piece(words, .textDim)])]
        } else {
            lines = [StyledLine([Piece(name, argument.isRequired ? .textStrong : .text)])]
            lines += words.wrapped(to: max(8, width - 2)).prefix(4).map { StyledLine([Piece("  "), Piece($0, .textDim)]) }
        }
        if case .choice(let options) = argument.kind {
            let all = options.map { SafeText(ToolArgument.word($0)) }.joined(separator: ", ")
            lines += all.wrapped(to: max(8, width - 2)).prefix(4).map { StyledLine([Piece("  "), Piece($0, .jsonString)]) }
        }
        if let description = argument.description, !description.isEmpty {
            lines += wrapped(description, width: width - 2, token: .text).prefix(12).map {
                StyledLine([Piece("  ")] + $0.leading)
            }
        }
        return lines
    }

    private func wrapped(_ text: String, width: Int, token: StyleToken) -> [StyledLine] {
        let kept = String(decoding: text.utf8.prefix(JSONTree.mostBytes), as: UTF8.self)
        let lines = SafeText.lines(kept).flatMap { $0.wrapped(to: max(8, width)) }
        let shown = lines.prefix(Self.mostLines).map { StyledLine([Piece($0, token)]) }
        let left = lines.count - shown.count
        return left > 0 ? shown + [StyledLine([Piece(SafeText("+\(left) lines"), .textDim)])] : shown
    }
}
