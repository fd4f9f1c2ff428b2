import DetachedThreads
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is kept of the logs of servers, read back from their files.
///
/// Records come in the order of time, merged over the logs; those of one log stay in the order in which they were written, also
/// where the clock was set back, and those of the same time in the order of their logs. All calls block their thread.
public enum LogArchive {
    /// The records that match, oldest first.
    ///
    /// With ``LogQuery/last``, files are read from their end, and no further than needed; with ``LogQuery/first``, from their
    /// beginning. Throws `bad-pattern`, and `log-unreadable`
    /// when a file cannot be read. `isWanted` is asked often; once it says no there is no point in going on, and nothing is returned.
    public static func records(
        of sources: [LogSource], _ query: LogQuery, isWanted: () -> Bool = { true }
    ) throws -> [LogRecord] {
        try records(of: sources, query, sizes: ReadingSizes(), isWanted: isWanted)
    }

    static func records(
        of sources: [LogSource], _ query: LogQuery, sizes: ReadingSizes, isWanted: () -> Bool
    ) throws -> [LogRecord] {
        let matcher = try LogMatcher(query)
        let logs = sources.map { OpenedLog($0, since: query.since) }
        if let last = query.last {
            var newest = NewestRecords(logs, matcher, sizes)
            let records = try newest.records(last, isWanted: isWanted, progress: { _ in })
            if let unread = newest.unread.first { throw ErrorReport(unread) }
            return isWanted() ? records : []
        }
        if let unread = logs.flatMap(\.unread).first { throw ErrorReport(unread) }
        var records: [LogRecord] = []
        let work = SearchWork(logs, matcher, sizes)
        let most = query.first ?? .max
        let isThrough = try merge(work, logs, isWanted: { records.count < most && isWanted() }, progress: {}) {
            records.append($0)
        }
        if let unread = work.progress.unread.first { throw ErrorReport(unread) }
        return isThrough || (records.count == most && isWanted()) ? records : []
    }

    /// Tells of each record that matches, and every few megabytes how far it is; ``LogSearchNews/finished(_:)`` comes last.
    ///
    /// Files that cannot be read are told of in the progress. `isWanted` is asked often; once it says no this returns, without more
    /// news. Throws `bad-pattern`, and what `news` throws.
    public static func search(
        _ sources: [LogSource], _ query: LogQuery, isWanted: () -> Bool, news: (LogSearchNews) throws -> Void
    ) throws {
        try search(sources, query, sizes: ReadingSizes(), isWanted: isWanted, news: news)
    }

    static func search(
        _ sources: [LogSource], _ query: LogQuery, sizes: ReadingSizes, isWanted: () -> Bool, news: (LogSearchNews) throws -> Void
    ) throws {
        let matcher = try LogMatcher(query)
        let logs = sources.map { OpenedLog($0, since: query.since) }
        var progress = LogSearchProgress(totalBytes: logs.reduce(0) { $0 + $1.totalBytes })
        var toldBytes = 0
        func advance(to searchedBytes: Int, _ unread: [LogUnreadable]) throws {
            progress.searchedBytes = searchedBytes
            progress.unread = unread.map { "\($0.path): \($0.reason)" }
            guard searchedBytes - toldBytes >= bytesBetweenNews else { return }
            toldBytes = searchedBytes
            try news(.progress(progress))
        }
        func tell(_ record: LogRecord) throws {
            progress.matches += 1
            try news(.found(record))
        }
        if let last = query.last {
            var newest = NewestRecords(logs, matcher, sizes)
            let records = try newest.records(last, isWanted: isWanted) { try advance(to: $0, []) }
            for record in records {
                guard isWanted() else { return }
                try tell(record)
            }
            try advance(to: newest.searchedBytes, newest.unread)
        } else {
            let work = SearchWork(logs, matcher, sizes)
            let isThrough = try merge(
                work, logs, isWanted: isWanted,
                progress: { try advance(to: work.progress.searchedBytes, work.progress.unread) }, take: tell)
            guard isThrough else { return }
            try advance(to: work.progress.searchedBytes, work.progress.unread)
        }
        if isWanted() { try news(.finished(progress)) }
    }

    private static let bytesBetweenNews = 16 << 20

    /// Has threads do the work, and hands over what they find in the order of time; returns whether it came to the end.
    private static func merge(
        _ work: SearchWork, _ logs: [OpenedLog], isWanted: () -> Bool, progress: () throws -> Void,
        take: (LogRecord) throws -> Void
    ) throws -> Bool {
        defer { work.end() }
        try startThreads(min(work.partCount, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))), work)
        // What each log has next; the oldest last.
        var ready: [[LogRecord]] = logs.map { _ in [] }
        var running = Array(logs.indices)
        while true {
            guard isWanted() else { return false }
            try progress()
            var isWaiting = false
            for log in running where ready[log].isEmpty {
                switch work.next(of: log) {
                case .found(let records): ready[log] = records.reversed()
                case .notYet: isWaiting = true
                case .ended: running.removeAll { $0 == log }
                }
            }
            if running.isEmpty { return true }
            if isWaiting {
                work.wait(milliseconds: 50)
                continue
            }
            var needsMore = false
            while !needsMore {
                guard isWanted() else { return false }
                guard let oldest = running.min(by: { ready[$0].nextTime < ready[$1].nextTime }),
                    var record = ready[oldest].popLast()
                else { break }
                if logs[oldest].source.namesServer { record.server = logs[oldest].source.server }
                try take(record)
                needsMore = ready[oldest].isEmpty
            }
        }
    }

    /// As many as there can be, up to `count`; one at least.
    private static func startThreads(_ count: Int, _ work: SearchWork) throws {
        for number in 0..<count {
            let error = startThread { work.work() }
            if error != 0, number == 0 {
                throw ErrorReport(
                    code: "no-thread", problem: "logs cannot be searched: \(String(cString: strerror(error)))",
                    remedy: "end some programs, or raise the limit of processes (ulimit -u), and try again")
            }
        }
    }
}

extension [LogRecord] {
    /// Of the one that is taken next; there is one.
    fileprivate var nextTime: Timestamp { last?.time ?? Timestamp(millisecondsSince1970: .max) }
}

extension OpenedLog {
    var totalBytes: Int { files.reduce(0) { $0 + $1.size } }
}
