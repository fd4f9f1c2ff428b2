/// The states of a server over a span of time, in equal cells, oldest first: `hhhhddh..uuhh`.
///
/// Cells begin at multiples of their length, so what was shown once stays where it is; the last cell goes on. Within a cell the worst
/// state counts: an outage of a moment is not lost in a month.
public struct HealthStrip: Codable, Hashable, Sendable {
    /// The length of all cells together, in seconds.
    public var spanSeconds: Int
    /// When the first cell begins.
    public var start: Timestamp
    /// One letter for each cell: `h` healthy, `d` degraded, `u` unhealthy or not found, `.` unknown.
    public var cells: String

    public init(spanSeconds: Int, start: Timestamp, cells: String) {
        self.spanSeconds = spanSeconds
        self.start = start
        self.cells = cells
    }

    /// One of which nothing is known, that ends in the cell of `now`.
    public init(spanSeconds: Int, count: Int, at now: Timestamp) {
        let count = max(1, count)
        let length = max(1, Int64(spanSeconds) * 1_000 / Int64(count))
        start = Timestamp(millisecondsSince1970: (now.millisecondsSince1970 / length - Int64(count) + 1) * length)
        self.spanSeconds = spanSeconds
        cells = String(repeating: ".", count: count)
    }

    /// How long one cell is, in milliseconds.
    public var cellMilliseconds: Int64 { max(1, Int64(spanSeconds) * 1_000 / Int64(max(1, cells.utf8.count))) }

    /// Up to `now`, in which the server was in `state` since the strip was last true.
    ///
    /// A moment before the last cell changes nothing: the clock was set back.
    public func extended(to now: Timestamp, in state: HealthState) -> HealthStrip {
        var letters = Array(cells.utf8)
        guard !letters.isEmpty else { return self }
        let length = cellMilliseconds
        let cell = (now.millisecondsSince1970 - start.millisecondsSince1970) / length
        let steps = cell - Int64(letters.count - 1)
        guard steps >= 0 else { return self }
        let letter = state.stripLetter
        if HealthState.rank(letter) > HealthState.rank(letters[letters.count - 1]) { letters[letters.count - 1] = letter }
        let shift = Int(min(steps, Int64(letters.count)))
        letters.removeFirst(shift)
        letters += Array(repeating: letter, count: shift)
        return HealthStrip(
            spanSeconds: spanSeconds, start: start + .milliseconds(steps * length),
            cells: String(decoding: letters, as: UTF8.self))
    }
}

extension HealthState {
    /// Its letter in a ``HealthStrip``.
    public var stripLetter: UInt8 {
        switch self {
        case .healthy: UInt8(ascii: "h")
        case .degraded: UInt8(ascii: "d")
        case .unhealthy, .notFound: UInt8(ascii: "u")
        case .unknown: UInt8(ascii: ".")
        }
    }

    /// The worse, the higher; unknown letters are as good as nothing.
    fileprivate static func rank(_ letter: UInt8) -> Int {
        switch letter {
        case UInt8(ascii: "h"): 1
        case UInt8(ascii: "d"): 2
        case UInt8(ascii: "u"): 3
        default: 0
        }
    }
}
