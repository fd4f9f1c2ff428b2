import ServerModel
import TerminalKit

/// Moving in the page of tools, and asking for what it shows.
extension AppState {
    /// Moves by rows; ±100,000 is all the way.
    mutating func moveTools(by rows: Int) {
        guard let pane = layout?.panes[.tools] else { return }
        switch tools.desk.front {
        case .list:
            let visible = tools.desk.visible(tools.filter)
            guard !visible.isEmpty else { return }
            let index = visible.firstIndex { $0.name == tools.desk.selected } ?? 0
            tools.desk.selected = visible[max(0, min(visible.count - 1, index + rows))].name
        case .form: break
        case .result: tools.desk.call?.tree?.move(by: rows, in: ToolPlaces(pane: pane).treeSize)
        }
        settleTools()
    }

    /// Rows of a page, one kept for the eye.
    func toolsRows(in pane: Rect) -> Int {
        let places = ToolPlaces(pane: pane)
        return max(1, (tools.desk.front == .result ? places.result.height : places.list.height) - 1)
    }

    /// Asks the daemon when the page is to be seen and what it shows is not known, or no longer true.
    mutating func loadToolsIfShown() -> [Effect] {
        tools.server = selected
        guard layout?.panes[.tools] != nil, let selected else { return [] }
        settleTools()
        guard isConnected, let server = server(selected), server.phase.name == .ready || server.phase.name == .degraded else {
            return []
        }
        let occasion = ToolDesk.Occasion(run: server.run?.startedAt, picture: pictureTaken)
        // The question that starts a server is answered when it runs.
        if case .asking = tools.desk.catalog, tools.desk.askedIn == nil { return [] }
        guard tools.desk.askedIn != occasion else { return [] }
        return askForTools(of: selected, in: occasion)
    }

    /// A server that is not running is started by the question, as by a client.
    mutating func askForTools(of id: ServerID, in occasion: ToolDesk.Occasion?) -> [Effect] {
        let effects = ask(.tools(.list(id)))
        var desk = tools.desks[id] ?? ToolDesk()
        desk.catalog = .asking(generation: questions, before: desk.tools)
        desk.askedIn = occasion
        tools.desks[id] = desk
        return effects
    }

    /// Something happened that may concern it.
    mutating func hearTools(of event: ServerEvent) -> [Effect] {
        guard event.kind == .removed, let id = event.server else { return [] }
        tools.desks[id] = nil
        return []
    }

    /// Keeps the chosen tool among those to be seen.
    private mutating func settleTools() {
        guard let pane = layout?.panes[.tools] else { return }
        var desk = tools.desk
        let visible = desk.visible(tools.filter)
        let rows = ToolPlaces(pane: pane).list.height
        let index = visible.firstIndex { $0.name == desk.selected } ?? 0
        desk.top = max(0, min(desk.top, index, visible.count - rows))
        if rows > 0, index >= desk.top + rows { desk.top = index - rows + 1 }
        guard desk.top != tools.desk.top else { return }
        tools.desk.top = desk.top
    }
}

extension AppState {
    /// What a key does now, where that is not what it always does.
    func label(of binding: Binding<Action, Context>) -> String {
        switch binding.action {
        case .tools(.openForm) where tools.desk.tools.isEmpty: server(selected)?.run == nil ? "start" : "ask"
        case .tools(.raw) where tools.desk.call?.isRaw == true: "as it is read"
        default: binding.label
        }
    }
}

/// Where the parts of the page are.
struct ToolPlaces {
    /// The server, and how many tools it has.
    let heading: Rect
    let list: Rect
    /// Empty where there is no room for it.
    let detail: Rect
    /// Everything below the heading, for forms and results.
    let result: Rect
    /// Whether the detail stands beside the list.
    let isBeside: Bool

    init(pane: Rect) {
        let interior = pane.inset(left: 2, top: 1, right: 2, bottom: 1)
        heading = interior.row(0)
        let below = interior.inset(top: interior.height > 8 ? 2 : 1)
        result = below.inset(left: -1)
        isBeside = interior.width >= 84
        if isBeside {
            let (left, right) = below.splitting(left: interior.width * 2 / 5)
            list = left.inset(right: 1)
            detail = right.inset(left: 2)
        } else if below.height >= 12 {
            let (upper, lower) = below.splitting(top: below.height * 2 / 5)
            list = upper
            detail = lower.inset(top: 1)
        } else {
            list = below
            detail = Rect(x: below.x, y: below.maxY, width: 0, height: 0)
        }
    }

    /// For the rows of a result.
    var treeSize: Size { Size(columns: result.width - 2, rows: result.height) }
}
