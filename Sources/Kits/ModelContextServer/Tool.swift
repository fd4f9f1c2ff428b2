import ModelContextProtocol

/// One thing a server can do for a model.
public struct Tool: Sendable {
    /// Does the work; what it throws becomes a result marked as an error, except `CancellationError`, after which nobody listens.
    public typealias Handler = @Sendable (_ arguments: JSONValue, _ context: ToolContext) async throws -> ToolResult

    /// What calls name it by: 1–128 of `A–Z a–z 0–9 _ - .`.
    public var name: String
    /// What the model reads to decide.
    public var description: String
    /// The JSON Schema of the arguments, an object schema.
    public var inputSchema: JSONValue
    /// Does the work; several calls run at once.
    public var handler: Handler

    /// A tool.
    public init(name: String, description: String, inputSchema: JSONValue, handler: @escaping Handler) {
        self.name = name
        self.description = description
        self.inputSchema = inputSchema
        self.handler = handler
    }

    /// As `tools/list` shows it.
    var value: JSONValue {
        ["name": .string(name), "description": .string(description), "inputSchema": inputSchema]
    }
}

/// What a tool gives back.
public struct ToolResult: Hashable, Sendable {
    /// Content blocks as the protocol writes them, such as `{"type":"text","text":"…"}`.
    public var content: [JSONValue]
    /// Whether the tool failed; the model then reads why in the content.
    public var isError: Bool

    /// A result of these content blocks.
    public init(content: [JSONValue], isError: Bool = false) {
        self.content = content
        self.isError = isError
    }

    /// A result that is one text.
    public static func text(_ text: String) -> ToolResult {
        ToolResult(content: [["type": "text", "text": .string(text)]])
    }

    /// A failure that says why.
    public static func failure(_ text: String) -> ToolResult {
        ToolResult(content: [["type": "text", "text": .string(text)]], isError: true)
    }

    var value: JSONValue { ["content": .array(content), "isError": .bool(isError)] }
}
