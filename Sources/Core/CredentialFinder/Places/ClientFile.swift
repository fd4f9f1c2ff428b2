import CarefulFiles
import ClientPlatforms
import DocumentEditing

/// One configuration file of one AI client: how it is written, and where in it the servers are.
struct ClientFile: Hashable, Sendable {
    /// As `mcp-connect --client` names the client.
    var id: String
    /// For people.
    var title: String
    var format: DocumentFormat
    /// The keys that lead to a server's entry; `*` is any key, or any item of a list whose items have a `name`.
    var servers: [[String]]
    /// What is known of the client; `nil` for a file that nobody's row names.
    var platform: Platform?
    /// Why we do not write it, and what to do by hand; `nil` when we do.
    var obstacle: String?

    /// The file of a client at a path.
    init(_ platform: Platform, at path: String) {
        id = platform.id
        title = platform.title
        format = Self.format(of: path) ?? platform.format
        var containers = [platform.container]
        if platform.layout == .nestedWhenPresent { containers.append(platform.container + ["servers"]) }
        servers = (containers + platform.otherContainers).map { $0 + ["*"] }
        self.platform = platform
        obstacle = platform.obstacle
    }

    /// A file nobody's row names.
    init(unknown format: DocumentFormat) {
        id = "unknown"
        title = ""
        self.format = format
        servers = ["mcpServers", "servers", "context_servers", "mcp_servers", "mcp", "extensions"].map { [$0, "*"] }
        obstacle =
            "it is not known whose file this is: define the server with 'mcp-manager add', and write 'mcp-connect' here"
    }

    /// Of files that are not a client's main one; their names tell.
    private static func format(of path: String) -> DocumentFormat? {
        switch Folder.name(of: path).split(separator: ".").last {
        case "toml": .toml
        case "yaml", "yml": .yaml
        case "jsonc": .jsonc
        default: nil
        }
    }
}
