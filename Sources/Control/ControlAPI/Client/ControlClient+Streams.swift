import ServerModel

/// Streams end by throwing: ``ConnectionLost`` when the daemon goes away, `CancellationError` when their task is cancelled.
/// Dropping one closes its connection.
extension ControlClient {
    /// What happens, as it happens.
    ///
    /// Returns once the daemon has subscribed us: a change made after that is in the stream, so subscribe first and list
    /// the servers then.
    ///
    /// - Parameter after: resume behind this event's sequence number; `nil`: from now on.
    public func events(after: UInt64?) async throws -> AsyncThrowingStream<ServerEvent, any Error> {
        var request = ControlRequest(.events, deadline: nil)
        request.headers["Last-Event-ID"] = after.map { "\($0)" }
        let reader = EventStreamReader(try await open(request))
        try await reader.awaitHello()
        return values(of: reader, request)
    }

    /// How busy every server is, by name: now and whenever that was looked at, every two seconds.
    public func followActivity() async throws -> AsyncThrowingStream<[ServerActivity], any Error> {
        stream(try await open(ControlRequest(.followProcesses, deadline: nil)))
    }

    func stream<Element: Decodable & Sendable>(_ exchange: HTTPExchange) -> AsyncThrowingStream<Element, any Error> {
        values(of: EventStreamReader(exchange), exchange.request)
    }

    private func values<Element: Decodable & Sendable>(
        of reader: EventStreamReader, _ request: ControlRequest
    ) -> AsyncThrowingStream<Element, any Error> {
        AsyncThrowingStream { try decode(Element.self, from: try await reader.nextEvent(), of: request) }
    }
}
