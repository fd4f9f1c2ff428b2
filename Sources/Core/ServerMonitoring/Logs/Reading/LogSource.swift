import ServerModel

/// Where one server's log is kept.
public struct LogSource: Sendable {
    public var server: ServerID
    /// The newest file; older ones are `PATH.1`, `PATH.2` and so on.
    public var path: String
    /// Whether each record says whose it is, as where several servers are asked about.
    public var namesServer: Bool

    public init(server: ServerID, path: String, namesServer: Bool = false) {
        self.server = server
        self.path = path
        self.namesServer = namesServer
    }
}
