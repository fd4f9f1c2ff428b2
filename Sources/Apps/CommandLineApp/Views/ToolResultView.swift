import ModelContextProtocol
import ServerModel

/// What a tool answered, for `mcp-manager call`.
struct ToolResultView {
    var result: ToolCallResult

    var text: StyledText {
        let structured = result.structuredContent.flatMap { try? JSONValue.parse($0) }
        if let structured, repeats(structured) { return pretty(structured) }
        let content = result.content.reduce("") { $0 + text(of: $1) }
        guard let structured, !isWrapped(structured) else { return content }
        return content + pretty(structured)
    }

    private func text(of content: ToolContent) -> StyledText {
        switch content.kind {
        case .text, .other:
            StyledText(lines: content.text ?? "")
        case .image, .audio:
            note(content.kind.rawValue, content)
        case .resource, .link:
            note(content.kind.rawValue, content) + (content.kind == .link ? "" : content.text.map { StyledText(lines: $0) } ?? "")
        }
    }

    /// `[image image/png, 12.3 kB]`
    private func note(_ name: String, _ content: ToolContent) -> StyledText {
        let words = [name, content.kind == .link ? content.text : nil, content.uri, content.mimeType].compactMap(\.self)
        let size = content.bytes.map { ", " + byteWords($0) } ?? ""
        return StyledText("[\(words.joined(separator: " "))\(size)]", .accent) + "\n"
    }

    private func pretty(_ value: JSONValue) -> StyledText {
        PrettyJSON.lines(of: value).reduce("") { $0 + "\($1)\n" }
    }

    /// Whether the text is the structured content once more, as the protocol wants it for old clients.
    private func repeats(_ structured: JSONValue) -> Bool {
        guard result.content.count == 1, let text = result.content[0].text else { return false }
        return (try? JSONValue.parse(text)) == structured
    }

    /// Whether the structured content is the text in an object made for it, `{"result": …}`, as some SDKs do.
    private func isWrapped(_ structured: JSONValue) -> Bool {
        guard let members = structured.objectValue?.members, members.count == 1, members[0].name == "result" else { return false }
        let texts = result.content.compactMap(\.text)
        let value = members[0].value
        return texts == [ToolParameter.word(value)] || texts == value.arrayValue?.map(ToolParameter.word)
    }
}
