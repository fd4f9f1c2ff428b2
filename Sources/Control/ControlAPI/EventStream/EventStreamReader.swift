import NIOHTTP1
import ServerModel

/// Reads one event after the other from an open answer; asks the socket for more only when asked itself.
actor EventStreamReader {
    private let exchange: HTTPExchange
    private var parser = EventStreamParser()
    private var items: ArraySlice<EventStreamItem> = []

    init(_ exchange: HTTPExchange) { self.exchange = exchange }

    /// Waits for the comment the daemon sends once it has subscribed us; what happens from then on cannot be missed.
    func awaitHello() async throws {
        guard case .comment = try await next() else {
            throw UnreadableAnswer(request: exchange.request.line, reason: "an event came before the comment ': hello'")
        }
    }

    /// The next event's data. Never ends by itself: throws when the daemon goes away or the task is cancelled.
    func nextEvent() async throws -> [UInt8] {
        while true {
            if case .event(let data, _) = try await next() { return data }
        }
    }

    private func next() async throws -> EventStreamItem {
        while true {
            if let item = items.popFirst() { return item }
            // A daemon that shuts down in good order ends the answer properly; for the reader that is a loss all the same.
            guard let part = try await exchange.next(), case .body(let buffer) = part else { throw exchange.lost }
            do {
                items = try parser.parse(Array(buffer: buffer))[...]
            } catch {
                throw UnreadableAnswer(
                    request: exchange.request.line, reason: "an event is longer than \(parser.limit) bytes")
            }
        }
    }
}
