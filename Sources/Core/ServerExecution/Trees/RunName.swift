import ServerModel

/// A run as people know it.
public struct RunName: Hashable, Sendable {
    public var server: ServerID
    /// Counts the runs of a server in one life of the daemon, from 1.
    public var number: Int

    public init(server: ServerID, number: Int) {
        self.server = server
        self.number = number
    }
}
