import TerminalKit

/// Where a log pane has its parts; columns drop by priority as the pane gets narrower.
struct LogColumns: Hashable {
    /// The row with the server's name, the search and the follow state.
    var heading: Rect
    /// Where messages stand.
    var message: Rect
    /// The first column of each part; `nil` when there is no room for it, or it is not wanted.
    var time: Int?
    var name: Int?
    var level: Int?
    var stream: Int?
    /// Columns of ``name``, its shape included.
    var nameWidth = 0
    /// What messages need not say again.
    var lead = LogLead()
    /// Everything between the borders.
    var interior: Rect
    /// The first column of a row.
    var start: Int

    /// Columns of ``level``: its word, or one letter.
    var levelWidth = 5

    static let streamWidth = 7

    /// - Parameter nameWidth: of the servers' names where several are merged; 0 for one server.
    init(pane: Rect, times: LogTimes, nameWidth: Int) {
        interior = pane.inset(by: 1)
        let (heading, rest) = interior.inset(left: 1, right: 1).splitting(top: 1)
        self.heading = heading
        // A blank row separates the heading where rows are not scarce.
        let lines = rest.height >= 12 ? rest.inset(top: 1) : rest

        start = lines.x
        var x = lines.x
        if times != .off {
            time = x
            x += times.width + 1
        }
        if nameWidth > 0 {
            name = x
            self.nameWidth = (lines.width >= 60 ? nameWidth : min(nameWidth, 6)) + 2
            x += self.nameWidth + 1
        }
        // What is left for the message decides what else there is.
        if lines.maxX - x >= 37 {
            level = x
            x += levelWidth + 1
        } else if lines.maxX - x >= 12 {
            level = x
            levelWidth = 1
            x += levelWidth + 1
        }
        if levelWidth > 1, lines.maxX - x >= 49, nameWidth == 0 || lines.maxX - x >= 80 {
            stream = x
            x += Self.streamWidth + 1
        }
        lead = LogLead(hasTime: times.tellsTime, hasLevel: level != nil)
        message = Rect(x: x, y: lines.y, width: max(0, lines.maxX - x), height: lines.height)
    }
}
