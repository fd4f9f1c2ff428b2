/// What a search through logs tells while it runs (`GET /api/v1/logs/search`, server-sent events).
public enum LogSearchNews: Codable, Hashable, Sendable {
    /// The next record that matches, in the order of time.
    case found(LogRecord)
    case progress(LogSearchProgress)
    /// The last news. The search ended by itself.
    case finished(LogSearchProgress)
}

/// How far a search is.
public struct LogSearchProgress: Codable, Hashable, Sendable {
    /// Bytes of log looked through, of ``totalBytes``.
    public var searchedBytes: Int
    public var totalBytes: Int
    /// Records that matched.
    public var matches: Int
    /// Files that could not be read, with the reason, for people.
    public var unread: [String]

    public init(searchedBytes: Int = 0, totalBytes: Int = 0, matches: Int = 0, unread: [String] = []) {
        self.searchedBytes = searchedBytes
        self.totalBytes = totalBytes
        self.matches = matches
        self.unread = unread
    }
}
