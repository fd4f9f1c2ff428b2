import ServerModel
import TerminalKit

/// Moving in the page of calls, and asking for what it shows.
extension AppState {
    /// Moves by rows; ±100,000 is all the way. At the last row, older calls are asked for.
    mutating func moveCalls(by rows: Int) {
        let visible = calls.visible
        guard !visible.isEmpty else { return }
        let index = visible.firstIndex { $0.id == calls.selected } ?? 0
        if index + rows >= visible.count { calls.wantsOlder = !calls.reachesTheEnd }
        let chosen = max(0, min(visible.count - 1, index + rows))
        // At the top, the newest stays chosen when newer ones come.
        calls.selected = chosen == 0 ? nil : visible[chosen].id
    }

    /// Rows of a page, one kept for the eye.
    func callsRows(in pane: Rect) -> Int { max(1, CallPlaces(pane: pane).rows.height - 1) }

    /// Asks the daemon when the page is to be seen and what it shows is not known, or no longer true.
    mutating func loadCallsIfShown() -> [Effect] {
        guard let pane = layout?.panes[.calls] else { return [] }
        settleCalls(rows: CallPlaces(pane: pane).rows.height)
        guard isConnected else { return [] }
        var query = calls.wanted(selected)
        let isOther =
            calls.query.map { ($0.server, $0.failedOnly, $0.tool) != (query.server, query.failedOnly, query.tool) } ?? true
        if isOther {
            calls.records = []
            (calls.selected, calls.top, calls.reachesTheEnd) = (nil, 0, false)
        }
        guard isOther || calls.isStale || calls.picture != pictureTaken || (calls.wantsOlder && calls.asking == nil) else {
            return []
        }
        let asksForOlder = !isOther && !calls.isStale && calls.picture == pictureTaken
        calls.wantsOlder = false
        if asksForOlder { query.before = calls.records.map(\.id).min() }
        let effects = ask(.calls(.list(query)))
        (calls.asking, calls.asksForOlder, calls.query) = (questions, asksForOlder, query)
        (calls.isStale, calls.picture) = (false, pictureTaken)
        return effects
    }

    /// Something happened that may concern it: a client came or went, or has asked something since.
    mutating func hearCalls(of event: ServerEvent) -> [Effect] {
        guard let id = event.server, calls.showsAll || id == selected else { return [] }
        func requests(_ status: ServerStatus?) -> [Int: Int] {
            Dictionary((status?.sessions ?? []).map { ($0.id, $0.requests) }) { $1 }
        }
        if let status = event.status, requests(status) != requests(server(id)) { calls.isStale = true }
        return []
    }

    private mutating func settleCalls(rows: Int) {
        let visible = calls.visible
        let index = visible.firstIndex { $0.id == calls.selected } ?? 0
        calls.top = max(0, min(calls.top, index, visible.count - rows))
        if rows > 0, index >= calls.top + rows { calls.top = index - rows + 1 }
    }
}

/// Where the parts of the page are.
struct CallPlaces {
    let heading: Rect
    /// The titles of the columns; empty where rows are scarce.
    let titles: Rect
    let rows: Rect

    init(pane: Rect) {
        let interior = pane.inset(left: 2, top: 1, right: 2, bottom: 1)
        heading = interior.row(0)
        let isTall = interior.height > 8
        titles = isTall ? interior.row(2) : interior.row(-1)
        rows = interior.inset(top: isTall ? 3 : 1)
    }
}
