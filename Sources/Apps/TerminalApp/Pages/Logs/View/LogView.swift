import ServerModel
import TerminalKit

/// A log on the screen: a window over what the daemon keeps, where the eye is, and what is searched for.
///
/// The follow machine: *following* shows the newest lines. Any upward move, jump or mark anchors the view to a record, so that
/// lines that come or go, filters, wrapping or resizing never move what is being read. `G`, `End` or `F` follows again.
///
/// The window holds at most ``capacity`` records that pass the filter. What lies beside it is loaded when the eye comes near
/// (`LogView+Loading`), and what lies far from the eye makes room.
struct LogView {
    let subject: LogSubject
    /// The stream's generation: lines of an older stream are late and dropped.
    var generation: Int
    /// Records that pass the filter, oldest first; ids ascend.
    var lines: [LogLine] = []
    /// While a filter is set: everything the window would hold without it; `nil` when some of that was never loaded.
    var unfiltered: [LogLine]?
    /// What ``lines`` and ``unfiltered`` take in memory, about.
    var bytes = 0
    var sieve = LogSieve(LogFilter())
    /// Records the filter keeps from being seen, as far as they were met.
    var hidden = 0
    /// There is nothing older, or newer, than the window.
    var isAtStart = false
    var isAtEnd = true

    var position: Position = .following
    /// While following: the first row shown. The page stands still until it is full, then moves on by a part of itself.
    var followTop: Anchor?
    /// The pane ``followTop`` is about.
    var followedIn: LogWindow?
    /// The rows of its long records, as they were last set.
    let wrapping = LogWrapping()
    /// What a new stream repeats up to here the search has met already.
    var metUpTo: Timestamp?
    /// How its lines come.
    var flow: LogFlow?
    /// Of a log of all servers: those it was begun with.
    var heard: Set<ServerID> = []
    /// New lines are only counted until the view follows again.
    var holdsIntake = false
    /// Columns panned to the right while lines are not wrapped; survives new lines.
    var pan = 0
    var search: LogSearch?
    /// In the order of time.
    var marks: [LogKey] = []

    /// What is asked of the daemon now, and with which generation.
    var load: (what: LogLoad, generation: Int)?
    /// What somebody wants to be loaded next, whatever else would be.
    var goal: LogLoad?
    /// Why the last load failed; nothing is loaded until something is pressed.
    var trouble: ErrorReport?
    /// The window does not hold what the filter lets pass, and must be loaded anew around the eye.
    var isStale = false
    /// The outermost records met on either side, shown or not; `nil`: those of ``lines``.
    var oldest: LogEdge?
    var newest: LogEdge?
    /// Asked for at once; more where one moment has more records than that.
    var pageSize = LogView.page
    /// When the record at the eye came, when a filter was set; for finding the place where nothing is shown now.
    var eyeTime: Timestamp?
    /// What came while the way back to the end was being loaded; whether that is all of it.
    var late: [LogRecord] = []
    var isLateWhole = true

    /// Why no more lines arrive; `nil` while they do.
    var ended: ErrorReport?
    /// Set while a renewed stream repeats lines that are already here.
    var repeatsUpTo: Timestamp?
    /// The next lines of the stream take the place of all that is here.
    var isReplaced = false
    /// When the log begins, for telling how far into it the eye is; `nil` until known.
    var beginning: Timestamp?
    var asksForBeginning = false
    /// When the newest record came, shown or not.
    var latest: Timestamp?

    static let capacity = 5_000
    /// What its records may take in memory, about.
    static let mostBytes = 16 << 20
    /// Records asked for at once.
    static let page = 1_000
    /// The eye this near the end of the window has more loaded.
    static let margin = 300

    enum Position: Hashable {
        case following
        case paused(Pause)
    }

    /// Where the eye rests.
    struct Pause: Hashable {
        /// The first row shown.
        var top: Anchor
        /// The row that keys act on.
        var cursor: Anchor
        /// Lines that came since.
        var new = 0
    }

    /// A row of a record: the record's identity and the row within it, from 0.
    struct Anchor: Hashable, Comparable {
        var line: Int
        var row: Int

        static func < (a: Anchor, b: Anchor) -> Bool { (a.line, a.row) < (b.line, b.row) }
    }

    init(_ subject: LogSubject, generation: Int) {
        self.subject = subject
        self.generation = generation
    }

    var pause: Pause? {
        if case .paused(let pause) = position { pause } else { nil }
    }

    var isFollowing: Bool { pause == nil }

    /// Where a record is, or the next newer one, or the last; there must be one.
    func index(of id: Int) -> Int {
        var low = 0
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return min(low, lines.count - 1)
    }

    func line(_ id: Int) -> LogLine? {
        guard !lines.isEmpty else { return nil }
        let line = lines[index(of: id)]
        return line.id == id ? line : nil
    }

    func line(_ key: LogKey) -> LogLine? { lines.first { $0.record.time == key.time && LogKey($0.record) == key } }

    /// The record keys act on: that of the cursor, or the newest.
    var current: LogLine? {
        guard !lines.isEmpty else { return nil }
        guard let pause else { return lines.last }
        return lines[index(of: pause.cursor.line)]
    }

    /// Where the eye is, for loading: the first row shown.
    var eye: Int? {
        guard !lines.isEmpty else { return nil }
        return pause.map { index(of: min($0.top, $0.cursor).line) } ?? lines.count - 1
    }
}
