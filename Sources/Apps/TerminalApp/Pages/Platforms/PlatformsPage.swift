import ServerModel

/// What is known of the AI clients, and where the eye is in the matrix of servers and clients.
struct PlatformsPage {
    /// Of the newest question; other answers are late.
    var generation = 0
    var content: Content = .unknown
    /// Something has happened that may have changed it.
    var isStale = true
    /// The daemon was asked and has not answered; news meanwhile does not ask again, the answer does.
    var isAsking = false
    /// What is selected: it follows names, never places.
    var row: PlatformMatrix.Row?
    /// The id of the selected client.
    var column: String?
    /// The first line of the matrix that is shown.
    var top = 0
    /// The first client that is shown.
    var left = 0

    enum Content {
        /// Nobody has looked yet.
        case unknown
        case loaded(PlatformFindings)
        case failed(ErrorReport)
    }

    var findings: PlatformFindings? {
        if case .loaded(let findings) = content { findings } else { nil }
    }

    /// What the daemon has just written comes first among what can be taken back, before it is asked again.
    mutating func add(_ sync: PlatformSync, of work: PlatformWork, at time: Timestamp) {
        guard case .loaded(var findings) = content else { return }
        if case .undo(let id) = work.kind, let index = findings.history.firstIndex(where: { $0.id == id }) {
            findings.history[index].isUndone = sync.refusals.isEmpty
        }
        if let id = sync.id {
            let record = PlatformSyncRecord(
                id: id, time: time, what: work.verb, platforms: sync.changes.map(\.platform), backups: sync.changes.map(\.backup))
            findings.history.insert(record, at: 0)
        }
        content = .loaded(findings)
    }
}

/// Everything about the selected entry, over the panes.
struct EntryPage {
    /// The first line shown.
    var top = 0
}

/// What the daemon says of the clients.
struct PlatformFindings: Hashable, Sendable {
    /// Those that are configured or installed first.
    var platforms: [PlatformStatus]
    /// What was written, newest first.
    var history: [PlatformSyncRecord]

    /// What `u` takes back: the newest writing that still can be.
    var undoable: PlatformSyncRecord? { history.first { !$0.isUndone && $0.what != "undo" } }
}
