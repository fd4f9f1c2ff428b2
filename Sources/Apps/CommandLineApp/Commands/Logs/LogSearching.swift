import ControlAPI
import ServerModel

/// Takes what a search through logs finds, and tells people how far it is.
struct LogSearching {
    var session: Session
    /// What is done, and what is found, singular and plural.
    var verb: String
    var noun: (one: String, many: String)
    /// Whether what is found is shown at once to the person who sees how far it is.
    var showsFindings: Bool

    /// How far it came when it had ended by itself, or after `limit` matches. Throws what `found` throws, which sees each match.
    ///
    /// What could not be read is told on standard error; so is where it was when it is cancelled.
    func run(
        _ client: ControlClient, _ servers: [ServerID], _ query: LogQuery, atMost limit: Int? = nil,
        found: (LogRecord) throws -> Void
    ) async throws -> LogSearchProgress {
        var line = ProgressLine(session)
        var progress = LogSearchProgress()
        do {
            search: for try await news in try await client.searchLogs(servers, query) {
                switch news {
                case .found(let record):
                    progress.matches += 1
                    if showsFindings { try line.clear() }
                    try found(record)
                    if progress.matches == limit { break search }
                case .progress(let now):
                    progress.advance(to: now)
                    try line.show(progress.words(verb, noun))
                case .finished(let end):
                    progress.advance(to: end)
                    break search
                }
            }
            // A stream may also end without a word when its task is cancelled.
            try Task.checkCancellation()
        } catch is CancellationError {
            try line.clear()
            try session.errors.print("stopped: \(progress.words(verb, noun))\n")
            throw CancellationError()
        } catch {
            // What happened is worth more than a line that cannot be cleared.
            try? line.clear()
            throw error
        }
        try line.clear()
        for file in progress.unread { try session.errors.print("\("warning:", .warning) not \(verb): \(file)\n") }
        return progress
    }
}

extension LogSearchProgress {
    /// Takes over how far it is. What was shown is what counts as matches, and that is known here.
    fileprivate mutating func advance(to now: LogSearchProgress) {
        let matches = matches
        self = now
        self.matches = matches
    }
}
