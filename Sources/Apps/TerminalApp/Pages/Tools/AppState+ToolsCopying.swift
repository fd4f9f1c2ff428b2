import ModelContextProtocol
import ServerModel

/// What the page of tools puts into the clipboard.
extension AppState {
    /// What can be copied: of the call that is shown, else of the tool the eye is on.
    func copyMenuOfTool() -> Menu {
        guard let selected else { return Menu(title: "Copy", items: []) }
        let call = tools.desk.call
        let lacks = call == nil ? "nothing was called yet" : nil
        let tool = tools.desk.front == .result ? call?.tool : tools.desk.chosen(tools.filter)
        let arguments = tools.desk.front == .result ? call?.arguments : nil
        let line =
            tool.map {
                CallCommand(
                    server: selected, tool: $0.name, arguments: arguments ?? JSONObject(), schema: ToolSchema($0.inputSchema)
                ).line
            } ?? ""
        let text = call?.result.map(ToolCall.readableText)
        let json = call?.result?.json
        let given = call.map { JSONValue.object($0.arguments).description }
        let none = lacks ?? "there is no answer yet"
        return Menu(
            title: "Copy",
            items: [
                Menu.Item("r", "result", "its texts", objection: text == nil ? none : nil) { _ in
                    [.copy(text ?? "", what: "the result")]
                },
                Menu.Item("j", "result as JSON", "as the server wrote it", objection: json == nil ? none : nil) { _ in
                    [.copy(json ?? "", what: "the result as JSON")]
                },
                Menu.Item("a", "arguments", "as JSON", objection: given == nil ? lacks : nil) { _ in
                    [.copy(given ?? "", what: "the arguments")]
                },
                Menu.Item("c", "command line", line, objection: line.isEmpty ? "no tool is chosen" : nil) { _ in
                    [.copy(line, what: "the command line")]
                },
            ])
    }
}

extension ToolCall {
    /// The texts of an answer, or where there are none its JSON.
    static func readableText(_ result: ToolCallResult) -> String {
        let texts = result.content.compactMap(\.text)
        return texts.isEmpty ? result.structuredContent ?? result.json : texts.joined(separator: "\n")
    }
}
