/// The answer to a removal.
public struct RemovedServer: Codable, Hashable, Sendable {
    /// The absolute path of the kept copy.
    public var backup: String

    public init(backup: String) { self.backup = backup }
}
