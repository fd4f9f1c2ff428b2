import Dispatch
import ServerModel
import ServerMonitoring
import ServerSupervision

/// Logs of one server or several, for whoever asks.
struct LogDesk: Sendable {
    let supervisor: Supervisor

    /// Records as they come: those that were asked for first.
    struct Following: Sendable {
        var recent: [LogRecord]
        var records: LogFollowing
        fileprivate var tokens: [(ServerLog, Int)]

        /// To be called when nobody takes them any more.
        func end() {
            for (log, token) in tokens { log.unfollow(token) }
            records.end()
        }
    }

    /// The records that match, oldest first. `names`: none means all servers. Throws `UnknownServer`, or an ``ErrorReport``.
    func records(_ names: [String], _ query: LogQuery, namesServer: Bool) async throws -> [LogRecord] {
        var all: [[LogRecord]] = []
        for log in try await logs(names) {
            let records = try await log.records(query)
            all.append(namesServer ? records.map { $0.naming(log.server) } : records)
            try Task.checkCancellation()
        }
        return Self.merged(all, query)
    }

    /// The same, and every new one that matches.
    func follow(_ names: [String], _ query: LogQuery, namesServer: Bool) async throws -> Following {
        let logs = try await logs(names)
        var following = Following(recent: [], records: LogFollowing(), tokens: [])
        let records = following.records
        var all: [[LogRecord]] = []
        do {
            for log in logs {
                let (recent, token) = try await log.follow(query) { new in
                    records.add(namesServer ? new.map { $0.naming(log.server) } : new)
                }
                following.tokens.append((log, token))
                all.append(namesServer ? recent.map { $0.naming(log.server) } : recent)
            }
        } catch {
            following.end()
            throw error
        }
        following.recent = Self.merged(all, query)
        return following
    }

    /// What a search finds, no faster than it is taken; it ends when nobody takes it any more.
    func search(_ names: [String], _ query: LogQuery) async throws -> PacedStream<LogSearchNews> {
        // What is wrong with it is said at once.
        _ = try LogMatcher(query)
        var sources: [LogSource] = []
        for log in try await logs(names) {
            var source = await log.source()
            source.namesServer = true
            sources.append(source)
        }
        let all = sources
        return PacedStream { send, isWanted in
            do {
                try LogArchive.search(all, query, isWanted: isWanted) { send($0) }
            } catch {
                // It ended before it was through, and says why.
                send(.finished(LogSearchProgress(unread: [ErrorReport(describing: error).description])))
            }
        }
    }

    private func logs(_ names: [String]) async throws -> [ServerLog] {
        let names = names.isEmpty ? await supervisor.statuses().map(\.id.rawValue) : names
        var logs: [ServerLog] = []
        for name in names { logs.append(try await supervisor.log(of: name)) }
        return logs
    }

    /// By time; of equal ones in the order of the servers, and within one server as it was.
    private static func merged(_ all: [[LogRecord]], _ query: LogQuery) -> [LogRecord] {
        guard all.count > 1 else { return all.first ?? [] }
        var rest = all.map { $0[...] }
        var merged: [LogRecord] = []
        while true {
            let next = rest.indices.lazy.filter { !rest[$0].isEmpty }.min { a, b in
                (rest[a].first?.time, a) < (rest[b].first?.time, b)
            }
            guard let next, let record = rest[next].popFirst() else { break }
            merged.append(record)
            if query.last == nil, merged.count == query.first { break }
        }
        return query.last.map { merged.suffix($0) } ?? merged
    }
}

/// Whether one comes before the other; the second number decides between equals.
private func < (a: (Timestamp?, Int), b: (Timestamp?, Int)) -> Bool {
    guard let first = a.0, let second = b.0, first != second else { return a.1 < b.1 }
    return first < second
}

extension LogRecord {
    fileprivate func naming(_ server: ServerID) -> LogRecord {
        var record = self
        record.server = server
        return record
    }
}
