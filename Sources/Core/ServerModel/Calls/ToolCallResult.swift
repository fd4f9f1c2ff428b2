/// What a tool answered.
public struct ToolCallResult: Codable, Hashable, Sendable {
    /// The tool says that it failed; the content says why.
    public var isError: Bool
    /// In the server's order.
    public var content: [ToolContent]
    /// The result for programs, as JSON text; `nil` when the tool gives none. Foreign text.
    public var structuredContent: String?
    /// The whole result as the server wrote it, as JSON text. Foreign text.
    public var json: String

    public init(isError: Bool, content: [ToolContent], structuredContent: String? = nil, json: String) {
        self.isError = isError
        self.content = content
        self.structuredContent = structuredContent
        self.json = json
    }
}

/// One piece of a tool's answer. Pictures and sounds are described, not repeated: they are in ``ToolCallResult/json``.
public struct ToolContent: Codable, Hashable, Sendable {
    public var kind: Kind
    /// What there is to read; `nil` for what is no text. Foreign text.
    public var text: String?
    /// Foreign text.
    public var mimeType: String?
    /// The size of what is no text.
    public var bytes: Int?
    /// Where a resource is. Foreign text.
    public var uri: String?

    public init(kind: Kind, text: String? = nil, mimeType: String? = nil, bytes: Int? = nil, uri: String? = nil) {
        self.kind = kind
        self.text = text
        self.mimeType = mimeType
        self.bytes = bytes
        self.uri = uri
    }

    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case text, image, audio
        /// A resource in the answer itself.
        case resource
        /// A resource to be read; the text is its name.
        case link
        /// A kind we do not know; the text is its JSON.
        case other
    }
}
