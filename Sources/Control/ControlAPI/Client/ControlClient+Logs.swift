import ServerModel

/// Logs: of one server, of several merged by time, followed and searched.
extension ControlClient {
    /// The last lines of a server's log, at most `last`, oldest first.
    public func logs(_ id: ServerID, last: Int) async throws -> [LogRecord] {
        try await logs([id], LogQuery(last: last))
    }

    /// The records that were asked for, oldest first; of all `servers` merged by time, none meaning all there are.
    public func logs(_ servers: [ServerID], _ query: LogQuery) async throws -> [LogRecord] {
        // Going through gigabytes takes its time.
        try await value(logRequest(.logs, .allLogs, servers, query, deadline: query.isQuick ? 30 : nil))
    }

    /// The last lines of a server's log, at most `last`, and then every new one.
    ///
    /// Returns once the daemon has accepted; throws `unknown-server` and the like at once.
    public func followLogs(_ id: ServerID, last: Int) async throws -> AsyncThrowingStream<LogRecord, any Error> {
        try await followLogs([id], LogQuery(last: last))
    }

    /// The records that were asked for, and then every new one that matches; `servers` as in ``logs(_:_:)``.
    public func followLogs(
        _ servers: [ServerID], _ query: LogQuery
    ) async throws -> AsyncThrowingStream<LogRecord, any Error> {
        let request = logRequest(.followLogs, .followAllLogs, servers, query, deadline: nil)
        let reader = EventStreamReader(try await open(request))
        return AsyncThrowingStream {
            let event = try await reader.nextEvent()
            // They may come by tens of thousands a second.
            if let record = event.withUnsafeBufferPointer({ LogRecord(usualJSON: $0) }) { return record }
            return try decode(LogRecord.self, from: event, of: request)
        }
    }

    /// Looks through all that is kept of the logs of `servers` (none: of all), telling how far it is; dropping the stream ends it.
    public func searchLogs(
        _ servers: [ServerID], _ query: LogQuery
    ) async throws -> AsyncThrowingStream<LogSearchNews, any Error> {
        let names = servers.map { (ControlRoute.Parameter.server, String?.some($0.rawValue)) }
        return stream(try await open(ControlRequest(.searchLogs, query: names + query.pairs, deadline: nil)))
    }

    /// A single server has a route of its own, whose records do not repeat its name.
    private func logRequest(
        _ one: ControlRoute, _ several: ControlRoute, _ servers: [ServerID], _ query: LogQuery, deadline: Int?
    ) -> ControlRequest {
        if servers.count == 1 { return ControlRequest(one, servers[0], query: query.pairs, deadline: deadline) }
        let names = servers.map { (ControlRoute.Parameter.server, String?.some($0.rawValue)) }
        return ControlRequest(several, query: names + query.pairs, deadline: deadline)
    }
}

extension LogQuery {
    /// Whether the answer is at the end of the log.
    fileprivate var isQuick: Bool {
        pattern == nil && text == nil && session == nil && correlation == nil && level == nil && streams == nil && since == nil
            && last != nil
    }

    /// As the daemon reads it.
    fileprivate var pairs: [(String, String?)] {
        typealias Name = ControlRoute.Parameter
        let single = [
            (Name.last, last.map { "\($0)" }), (Name.first, first.map { "\($0)" }), (Name.since, since?.description),
            (Name.until, until?.description),
            (Name.level, level?.rawValue), (Name.pattern, pattern), (Name.text, text), (Name.session, session.map { "\($0)" }),
            (Name.correlation, correlation),
        ]
        return single + (streams ?? []).map { (Name.stream, $0.rawValue) }
    }
}
