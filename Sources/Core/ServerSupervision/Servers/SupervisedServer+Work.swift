import NIOCore
import ServerModel

/// News of what a server does for its clients: calls and checks.
struct WorkNews {
    /// So far apart at least.
    static let pause = Duration.seconds(1)

    var told: ContinuousClock.Instant?
    var waiting: Scheduled<Void>?
}

extension SupervisedServer {
    /// Has listeners told that it did something: soon, and in a busy time once a second. Without listeners nothing happens.
    func tellWork() {
        if let owner { return owner.assumeIsolated { $0.tellWork() } }
        guard work.waiting == nil, surroundings.events.hasListeners else { return }
        let wait = work.told.map { max(.zero, WorkNews.pause - (.now - $0)) } ?? .zero
        work.waiting = surroundings.loop.scheduleTask(in: .nanoseconds(wait.nanoseconds)) {
            self.assumeIsolated { server in
                server.work = WorkNews(told: .now)
                server.publish(.observed, severity: .info, "")
            }
        }
    }
}
