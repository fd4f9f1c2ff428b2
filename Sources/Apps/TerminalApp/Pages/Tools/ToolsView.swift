import ModelContextProtocol
import ServerModel
import TerminalKit

/// The page of tools: the list with what is known of the chosen one, the form for a call, or what the call answered.
struct ToolsView {
    let state: AppState
    let glyphs: Glyphs

    private var desk: ToolDesk { state.selected.flatMap { state.tools.desks[$0] } ?? ToolDesk() }
    private var hasFocus: Bool { state.hasCursor(in: .tools) }

    var decoration: PaneDecoration {
        var bottom: [Piece] = []
        switch desk.front {
        case .list:
            if !state.tools.filter.isEmpty { bottom.append(Piece(SafeText("only /\(state.tools.filter.source)"), .info)) }
            if let call = desk.call {
                if !bottom.isEmpty { bottom.append(Piece(SafeText(" ") + glyphs.dot + " ", .textDim)) }
                bottom.append(Piece(SafeText("\(key(.showResult)) shows what \(call.tool.name) answered"), .textDim))
            }
        case .form:
            let count = desk.form?.problems ?? 0
            if count > 0 { bottom = [Piece(SafeText(count == 1 ? "1 field to mend" : "\(count) fields to mend"), .inputError)] }
        case .result:
            let keys = "\(key(.nextMatch)) \(key(.previousMatch))"
            if let search = desk.call?.search { bottom = [Piece(SafeText("/\(search.source)  \(keys) next"), .info)] }
            if desk.call?.isRaw == true {
                bottom = [Piece(SafeText("as it came; \(key(.raw)) shows it as it is best read"), .textDim)]
            }
        }
        return PaneDecoration(bottom: bottom)
    }

    private func key(_ action: ToolsAction) -> String { state.keyLabel(.tools(action)) }

    func draw(in rect: Rect, on frame: inout Frame) {
        let places = ToolPlaces(pane: rect)
        guard let id = state.selected, let server = state.server(id) else {
            return frame.put(reason: "no server is selected", in: places.heading, hasCursor: hasFocus)
        }
        switch desk.front {
        case .form:
            if let form = desk.form { ToolFormView(form: form, state: state, glyphs: glyphs).draw(in: rect, on: &frame) }
        case .result:
            if let call = desk.call {
                ToolResultView(call: call, server: id, state: state, glyphs: glyphs, hasFocus: hasFocus).draw(
                    in: places, on: &frame)
            }
        case .list: drawList(of: server, in: places, on: &frame)
        }
    }

    private func drawList(of server: ServerStatus, in places: ToolPlaces, on frame: inout Frame) {
        let all = desk.tools
        let visible = desk.visible(state.tools.filter)
        frame.put(heading(server, shown: visible.count, of: all.count), in: places.heading, glyphs: glyphs)
        if all.isEmpty || visible.isEmpty {
            let words =
                all.isEmpty
                ? landing(server) : [("no tool matches", .textDim), ("\(state.keyLabel(.back)) ends the filter", .textDim)]
            var y = places.list.y
            for (text, token) in words {
                for line in SafeText(text).wrapped(to: places.list.width).prefix(6) where y < places.result.maxY {
                    frame.put(line, x: places.list.x, y: y, style: Style(token), maxWidth: places.list.width)
                    y += 1
                }
            }
            if hasFocus { frame.cursor = Point(x: places.list.x, y: places.list.y) }
            return
        }
        let chosen = desk.chosen(state.tools.filter)
        let index = visible.firstIndex { $0.name == chosen?.name } ?? 0
        let height = places.list.height
        var top = max(0, min(desk.top, index, visible.count - height))
        if index >= top + height { top = index - max(1, height) + 1 }
        let names = min(28, places.list.width / 2, visible.map { SafeText($0.name).width }.max() ?? 0)
        for (row, tool) in visible.dropFirst(top).prefix(height).enumerated() {
            draw(tool, isChosen: tool.name == chosen?.name, in: places.list.row(row), names: names, on: &frame)
        }
        drawDetail(of: chosen, in: places, server: server.id, on: &frame)
    }

    private func draw(_ tool: ToolDescription, isChosen: Bool, in row: Rect, names: Int, on frame: inout Frame) {
        let ground: StyleToken? = isChosen ? (state.focus == .tools ? .select : .selectInactive) : nil
        if let ground { frame.select(row, margin: 1, on: ground, hasCursor: hasFocus, glyphs: glyphs) }
        let name = SafeText(tool.name).truncated(to: names, at: .middle, ellipsis: glyphs.kit.ellipsis).padded(to: names)
        var pieces = [Piece(name, isChosen ? .textStrong : .text, bold: isChosen)]
        let required = row.width >= 60 ? desk.required[tool.name] ?? [] : []
        if row.width >= 60 {
            let words = SafeText(required.prefix(4).joined(separator: " ")).truncated(to: 20, ellipsis: glyphs.kit.ellipsis)
            pieces += [Piece("  "), Piece(words.padded(to: 20), .textDim)]
        }
        let first =
            tool.description.map { SafeText.lines($0.prefix(400)).first { !$0.isEmpty } ?? "" } ?? SafeText(tool.title ?? "")
        pieces += [Piece("  "), Piece(first, .textDim)]
        frame.put(StyledLine(pieces), in: row, glyphs: glyphs, on: ground)
    }

    private func drawDetail(of tool: ToolDescription?, in places: ToolPlaces, server: ServerID, on frame: inout Frame) {
        guard let tool, places.detail.height > 0 else { return }
        if places.isBeside {
            for y in places.detail.y..<places.detail.maxY {
                frame.put(glyphs.kit.vertical, x: places.detail.x - 2, y: y, style: Style(.border))
            }
        } else {
            let rule = SafeText(repeating: glyphs.kit.horizontal, columns: places.detail.width)
            frame.put(rule, x: places.detail.x, y: places.detail.y - 1, style: Style(.border))
        }
        let lines = ToolLines(tool: tool, server: server, glyphs: glyphs).lines(width: places.detail.width)
        let isCut = lines.count > places.detail.height
        let shown = isCut ? lines.prefix(max(0, places.detail.height - 1)) : lines[...]
        for (index, line) in shown.enumerated() { frame.put(line, in: places.detail.row(index), glyphs: glyphs) }
        if isCut {
            let more = StyledLine([
                Piece(SafeText("\(lines.count - shown.count) more lines, "), .textDim),
                Piece(SafeText(key(.read)), .key, bold: true),
                Piece(" reads them", .textDim),
            ])
            frame.put(more, in: places.detail.row(places.detail.height - 1), glyphs: glyphs)
        }
    }

    private func heading(_ server: ServerStatus, shown: Int, of count: Int) -> StyledLine {
        var left = [Piece(SafeText(server.id.rawValue), .textStrong, bold: true)]
        if count > 0 {
            let words = shown == count ? (count == 1 ? "1 tool" : "\(count) tools") : "\(shown) of \(count) tools"
            left += [Piece("  "), Piece(SafeText(words), .textDim)]
        }
        switch desk.catalog {
        case .asking: return StyledLine(left, trailing: [Piece(glyphs.phase(.starting) + " asking", .pending)])
        case .failed where count > 0:
            return StyledLine(
                left, trailing: [Piece(glyphs.phase(.degraded) + " not fresh, " + SafeText(state.keyLabel(.refresh)), .warn)])
        case .known, .failed, nil: return StyledLine(left)
        }
    }

    /// What there is to say while there is no tool to show.
    private func landing(_ server: ServerStatus) -> [(String, StyleToken)] {
        switch desk.catalog {
        case .known: return [("it has no tools", .textDim)]
        case .asking: return [("asking the server for its tools; it is started for that when it is stopped", .pending)]
        case .failed(let report, _):
            return [(report.problem, .error), (report.remedy, .text), ("\(key(.openForm)) asks again", .textDim)]
        case nil: break
        }
        guard state.isConnected else { return [("its tools are not known", .textDim)] }
        let starting = "\(key(.openForm)) starts it and asks for its tools"
        switch server.phase.name {
        case .unknown:
            return [("its host cannot be reached", .unknown), ("\(key(.openForm)) tries to ask for its tools", .textDim)]
        case .ready, .degraded: return [("asking the server for its tools", .pending)]
        case .starting, .waiting, .stopping:
            return [("it is \(server.phase.name.rawValue); its tools come when it is ready", .textDim)]
        case .stopped: return [("it is stopped", .text), (starting, .textDim)]
        case .failed: return [("it has failed; \(state.keyLabel(.pane(.status))) says why", .error), (starting, .textDim)]
        case .needsSecret:
            return [
                ("it needs a secret before it can start", .secret), ("\(state.keyLabel(.pane(.secrets))) shows which", .textDim),
            ]
        case .disabled:
            return [
                ("it is switched off", .textDim), ("\(state.keyLabel(.forms(.toggle))) in the list switches it on", .textDim),
            ]
        }
    }
}
