import TerminalKit

/// Where the page of the clients has its parts; they depend on the pane alone, so that nothing jumps.
struct PlatformGrid: Hashable {
    /// The titles of the clients, and below them how they stand.
    var titles: Rect
    /// The lines of the matrix, with the edge of the selection at the left.
    var rows: Rect
    /// What is selected, in words.
    var strip: Rect
    /// What the shapes mean; empty where rows are scarce.
    var legend: Rect
    /// Columns for the names of servers.
    var nameWidth: Int
    /// How many clients are in view.
    var columns: Int

    /// Columns for one client.
    static let columnWidth = 9
    private static let gap = 1
    /// The edge, the server's shape, a space.
    private static let margin = 3

    init(pane: Rect) {
        let inside = pane.inset(by: 1)
        let height = inside.height
        let (upper, lower) = inside.inset(top: height >= 26 ? 1 : 0).splitting(bottom: Self.stripHeight(height))
        legend = height >= 16 ? lower.row(lower.height - 1).inset(left: 1, right: 1) : lower.row(-1)
        strip = lower.inset(left: 1, right: 1, bottom: legend.height)
        // The eye does not find its way across a whole wide screen.
        strip.width = min(strip.width, 116)
        let (head, rest) = upper.splitting(top: height >= 14 ? 3 : height >= 10 ? 2 : 1)
        titles = head
        // A blank line each side, where rows are not scarce.
        rows = rest.inset(top: height >= 22 ? 1 : 0, bottom: height >= 14 ? 1 : 0)
        nameWidth = inside.width < 60 ? 12 : inside.width < 98 ? 14 : 22
        let room = inside.width - Self.margin - nameWidth - Self.gap
        columns = max(1, room / (Self.columnWidth + Self.gap))
    }

    /// With the legend.
    private static func stripHeight(_ height: Int) -> Int {
        switch height {
        case 26...: 8
        case 18...: 7
        case 14...: 5
        case 10...: 4
        default: 3
        }
    }

    /// Where names begin.
    var nameX: Int { rows.x + Self.margin }

    /// Where a client's column begins, counted from the first in view.
    func x(of column: Int) -> Int { nameX + nameWidth + Self.gap + column * (Self.columnWidth + Self.gap) }
}
