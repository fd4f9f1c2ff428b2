/// No server has this name.
public struct UnknownServer: ActionableError, Hashable {
    public var name: String
    /// The name that was probably meant.
    public var closest: String?

    public init(name: String, among known: [ServerID]) {
        self.name = name
        closest = closestMatch(to: name, among: known.map(\.rawValue))
    }

    public var code: String { "unknown-server" }
    public var problem: String { "no server is named '\(name)'" }
    public var remedy: String { closest.map { "did you mean '\($0)'?" } ?? "run 'mcp-manager list' to see every server" }
}

/// A definition of this name is already there.
public struct ServerExists: ActionableError, Hashable {
    public var id: ServerID

    public init(id: ServerID) { self.id = id }

    public var code: String { "server-exists" }
    public var problem: String { "a server named '\(id)' is already defined" }
    public var remedy: String { "choose another name, or run 'mcp-manager remove \(id)' first" }
}
