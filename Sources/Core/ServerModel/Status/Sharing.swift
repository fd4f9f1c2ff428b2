/// Whether a server's clients share one process.
public struct Sharing: Codable, Hashable, Sendable {
    public var policy: SessionPolicy
    /// Why each client has a process of its own, for people; `nil` when they share one, or the definition says so.
    public var reason: String?
    /// How many processes run now.
    public var processes: Int

    public init(policy: SessionPolicy = .shared, reason: String? = nil, processes: Int = 0) {
        self.policy = policy
        self.reason = reason
        self.processes = processes
    }
}
