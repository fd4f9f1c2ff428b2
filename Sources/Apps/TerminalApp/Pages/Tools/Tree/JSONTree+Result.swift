import ModelContextProtocol
import ServerModel
import TerminalKit

extension JSONTree {
    /// What a tool answered, to be read: texts as text, JSON as a tree, pictures and sounds described.
    init(_ result: ToolCallResult) {
        self.init()
        let structured = result.structuredContent.flatMap { try? JSONValue.parse($0) }
        if let structured, Self.repeats(structured, result.content) {
            add(structured)
            return
        }
        for content in result.content.prefix(Self.mostChildren) { add(content, isError: result.isError) }
        if result.content.count > Self.mostChildren {
            addHeading(SafeText("+\(result.content.count - Self.mostChildren) more"))
        }
        if let structured, !Self.isWrapped(structured, result.content) {
            if !result.content.isEmpty { addHeading("for programs") }
            add(structured)
        }
        if nodes.isEmpty { addHeading("nothing: the tool answered without content") }
    }

    private mutating func add(_ content: ToolContent, isError: Bool) {
        switch content.kind {
        case .text:
            let text = content.text ?? ""
            // Only what is plainly meant as JSON: `12` and `"ok"` are text, too.
            if let first = text.first, "{[".contains(first), let value = try? JSONValue.parse(text) {
                add(value)
            } else {
                add(prose: text, isError ? .error : .text)
            }
        case .other: add(json: content.text ?? "")
        case .image, .audio: addHeading(Self.note(content), .info)
        case .resource, .link:
            addHeading(Self.note(content), .info)
            if content.kind == .resource, let text = content.text { add(prose: text) }
        }
    }

    /// `[image image/png, 12.3 kB]`
    private static func note(_ content: ToolContent) -> SafeText {
        let words = [content.kind.rawValue, content.kind == .link ? content.text : nil, content.uri, content.mimeType]
        let size = content.bytes.map { ", " + byteWords($0) } ?? ""
        return SafeText("[\(words.compactMap(\.self).map { $0.prefix(500) }.joined(separator: " "))\(size)]")
    }

    /// Whether the text is the structured content once more, as the protocol wants it for old clients.
    private static func repeats(_ structured: JSONValue, _ content: [ToolContent]) -> Bool {
        guard content.count == 1, content[0].kind == .text, let text = content[0].text else { return false }
        return (try? JSONValue.parse(text)) == structured
    }

    /// Whether the structured content is the text in an object made for it, `{"result": …}`, as some SDKs do.
    private static func isWrapped(_ structured: JSONValue, _ content: [ToolContent]) -> Bool {
        guard let members = structured.objectValue?.members, members.count == 1, members[0].name == "result" else { return false }
        let texts = content.compactMap(\.text)
        let value = members[0].value
        return texts == [ToolArgument.word(value)] || texts == value.arrayValue?.map(ToolArgument.word)
    }
}
