import TerminalKit

/// Where a log pane has its parts; columns drop by priority as the pane gets narrower.
struct LogColumns: Hashable {
    /// The row with the server's name, the search and the follow state.
    var heading: Rect
    /// Where messages stand.
    var message: Rect
    /// The first column of each part; `nil` when there is no room for it.
    var time: Int
    var level: Int?
    var stream: Int?
    /// Everything between the borders.
    var interior: Rect

    static let timeWidth = 8
    static let levelWidth = 5
    static let streamWidth = 7

    init(pane: Rect) {
        interior = pane.inset(by: 1)
        let (heading, rest) = interior.inset(left: 1, right: 1).splitting(top: 1)
        self.heading = heading
        // A blank row separates the heading where rows are not scarce.
        let lines = rest.height >= 12 ? rest.inset(top: 1) : rest

        time = lines.x
        var x = lines.x + Self.timeWidth + 1
        level = nil
        stream = nil
        if lines.width >= 46 {
            level = x
            x += Self.levelWidth + 1
        }
        if lines.width >= 64 {
            stream = x
            x += Self.streamWidth + 1
        }
        message = Rect(x: x, y: lines.y, width: lines.maxX - x, height: lines.height)
    }
}
