import ServerModel

/// Long work with logs, done on other threads; it tells how far it is by ``LogNews``.
enum LogWork: Hashable, Sendable {
    /// Look through all that is kept of a log; an earlier search ends.
    case search(LogSearchOrder, generation: Int)
    case stopSearch
    /// Write what a filter lets pass into a file.
    case export(LogExportOrder, generation: Int)
    case stopExport
}

/// What to look for, and where.
struct LogSearchOrder: Hashable, Sendable {
    var subject: LogSubject
    /// See ``TextPattern``.
    var pattern: String
    /// Only what it lets pass counts.
    var filter: LogFilter
}

/// What to write, and where to.
struct LogExportOrder: Hashable, Sendable {
    var subject: LogSubject
    var filter: LogFilter
    /// Absolute; from the working directory where nobody knows the user's own folder.
    var path: String
    /// Whether a file that is there goes.
    var replaces: Bool

    /// By the ending of the file: JSON lines, else text.
    var isJSON: Bool { path.hasSuffix(".json") || path.hasSuffix(".jsonl") }
}

/// What comes of ``LogWork``.
enum LogNews: Sendable {
    case found([LogKey], LogSearchProgress, generation: Int)
    case searched(Result<LogSearchProgress, ErrorReport>, generation: Int)
    case exporting(LogSearchProgress, generation: Int)
    case exported(LogExportOrder, Result<LogExported, ErrorReport>, generation: Int)
}

/// A file that was written.
struct LogExported: Hashable, Sendable {
    var records: Int
    var bytes: Int
    /// Files of the log that could not be read, with the reason.
    var unread: [String]
}
