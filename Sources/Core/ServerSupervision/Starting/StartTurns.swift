import NIOCore

/// Gives servers their turns to start; used on the event loop only.
// Unchecked: everything in it is touched on the loop alone, which each method checks.
public final class StartTurns: @unchecked Sendable {
    private let loop: any EventLoop
    private var queue: StartQueue
    private var begins: [StartQueue.Ticket: () -> Void] = [:]
    private var alarms: [StartQueue.Ticket: Scheduled<Void>] = [:]

    private let longestTurn: TimeAmount

    /// `capacity`: how many servers may start at once. `longestTurn`: how long one of them may keep others waiting.
    public init(loop: any EventLoop, capacity: Int, longestTurn: TimeAmount = .seconds(5)) {
        self.loop = loop
        self.longestTurn = longestTurn
        queue = StartQueue(capacity: capacity)
    }

    /// Asks for a turn, which begins at once if it `isGranted`, else when `begin` is called.
    func request(isUrgent: Bool, _ begin: @escaping () -> Void) -> (ticket: StartQueue.Ticket, isGranted: Bool) {
        loop.preconditionInEventLoop()
        let (ticket, isGranted) = queue.request(isUrgent: isUrgent)
        if isGranted { limit(ticket) } else { begins[ticket] = begin }
        return (ticket, isGranted)
    }

    /// The server is ready or has given up, or does not want to start any more.
    func finish(_ ticket: StartQueue.Ticket) {
        loop.preconditionInEventLoop()
        begins[ticket] = nil
        alarms.removeValue(forKey: ticket)?.cancel()
        guard let next = queue.finish(ticket) else { return }
        limit(next)
        begins.removeValue(forKey: next)?()
    }

    private func limit(_ ticket: StartQueue.Ticket) {
        let this = NIOLoopBound(self, eventLoop: loop)
        alarms[ticket] = loop.scheduleTask(in: longestTurn) { this.value.finish(ticket) }
    }
}
