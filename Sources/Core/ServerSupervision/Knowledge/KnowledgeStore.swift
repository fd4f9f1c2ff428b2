import ServerModel

/// Where what was learned of servers is kept; each text is replaced as a whole.
public struct KnowledgeStore: Sendable {
    /// What was kept of a server; `nil` when nothing was.
    public var load: @Sendable (ServerID) -> [UInt8]?
    /// Keeps a text. Returns at once; what goes wrong costs no more than learning it again.
    public var save: @Sendable (ServerID, [UInt8]) -> Void
    /// Names a definition, so that what was learned with another does not count.
    public var fingerprint: @Sendable (ServerDefinition) -> String

    public init(
        load: @escaping @Sendable (ServerID) -> [UInt8]?, save: @escaping @Sendable (ServerID, [UInt8]) -> Void,
        fingerprint: @escaping @Sendable (ServerDefinition) -> String
    ) {
        self.load = load
        self.save = save
        self.fingerprint = fingerprint
    }

    /// Keeps nothing.
    public static let none = KnowledgeStore(load: { _ in nil }, save: { _, _ in }, fingerprint: { _ in "" })
}
