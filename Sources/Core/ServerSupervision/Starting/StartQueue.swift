/// Who may start now, and who waits for it: a plain value.
///
/// Twenty servers that start at once starve each other, and all are late. A turn is over when its server is ready or has given
/// up, or after some seconds: a slow server delays nobody for long.
struct StartQueue {
    /// A request for a turn.
    typealias Ticket = Int

    let capacity: Int
    private var lastTicket = 0
    private(set) var running: Set<Ticket> = []
    /// In the order in which they get their turns.
    private(set) var waiting: [Ticket] = []

    /// `capacity`: how many may start at once, 1 or more.
    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// Asks for a turn. `isGranted`: it begins at once. With `isUrgent` it comes before all others that wait: clients had this server
    /// and miss it.
    mutating func request(isUrgent: Bool) -> (ticket: Ticket, isGranted: Bool) {
        lastTicket += 1
        guard running.count >= capacity else {
            running.insert(lastTicket)
            return (lastTicket, true)
        }
        waiting.insert(lastTicket, at: isUrgent ? 0 : waiting.endIndex)
        return (lastTicket, false)
    }

    /// Ends a turn, or takes a request back; returns whose turn begins.
    mutating func finish(_ ticket: Ticket) -> Ticket? {
        waiting.removeAll { $0 == ticket }
        guard running.remove(ticket) != nil, !waiting.isEmpty else { return nil }
        let next = waiting.removeFirst()
        running.insert(next)
        return next
    }
}
