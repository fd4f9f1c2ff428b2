import ServerModel
import TerminalKit

/// The page of calls: a table, the newest first.
struct CallsView {
    let state: AppState
    let glyphs: Glyphs

    private var page: CallsPage { state.calls }

    var decoration: PaneDecoration {
        var words: [SafeText] = []
        if page.onlyFailed { words.append("failed only") }
        if let tool = page.tool { words.append(SafeText("only \(tool)").truncated(to: 30, ellipsis: glyphs.kit.ellipsis)) }
        if !page.filter.isEmpty { words.append(SafeText("/\(page.filter.source)")) }
        if page.showsAll { words.append("all servers") }
        var parts = words.map { [Piece($0, .info)] }
        if let pane = state.layout?.panes[.calls] {
            let (count, rows) = (page.visible.count, CallPlaces(pane: pane).rows.height)
            let below = count - rows - top(of: count, rows: rows)
            if below > 0 { parts.append([Piece(SafeText("\(below)\(page.reachesTheEnd ? "" : "+") more below"), .textDim)]) }
        }
        return PaneDecoration(bottom: Array(parts.joined(separator: [Piece(SafeText(" ") + glyphs.dot + " ", .info)])))
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let places = CallPlaces(pane: rect)
        let visible = page.visible
        frame.put(heading(shown: visible.count), in: places.heading, glyphs: glyphs)
        let hasFocus = state.focus == .calls && state.overlay == nil && state.prompt == nil
        guard !visible.isEmpty else {
            var y = places.rows.y
            for (text, token) in landing {
                for line in SafeText(text).wrapped(to: places.rows.width).prefix(5) where y < places.rows.maxY {
                    frame.put(line, x: places.rows.x, y: y, style: Style(token), maxWidth: places.rows.width)
                    y += 1
                }
            }
            if hasFocus { frame.cursor = Point(x: places.rows.x, y: min(places.rows.y, rect.maxY - 1)) }
            return
        }
        let columns = CallColumns(
            width: places.rows.width, calls: visible, showsServer: page.showsAll, ellipsis: glyphs.kit.ellipsis)
        frame.put(StyledLine(columns.titles), in: places.titles, glyphs: glyphs)
        let chosen = page.chosen
        let height = places.rows.height
        let top = top(of: visible.count, rows: height)
        for (offset, call) in visible.dropFirst(top).prefix(height).enumerated() {
            let row = places.rows.row(offset)
            let isChosen = call.id == chosen?.id
            let ground: StyleToken? = isChosen ? (state.focus == .calls ? .select : .selectInactive) : nil
            if let ground { frame.select(row, margin: 1, on: ground, hasCursor: hasFocus, glyphs: glyphs) }
            let time = state.localTime.date(call.startedAt)
            let now = state.localTime.date(state.now)
            let isToday = (time.year, time.month, time.day) == (now.year, now.month, now.day)
            let moment = isToday ? state.localTime.clock(call.startedAt) : state.localTime.short(call.startedAt, today: state.now)
            let pieces = columns.pieces(call, moment: SafeText(moment), isChosen: isChosen, glyphs: glyphs)
            frame.put(StyledLine(pieces), in: row, glyphs: glyphs, on: ground)
        }
    }

    /// The first row that is seen: the chosen one is among them.
    private func top(of count: Int, rows: Int) -> Int {
        let index = page.visible.firstIndex { $0.id == page.chosen?.id } ?? 0
        let top = max(0, min(page.top, index, count - rows))
        return index >= top + rows ? index - max(1, rows) + 1 : top
    }

    /// `github  48 calls                     asking`
    private func heading(shown: Int) -> StyledLine {
        let name: SafeText = page.showsAll ? "all servers" : SafeText(state.selected?.rawValue ?? "all servers")
        let more = page.reachesTheEnd ? "" : "+"
        let count = page.records.count
        let words = shown == count ? "\(count)\(more) \(count == 1 ? "call" : "calls")" : "\(shown) of \(count)\(more) calls"
        var left = [Piece(name, .textStrong, bold: true)]
        if count > 0 { left += [Piece("  "), Piece(SafeText(words), .textDim)] }
        if page.failure != nil, count > 0 {
            return StyledLine(
                left, trailing: [Piece(glyphs.phase(.degraded) + " not fresh, " + SafeText(state.keyLabel(.refresh)), .warn)])
        }
        if page.replaying != nil { return StyledLine(left, trailing: [Piece(glyphs.phase(.starting) + " calling", .pending)]) }
        return StyledLine(left, trailing: page.asking != nil ? [Piece(glyphs.phase(.starting) + " asking", .pending)] : [])
    }

    /// What there is to say while there is no call to show.
    private var landing: [(String, StyleToken)] {
        if let failure = page.failure {
            return [(failure.problem, .error), (failure.remedy, .text), ("\(state.keyLabel(.refresh)) asks again", .textDim)]
        }
        if page.asking != nil || page.query == nil { return [(state.isConnected ? "asking the daemon" : "not known", .textDim)] }
        if !page.records.isEmpty {
            return [("no call matches", .textDim), ("\(state.keyLabel(.back)) ends the filter", .textDim)]
        }
        if page.onlyFailed || page.tool != nil {
            let keys = [CallsAction.onlyFailed, .onlyTool, .everyServer].map(key).joined(separator: " ")
            return [
                (page.onlyFailed ? "no call without a good result" : "no such call", .textDim), ("\(keys) show others", .textDim),
            ]
        }
        return [
            (page.showsAll ? "no tool was called yet" : "no tool of it was called yet", .textDim),
            (
                "\(state.keyLabel(.pane(.tools))) shows the tools, and calls one; \(key(.everyServer)) shows the calls of all servers",
                .textDim
            ),
        ]
    }

    private func key(_ action: CallsAction) -> String { state.keyLabel(.calls(action)) }
}

/// The columns of the table; those that matter least go first.
struct CallColumns {
    let width: Int
    let showsServer: Bool
    private let ellipsis: SafeText
    private let tool: Int
    private let client: Int
    private let server: Int
    private let hasTook: Bool
    private let hasSizes: Bool
    private let hasProblem: Bool

    private static let time = 8
    private static let outcome = 11
    private static let took = 7
    private static let size = 9
    /// Less of why a call failed says nothing.
    private static let problem = 16

    init(width: Int, calls: [CallRecord], showsServer: Bool, ellipsis: SafeText) {
        self.ellipsis = ellipsis
        self.width = width
        self.showsServer = showsServer
        func widest(_ texts: some Sequence<String>, _ most: Int) -> Int {
            min(most, max(4, texts.map { SafeText($0.prefix(60)).width }.max() ?? 0))
        }
        let shown = calls.prefix(200)
        var room = width - Self.time - 2 - Self.outcome - 2
        let wanted = widest(shown.map(\.tool), 28)
        tool = min(wanted, max(8, room))
        room -= tool + 2
        hasTook = room >= Self.took
        if hasTook { room -= Self.took + 2 }
        let servers = showsServer ? widest(shown.map(\.server.rawValue), 18) : 0
        server = showsServer && room >= servers ? servers : 0
        if server > 0 { room -= server + 2 }
        let clients = widest(shown.map { $0.client ?? "-" }, 18)
        client = room >= clients ? clients : 0
        if client > 0 { room -= client + 2 }
        hasSizes = room >= 2 * Self.size + 2
        if hasSizes { room -= 2 * (Self.size + 2) }
        hasProblem = room >= Self.problem
    }

    var titles: [Piece] {
        cells(
            "TIME", "TOOL", server > 0 ? "SERVER" : "", "CLIENT", [Piece(SafeText("OUTCOME").padded(to: Self.outcome), .textDim)],
            "TOOK", "ASKED", "ANSWERED", problem: ""
        ).map {
            Piece($0.text, .textDim)
        }
    }

    func pieces(_ call: CallRecord, moment: SafeText, isChosen: Bool, glyphs: Glyphs) -> [Piece] {
        let look = CallLook(call.outcome, glyphs: glyphs)
        let outcome = [Piece(look.glyph + " " + look.word.padded(to: Self.outcome - 2), look.token)]
        return cells(
            moment, SafeText(call.tool.prefix(200)), SafeText(call.server.rawValue), SafeText((call.client ?? "-").prefix(100)),
            outcome,
            SafeText(call.tookBriefly), SafeText(byteWords(call.requestBytes)), SafeText(byteWords(call.responseBytes)),
            problem: SafeText((call.problem ?? "").prefix(300)), isChosen: isChosen)
    }

    private func cells(
        _ time: SafeText, _ tool: SafeText, _ server: SafeText, _ client: SafeText, _ outcome: [Piece], _ took: SafeText,
        _ asked: SafeText, _ answered: SafeText, problem: SafeText, isChosen: Bool = false
    ) -> [Piece] {
        func cell(_ text: SafeText, _ width: Int) -> SafeText {
            text.truncated(to: width, at: .middle, ellipsis: ellipsis).padded(to: width)
        }
        func number(_ text: SafeText, _ width: Int) -> [Piece] {
            [Piece(text.padded(to: width, alignment: .trailing), .textDim)]
        }
        var columns = [
            [Piece(cell(time, Self.time), .textDim)],
            [Piece(cell(tool, self.tool), isChosen ? .textStrong : .text, bold: isChosen)],
        ]
        if self.server > 0 { columns.append([Piece(cell(server, self.server))]) }
        if self.client > 0 { columns.append([Piece(cell(client, self.client), .textDim)]) }
        columns.append(outcome)
        if hasTook { columns.append(number(took, Self.took)) }
        if hasSizes { columns += [number(asked, Self.size), number(answered, Self.size)] }
        if hasProblem { columns.append([Piece(problem, .textDim)]) }
        return Array(columns.joined(separator: [Piece("  ")]))
    }
}
