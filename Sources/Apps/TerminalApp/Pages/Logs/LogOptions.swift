import ServerModel

/// How logs are shown, and what is done with them; the same for all.
struct LogOptions {
    /// `nil`: as the pane has room.
    var times: LogTimes?
    /// Structured records are set as JSON.
    var isPretty = false
    /// All servers' logs, merged.
    var showsAll = false
    /// The search the daemon is at.
    var searching: (subject: LogSubject, generation: Int)?
    /// The file being written.
    var export: Export?

    struct Export {
        var order: LogExportOrder
        var generation: Int
        var progress = LogSearchProgress()
    }
}
