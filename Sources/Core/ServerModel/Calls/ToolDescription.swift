/// A tool as its server describes it. All of it is foreign text.
public struct ToolDescription: Codable, Hashable, Sendable {
    /// What it is called by.
    public var name: String
    /// Its name for people; `nil` when there is none.
    public var title: String?
    public var description: String?
    /// The JSON Schema of its arguments, as JSON text.
    public var inputSchema: String

    public init(name: String, title: String? = nil, description: String? = nil, inputSchema: String = "{}") {
        self.name = name
        self.title = title
        self.description = description
        self.inputSchema = inputSchema
    }
}
