import ServerModel
import Synchronization
import Testing

@testable import TerminalApp

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct `The streams of logs` {
    @Test func `bring records in batches, however fast they come`() async {
        let gate = Gate()
        let posted = Posted()
        let way = way(posted, pause: { _ in await gate.wait() }) { (0..<50_000).map { Sample.record("line \($0)") } }
        let following = Task { await way.follow(.all, 3) }
        // The first batch is there at once; what comes while it is shown waits for the next.
        await posted.first()
        for _ in 0..<200 { await Task.yield() }
        #expect(posted.batches == 1)
        await gate.open()
        await following.value
        #expect(posted.messages == (0..<50_000).map { "line \($0)" })
        #expect(posted.batches < 25_000)
        #expect(posted.ends == 1)
    }

    @Test func `end without a word when nobody listens any more`() async {
        let posted = Posted()
        let (records, feed) = AsyncThrowingStream<LogRecord, any Error>.makeStream()
        let way = LogWay(
            reached: { Self.connection(follow: { records }) }, pause: { _ in }, post: { posted.post($0) })
        let following = Task { await way.follow(.all, 3) }
        feed.yield(Sample.record("one"))
        await posted.first()
        following.cancel()
        await following.value
        #expect(posted.messages == ["one"] && posted.ends == 0)
    }

    @Test func `search for what is asked, and count only what the filter lets pass`() async {
        let posted = Posted()
        let records = (0..<10).map { index in
            var record = Sample.record("line \(index)", index < 5 ? .error : .info, second: index)
            record.fields = ["odd": "\(index % 2 == 1)"]
            return record
        }
        let news: [LogSearchNews] =
            records.map { .found($0) } + [.finished(LogSearchProgress(searchedBytes: 9, totalBytes: 9, matches: 10))]
        let asked = Mutex<LogQuery?>(nil)
        let way = LogWay(
            reached: {
                Self.connection(search: { query in
                    asked.withLock { $0 = query }
                    return Self.stream(news)
                })
            }, pause: { _ in }, post: { posted.post($0) })
        var filter = LogFilter(level: .error)
        filter.field = LogFilter.Field(name: "odd", value: "true")
        await way.search(LogSearchOrder(subject: .all, pattern: "Line", filter: filter), 4)
        #expect(asked.withLock { $0 } == LogQuery(level: .error, text: "Line"))
        #expect(posted.found == [LogKey(records[1]), LogKey(records[3])])
        #expect(posted.isSearched)
    }

    @Test func `write a file that is there whole or not at all`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "logs-\(UInt64.random(in: 0...(.max)))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "out.log").path
        let news: [LogSearchNews] = (0..<3).map { .found(Sample.record("line \($0)", .info, second: $0)) }
        let whole = news + [.finished(LogSearchProgress(searchedBytes: 9, totalBytes: 9, matches: 3))]

        // The daemon dies in the middle.
        let broken = Posted()
        await exporting(news, broken).export(order(path), 1)
        #expect(broken.exports.map { try? $0.get() } == [nil])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)

        let written = Posted()
        await exporting(whole, written).export(order(path), 1)
        #expect(written.exports.map { try? $0.get().records } == [3])
        let text =
            "2026-11-22T14:02:00.000Z INFO line 0\n2026-11-22T14:02:01.000Z INFO line 1\n2026-11-22T14:02:02.000Z INFO line 2\n"
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)

        // What is there stays, unless it is said otherwise.
        let again = Posted()
        await exporting(whole, again).export(order(path), 1)
        guard case .failure(let report)? = again.exports.first else {
            Issue.record("it was overwritten")
            return
        }
        #expect(report.code == "file-exists")
        await exporting(Array(whole.dropFirst()), again).export(order(path, replaces: true), 1)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("2026-11-22T14:02:01.000Z INFO line 1\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.log"])
    }

    // MARK: -

    private func order(_ path: String, replaces: Bool = false) -> LogExportOrder {
        LogExportOrder(subject: .server(Sample.id("git")), filter: LogFilter(), path: path, replaces: replaces)
    }

    private func exporting(_ news: [LogSearchNews], _ posted: Posted) -> LogWay {
        LogWay(
            reached: {
                Self.connection(search: { _ in
                    guard case .finished? = news.last else { return Self.stream(news, ends: ErrorReport.daemonEnded) }
                    return Self.stream(news)
                })
            }, pause: { _ in }, post: { posted.post($0) })
    }

    private func way(
        _ posted: Posted, pause: @escaping @Sendable (Duration) async -> Void, _ records: @escaping @Sendable () -> [LogRecord]
    ) -> LogWay {
        LogWay(reached: { Self.connection(follow: { Self.stream(records()) }) }, pause: pause, post: { posted.post($0) })
    }

    private static func stream<Value: Sendable>(
        _ values: [Value], ends error: ErrorReport? = nil
    ) -> AsyncThrowingStream<Value, any Error> {
        AsyncThrowingStream { stream in
            for value in values { stream.yield(value) }
            stream.finish(throwing: error)
        }
    }

    private static func connection(
        follow: @escaping @Sendable () -> AsyncThrowingStream<LogRecord, any Error> = { AsyncThrowingStream { _ in } },
        search: @escaping @Sendable (LogQuery) -> AsyncThrowingStream<LogSearchNews, any Error> = { _ in
            AsyncThrowingStream { _ in }
        }
    ) -> Backend.Connection {
        Backend.Connection(
            daemon: { Sample.daemon }, servers: { [] }, events: { AsyncThrowingStream { _ in } }, follow: { _, _ in follow() },
            searchLogs: { search($1) }, perform: { _, id in Sample.server(id.rawValue) },
            secrets: { Sample.secrets(of: $0.rawValue) }, setSecrets: { _, _ in throw ErrorReport.notConnected },
            deleteSecret: { _, _ in throw ErrorReport.notConnected }, rotateSecret: { _, _, _ in throw ErrorReport.notConnected },
            platforms: { [] }, platformHistory: { [] }, planPlatforms: { _ in Sample.plan }, applyPlatforms: { _ in Sample.plan },
            undoPlatforms: { _ in Sample.plan }, restorePlatform: { _, _ in Sample.plan })
    }
}

/// What was posted, in order.
private final class Posted: Sendable {
    private let events = Mutex<[BackendEvent]>([])
    private let arrival = Gate()

    func post(_ event: BackendEvent) {
        events.withLock { $0.append(event) }
        Task { await arrival.open() }
    }

    /// Waits until something was posted.
    func first() async { await arrival.wait() }

    private var all: [BackendEvent] { events.withLock { $0 } }

    var batches: Int { all.count { if case .logs = $0 { true } else { false } } }
    var ends: Int { all.count { if case .logsEnded = $0 { true } else { false } } }
    var messages: [String] {
        all.flatMap { event -> [String] in if case .logs(_, _, let records) = event { records.map(\.message) } else { [] } }
    }
    var found: [LogKey] {
        all.flatMap { event -> [LogKey] in if case .logNews(.found(let keys, _, _)) = event { keys } else { [] } }
    }
    var isSearched: Bool { all.contains { if case .logNews(.searched(.success, _)) = $0 { true } else { false } } }
    var exports: [Result<LogExported, ErrorReport>] {
        all.compactMap { if case .logNews(.exported(_, let result, _)) = $0 { result } else { nil } }
    }
}

/// Lets all pass once it is open.
private actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func open() {
        isOpen = true
        for one in waiting { one.resume() }
        waiting = []
    }

    func wait() async {
        guard !isOpen else { return }
        await withCheckedContinuation { waiting.append($0) }
    }
}
