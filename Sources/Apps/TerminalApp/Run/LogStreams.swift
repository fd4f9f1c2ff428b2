import ServerModel

/// Logs that are listened to, searched and written into files, for the ``EffectRunner``.
///
/// Used by one thread. Tasks are kept until they are replaced or this goes, and then cancelled.
final class LogStreams {
    private let way: LogWay
    private var follows: [LogSubject: Task<Void, Never>] = [:]
    private var search: Task<Void, Never>?
    private var export: Task<Void, Never>?

    init(_ way: LogWay) {
        self.way = way
    }

    deinit {
        for task in follows.values { task.cancel() }
        search?.cancel()
        export?.cancel()
    }

    func run(_ work: LogWork) {
        switch work {
        case .search(let order, let generation):
            search?.cancel()
            search = Task { [way] in await way.search(order, generation) }
        case .stopSearch:
            search?.cancel()
            search = nil
        case .export(let order, let generation):
            export?.cancel()
            export = Task { [way] in await way.export(order, generation) }
        case .stopExport:
            export?.cancel()
            export = nil
        }
    }

    func follow(_ subject: LogSubject, generation: Int) {
        follows[subject]?.cancel()
        follows[subject] = Task { [way] in await way.follow(subject, generation) }
    }

    func unfollow(_ subject: LogSubject) {
        follows.removeValue(forKey: subject)?.cancel()
    }
}

/// How logs come from the daemon, and where what comes of them goes.
struct LogWay: Sendable {
    var reached: @Sendable () throws -> Backend.Connection
    /// Waits so long, or until the task is cancelled.
    var pause: @Sendable (Duration) async -> Void
    /// Called from any thread.
    var post: @Sendable (BackendEvent) -> Void

    /// Records of a log that are repeated when listening begins.
    private static let repeatedRecords = 1_000
    /// The screen hears of new lines, and of progress, at most this often.
    private static let pace = Duration.milliseconds(50)

    /// The newest records first, then every new one, in batches.
    func follow(_ subject: LogSubject, _ generation: Int) async {
        let batches = LogBatches()
        let report = await withTaskGroup(of: ErrorReport?.self) { group in
            group.addTask { await read(subject, into: batches) }
            group.addTask {
                while let records = await batches.next() {
                    post(.logs(subject, generation: generation, records))
                    await pause(Self.pace)
                }
                return nil
            }
            var report: ErrorReport?
            for await end in group { report = end ?? report }
            return report
        }
        if !Task.isCancelled { post(.logsEnded(subject, generation: generation, report ?? .daemonEnded)) }
    }

    /// Why it ended.
    private func read(_ subject: LogSubject, into batches: LogBatches) async -> ErrorReport {
        defer { batches.end() }
        do {
            for try await record in try await reached().follow(subject, Self.repeatedRecords) { await batches.add(record) }
            return .daemonEnded
        } catch {
            return ErrorReport(describing: error)
        }
    }

    func search(_ order: LogSearchOrder, _ generation: Int) async {
        var query = order.filter.narrowing(LogQuery())
        let pattern = TextPattern(order.pattern)
        // The daemon takes one pattern of each kind; where the filter has one already, the search is sifted here.
        var asked = LogQuery()
        pattern.ask(&asked)
        let isAsked = (query.pattern == nil || asked.pattern == nil) && (query.text == nil || asked.text == nil)
        if isAsked { (query.pattern, query.text) = (asked.pattern ?? query.pattern, asked.text ?? query.text) }
        let sieve = LogSieve(order.filter)
        var found: [LogKey] = []
        var progress = LogSearchProgress()
        var told = ContinuousClock.now
        do {
            for try await news in try await reached().searchLogs(order.subject, query) {
                switch news {
                case .found(let record):
                    guard sieve.shows(record), isAsked || pattern.matches(record) else { continue }
                    found.append(LogKey(record))
                    progress.matches += 1
                case .progress(let now):
                    let matches = progress.matches
                    progress = now
                    progress.matches = matches
                case .finished(let now):
                    post(.logNews(.found(found, now, generation: generation)))
                    post(.logNews(.searched(.success(now), generation: generation)))
                    return
                }
                guard ContinuousClock.now - told >= Self.pace else { continue }
                told = .now
                post(.logNews(.found(found, progress, generation: generation)))
                found = []
            }
            throw ErrorReport.daemonEnded
        } catch {
            guard !Task.isCancelled else { return }
            post(.logNews(.found(found, progress, generation: generation)))
            post(.logNews(.searched(.failure(ErrorReport(describing: error)), generation: generation)))
        }
    }

    func export(_ order: LogExportOrder, _ generation: Int) async {
        let sieve = LogSieve(order.filter)
        var progress = LogSearchProgress()
        var told = ContinuousClock.now
        do {
            let file = try LogFileWriter(path: order.path, replaces: order.replaces)
            news: for try await news in try await reached().searchLogs(order.subject, order.filter.narrowing(LogQuery())) {
                switch news {
                case .found(let record):
                    guard sieve.shows(record) else { continue }
                    progress.matches += 1
                    let namesServer = order.subject.single == nil
                    try file.write(
                        order.isJSON ? LogText.json(record) + "\n" : LogText.fileLine(record, namesServer: namesServer))
                case .progress(let now), .finished(let now):
                    let matches = progress.matches
                    progress = now
                    progress.matches = matches
                    if case .finished = news { break news }
                }
                guard ContinuousClock.now - told >= Self.pace else { continue }
                told = .now
                post(.logNews(.exporting(progress, generation: generation)))
            }
            // A stream may also end without a word when its task is cancelled.
            try Task.checkCancellation()
            try file.finish()
            let written = LogExported(records: progress.matches, bytes: file.bytes, unread: progress.unread)
            post(.logNews(.exported(order, .success(written), generation: generation)))
        } catch {
            guard !Task.isCancelled else { return }
            post(.logNews(.exported(order, .failure(ErrorReport(describing: error)), generation: generation)))
        }
    }
}
