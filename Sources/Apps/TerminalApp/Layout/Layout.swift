import TerminalKit

/// A part of the screen that can have the focus. Its number never changes, whatever the size of the terminal.
enum Pane: Hashable, Sendable, CaseIterable {
    case servers, status, logs, secrets, platforms, events

    /// The digit in its title, and the key that goes there.
    var number: Int {
        switch self {
        case .servers: 1
        case .status, .logs: 2
        case .secrets: 5
        case .platforms: 6
        case .events: 7
        }
    }
}

/// The views of the selected server, tabs of one pane, and behind them the page of the clients. Where there is room, status and
/// logs stand side by side.
enum Tab: Hashable, Sendable, CaseIterable {
    case status, logs, secrets, platforms

    var pane: Pane {
        switch self {
        case .status: .status
        case .logs: .logs
        case .secrets: .secrets
        case .platforms: .platforms
        }
    }

    var title: String {
        switch self {
        case .status: "Status"
        case .logs: "Logs"
        case .secrets: "Secrets"
        case .platforms: "Sync"
        }
    }

    /// The digit before its title; one of two that share a digit has it.
    var number: Int? { self == .logs ? nil : pane.number }
}

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
    /// Whether status and logs stand side by side instead of being tabs.
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
            let (above, events) = body.splitting(bottom: 8)
            layout.panes[.events] = events
            upper = above
        }
        // A matrix needs all the columns there are.
        if focus == .platforms || (focus == .events && tab == .platforms) {
            layout.isWide = false
            layout.panes[.platforms] = upper
            return layout
        }
        let (list, main) = upper.splitting(left: listWidth(columns: size.columns))
        layout.panes[.servers] = list
        let shown = [.status, .logs, .secrets].contains(focus) ? focus : tab.pane
        if layout.isWide, shown == .secrets { layout.isWide = false }
        if layout.isWide {
            let (status, logs) = main.splitting(left: 64)
            layout.panes[.status] = status
            layout.panes[.logs] = logs
        } else {
            layout.panes[shown] = main
        }
        return layout
    }

    /// Narrow terminals give the list what a name and a state need, wide ones 36 %, up to what its columns can use.
    private static func listWidth(columns: Int) -> Int {
        switch columns {
        case ..<100: 30
        case ..<160: columns * 36 / 100
        default: 52
        }
    }
}
