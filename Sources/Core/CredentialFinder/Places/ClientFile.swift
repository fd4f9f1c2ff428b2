/// One kind of configuration file of one AI client: where it is, and where in it the servers are.
public struct ClientFile: Hashable, Sendable {
    /// As `mcp-connect --client` names the client.
    public var id: String
    /// For people.
    public var title: String
    /// On Linux. `~` is the user's home, `$NAME` a variable, and `*` any one name.
    public var linux: [String]
    /// On macOS.
    public var mac: [String]
    /// In a project's folder, relative.
    public var project: [String]
    public var format: Format
    /// The keys that lead to a server's entry; `*` is any key, or any item of a list whose items have a `name`.
    public var servers: [[String]]
    /// How an entry says what to start.
    public var spelling: Spelling
    /// Why we do not write it, and what to do by hand; `nil` when we do.
    public var obstacle: String?

    public enum Format: Hashable, Sendable { case json, toml, yaml }

    public enum Spelling: Hashable, Sendable {
        /// `command` and `args`; `type`, if it is there, says this.
        case separate(type: String)
        /// `command` is a list of all words, and `type` says this.
        case joined(type: String)
    }

    init(
        _ id: String, _ title: String, linux: [String], mac: [String]? = nil, project: [String] = [], format: Format = .json,
        servers: [[String]] = [["mcpServers", "*"]], spelling: Spelling = .separate(type: "stdio"), obstacle: String? = nil
    ) {
        self.id = id
        self.title = title
        self.linux = linux
        self.mac = mac ?? linux
        self.project = project
        self.format = format
        self.servers = servers
        self.spelling = spelling
        self.obstacle = obstacle
    }
}
