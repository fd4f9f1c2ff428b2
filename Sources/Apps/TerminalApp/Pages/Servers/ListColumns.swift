import TerminalKit

/// Where the columns of the list are; they depend on the pane's width alone, so that nothing jumps.
///
/// By priority: shape and name, state, latency, heartbeat, since when, transport, sessions.
struct ListColumns: Hashable {
    var name: Range<Int>
    var state: Range<Int>?
    var since: Range<Int>?
    var latency: Range<Int>?
    var strip: Range<Int>?
    var transport: Range<Int>?
    var sessions: Range<Int>?

    init(_ interior: Rect) {
        let start = interior.x + 3
        let room = interior.width - 4
        var right = start + max(0, room)
        func take(_ width: Int) -> Range<Int> {
            defer { right -= width + 1 }
            return (right - width)..<right
        }
        // From the right; what remains is the name's.
        if room >= 84 { sessions = take(3) }
        if room >= 76 { transport = take(5) }
        if room >= 37 { strip = take(room >= 96 ? 24 : room >= 46 ? 12 : 8) }
        if room >= 30 { latency = take(6) }
        if room >= 58 { since = take(8) }
        if room >= 19 { state = take(room >= 23 ? 12 : 10) }
        name = start..<max(start, right)
    }
}
