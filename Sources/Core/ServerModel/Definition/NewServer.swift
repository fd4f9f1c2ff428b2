/// What `mcp-manager add` asks for (`POST /api/v1/servers`); the daemon writes the definition.
public struct NewServer: Codable, Hashable, Sendable {
    public var name: String
    /// Empty for a server that somebody else runs.
    public var command: String
    public var args: [String]
    public var environment: [String: String]
    /// For a server that speaks Streamable HTTP on this port; `nil`: stdio.
    public var httpPort: Int?
    /// The address of a server that somebody else runs, instead of a command.
    public var url: String?
    /// Sent with each request to ``url``; `nil`: none.
    public var headers: [String: String]?
    public var description: String?
    /// The working directory, an absolute path; `nil`: the usual one.
    public var directory: String?
    /// `nil`: on demand.
    public var start: StartPolicy?

    /// A server that somebody else runs.
    public init(name: String, url: String) {
        self.init(name: name, command: "")
        self.url = url
    }

    public init(
        name: String, command: String, args: [String] = [], environment: [String: String] = [:], httpPort: Int? = nil,
        description: String? = nil, directory: String? = nil, start: StartPolicy? = nil
    ) {
        self.name = name
        self.command = command
        self.args = args
        self.environment = environment
        self.httpPort = httpPort
        self.description = description
        self.directory = directory
        self.start = start
    }
}

/// A definition as it is: the file's text, and what we understood of it (`GET /api/v1/servers/{id}/definition`).
public struct DefinitionDocument: Codable, Hashable, Sendable {
    /// The absolute path of the file.
    public var path: String
    /// The YAML as the user wrote it. Foreign text.
    public var text: String
    /// `nil` when the file has errors.
    public var definition: ServerDefinition?
    public var diagnostics: [Diagnostic]

    public init(path: String, text: String, definition: ServerDefinition?, diagnostics: [Diagnostic]) {
        self.path = path
        self.text = text
        self.definition = definition
        self.diagnostics = diagnostics
    }
}
