import ModelContextProtocol
import ServerModel

extension ToolCallResult {
    /// What a server's answer to `tools/call` says.
    init(_ result: JSONValue) {
        self.init(
            isError: result["isError"]?.boolValue ?? false,
            content: (result["content"]?.arrayValue ?? []).map(ToolContent.init),
            structuredContent: result["structuredContent"]?.description, json: result.description)
    }
}

extension ToolContent {
    fileprivate init(_ block: JSONValue) {
        let mimeType = block["mimeType"]?.stringValue
        switch block["type"]?.stringValue {
        case "text":
            self.init(kind: .text, text: block["text"]?.stringValue ?? "")
        case "image":
            self.init(kind: .image, mimeType: mimeType, bytes: base64Size(block["data"]))
        case "audio":
            self.init(kind: .audio, mimeType: mimeType, bytes: base64Size(block["data"]))
        case "resource":
            let resource = block["resource"]
            self.init(
                kind: .resource, text: resource?["text"]?.stringValue, mimeType: resource?["mimeType"]?.stringValue,
                bytes: resource?["blob"].flatMap(base64Size), uri: resource?["uri"]?.stringValue)
        case "resource_link":
            self.init(
                kind: .link, text: block["title"]?.stringValue ?? block["name"]?.stringValue, mimeType: mimeType,
                bytes: block["size"]?.intValue, uri: block["uri"]?.stringValue)
        default:
            self.init(kind: .other, text: block.description)
        }
    }
}

/// How many bytes a text of base64 stands for (RFC 4648 §4).
private func base64Size(_ data: JSONValue?) -> Int? {
    data?.stringValue.map { text in
        let letters = text.utf8.count { $0 != UInt8(ascii: "=") && $0 > 0x20 }
        return letters * 3 / 4
    }
}
