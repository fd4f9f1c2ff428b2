import TerminalKit

/// Where everything is.
struct Layout: Hashable {
    /// The first row of the screen.
    var header: Rect
    /// The last row of the screen.
    var footer: Rect
    /// Everything between them.
    var body: Rect
    /// The panes to be seen, with their frames; a pane that is not in here is hidden.
    var panes: [Pane: Rect]
    /// Whether one pane fills the body and its title is the strip of all panes.
    var isSingle: Bool
    /// Whether there is a third column, with the health and the status of the selected server.
    var isWide: Bool

    /// Less than this shows nothing but what is needed.
    static let smallest = Size(columns: 40, rows: 10)

    /// Where the panes are on a screen of this size; `nil` when it is too small for any.
    ///
    /// `tab` decides what is seen while neither a view of the server nor the clients have the focus.
    static func of(_ size: Size, focus: Pane, tab: Tab, zoomed: Bool) -> Layout? {
        guard size.columns >= smallest.columns, size.rows >= smallest.rows else { return nil }
        let (header, rest) = Rect(size).splitting(top: 1)
        let (body, footer) = rest.splitting(bottom: 1)
        var layout = Layout(header: header, footer: footer, body: body, panes: [:], isSingle: false, isWide: size.columns >= 160)

        let hasEvents = size.columns >= 100 && size.rows >= 30
        if size.columns < 60 || size.rows < 16 || zoomed || ([.platforms, .events].contains(focus) && !hasEvents) {
            layout.isSingle = true
            layout.isWide = false
            layout.panes = [focus: body]
            return layout
        }

        var upper = body
        if hasEvents {
            let (above, events) = body.splitting(bottom: size.rows >= 36 ? 8 : 6)
            layout.panes[.events] = events
            upper = above
        }
        // A matrix needs all the columns there are.
        if focus == .platforms || (focus == .events && tab == .platforms) {
            layout.isWide = false
            layout.panes[.platforms] = upper
            return layout
        }
        let (list, right) = upper.splitting(left: listWidth(columns: size.columns))
        layout.panes[.servers] = list
        let shown = Tab(showing: focus) == nil ? tab.pane : focus
        guard layout.isWide else {
            layout.panes[shown] = right
            return layout
        }
        let (main, detail) = right.splitting(right: detailWidth(columns: size.columns))
        let (status, health) = detail.splitting(bottom: upper.height * 9 / 20)
        layout.panes[.status] = status
        layout.panes[.health] = health
        layout.panes[[.status, .health].contains(shown) ? .logs : shown] = main
        return layout
    }

    /// Narrow terminals give the list what a name and a state need, or a name alone, wide ones 39 %, up to what its columns can use.
    private static func listWidth(columns: Int) -> Int {
        switch columns {
        case ..<100: min(30, max(24, columns * 3 / 8))
        case ..<160: columns * 39 / 100
        case ..<180: 44
        default: 52
        }
    }

    /// The third column.
    private static func detailWidth(columns: Int) -> Int { columns < 180 ? 50 : 58 }
}
