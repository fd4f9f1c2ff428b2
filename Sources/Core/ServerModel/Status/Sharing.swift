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

    /// For people; `nil` when there is nothing to tell: clients share one process, as they usually do.
    public var words: String? {
        guard policy == .perClient else { return nil }
        let running = processes == 1 ? "1 process" : "\(processes) processes"
        return "a process for each client, \(running) now" + (reason.map { ", because \($0)" } ?? ", as its definition says")
    }
}
