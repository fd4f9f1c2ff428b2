import ServerModel

/// One record of a log as the screen keeps it. What it looks like is made when it is shown.
struct LogLine: Sendable {
    /// Rises from older to newer records within one window; may be negative. It anchors a view, and holds until the window is
    /// loaded anew.
    var id: Int
    /// Always names its server.
    var record: LogRecord

    /// About how many bytes it takes in memory.
    var bytes: Int {
        let fields = record.fields?.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count + 64 } ?? 0
        return 192 + record.message.utf8.count + fields + 48 * (record.styles?.count ?? 0)
    }
}

/// Tells a record from others wherever it comes from, though the daemon numbers none.
///
/// Two that say the same in the same millisecond share a key.
struct LogKey: Hashable, Sendable {
    var time: Timestamp
    var server: ServerID?
    /// Of the message, for this run of the program.
    var digest: Int

    init(_ record: LogRecord) {
        time = record.time
        server = record.server
        digest = record.message.hashValue
    }
}
