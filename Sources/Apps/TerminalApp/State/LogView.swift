import ServerModel
import TerminalKit

/// The log of one server on the screen: its lines, where the eye is, and what is searched for.
///
/// The follow machine: *following* shows the newest lines. Any upward move, search jump or pause anchors the view to a line's
/// identity, so that lines that come or go, wrapping or resizing never move what is being read. `G`, `End` or `F` follows again.
struct LogView {
    var ring: LogRing
    var position: Position = .following
    /// Columns panned to the right while lines are not wrapped; survives new lines.
    var pan = 0
    var search: Search?
    /// Why no more lines arrive; `nil` while they do.
    var ended: ErrorReport?
    /// The stream's generation: lines of an older stream are late and dropped.
    var generation: Int
    /// Set while a renewed stream repeats lines that are already here.
    private var repeatsUpTo: Timestamp?

    enum Position: Hashable {
        case following
        /// The first row shown, and the identity the next line had when the view was paused, to count the new ones.
        case paused(top: Anchor, from: Int)
    }

    /// A row of a wrapped line: the line's identity and the row within it, from 0.
    struct Anchor: Hashable, Comparable {
        var line: Int
        var row: Int

        static func < (a: Anchor, b: Anchor) -> Bool { (a.line, a.row) < (b.line, b.row) }
    }

    /// A search and what it found.
    struct Search {
        var pattern: TextPattern
        /// Identities of matching lines, ascending.
        var matches: [Int]
        /// The match the last jump went to.
        var current: Int?
    }

    init(generation: Int, capacity: Int = 5_000) {
        self.generation = generation
        ring = LogRing(capacity: capacity)
    }

    /// Lines that came since the view was paused; `nil` while following.
    var newSincePause: Int? {
        guard case .paused(_, let from) = position else { return nil }
        return ring.nextID - from
    }

    /// Takes new lines, oldest first.
    mutating func append(_ records: [LogRecord]) {
        for record in records.flatMap(\.lines) where !isRepetition(record) {
            ring.append(record)
            if let line = ring.last, let pattern = search?.pattern, pattern.matches(line.text.string) {
                search?.matches.append(line.id)
            }
        }
        let kept = ring.ids
        search?.matches.removeAll { !kept.contains($0) }
        if case .paused(let top, let from) = position, top.line < kept.lowerBound {
            position = .paused(top: Anchor(line: kept.lowerBound, row: 0), from: from)
        }
    }

    /// A new stream begins and will repeat the newest lines; those already here are left out.
    mutating func renew(generation: Int) {
        self.generation = generation
        ended = nil
        repeatsUpTo = ring.last?.time
    }

    private mutating func isRepetition(_ record: LogRecord) -> Bool {
        guard let mark = repeatsUpTo else { return false }
        if record.time < mark { return true }
        if record.time > mark {
            repeatsUpTo = nil
            return false
        }
        // Several lines can share the millisecond of the last one we have.
        let text = SafeText(record.message)
        return ring.ids.reversed().prefix { ring[$0].time == mark }.contains { ring[$0].text == text }
    }

    /// Looks through every line kept; an empty pattern ends the search.
    mutating func find(_ pattern: TextPattern) {
        guard !pattern.isEmpty else {
            search = nil
            return
        }
        search = Search(pattern: pattern, matches: ring.ids.filter { pattern.matches(ring[$0].text.string) })
    }
}

extension LogRecord {
    /// A record of several lines, a traceback say, as one for each: only the first states its level. Fields stand behind the message.
    fileprivate var lines: [LogRecord] {
        var whole = self
        for (name, value) in (fields ?? [:]).sorted(by: { $0.key < $1.key }) { whole.message += " \(name)=\(value)" }
        guard whole.message.utf8.contains(UInt8(ascii: "\n")) else { return [whole] }
        return whole.message.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
            var record = self
            record.message = String(line)
            if index > 0 { record.level = nil }
            return record
        }
    }
}
