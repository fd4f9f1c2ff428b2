import ServerModel

/// Under which names a secret is kept: a service and a user of it, as Python's `keyring` calls them.
public struct SecretKey: Hashable, Sendable {
    /// `mcp-manager.SERVER`.
    public let service: String
    /// The secret's name.
    public let name: String

    public init(server: ServerID, name: String) {
        self.init(service: Self.service(of: server), name: name)
    }

    init(service: String, name: String) {
        self.service = service
        self.name = name
    }

    /// The key of a vault, where that is kept in the keyring. No server's service is called so.
    static let vaultKey = SecretKey(service: "mcp-manager", name: "vault-key")

    static func service(of server: ServerID) -> String { "mcp-manager.\(server)" }
}
