import ServerModel
import TerminalKit

/// Pane 2, the log of the selected server.
struct LogsView {
    let state: AppState
    let glyphs: Glyphs

    var decoration: PaneDecoration {
        var bottom = [Piece(state.wrapsLogs ? "wrap on" : "wrap off", .textDim)]
        if let view = state.currentLog {
            let dot = Piece(SafeText(" ") + glyphs.dot + " ", .textDim)
            if view.pan > 0, !state.wrapsLogs { bottom += [dot, Piece(SafeText("from column \(view.pan + 1)"), .textDim)] }
            if view.ended != nil { bottom += [dot, Piece("no longer live, F listens again", .warn)] }
        }
        return PaneDecoration(bottom: bottom)
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let columns = LogColumns(pane: rect)
        guard let id = state.selected else {
            frame.put(
                "no server is selected", x: columns.heading.x, y: columns.heading.y, style: Style(.textDim),
                maxWidth: columns.heading.width)
            return
        }
        let view = state.logs[id]
        frame.put(heading(id, view), in: columns.heading, glyphs: glyphs)
        guard let view, !view.ring.isEmpty else {
            let text: SafeText = view == nil ? "loading" : "nothing written yet"
            frame.put(text, x: columns.time, y: columns.message.y, style: Style(.textDim), maxWidth: columns.heading.width)
            return
        }
        let window = LogWindow(pane: rect, wraps: state.wrapsLogs)
        for (index, row) in window.rows(of: view).enumerated() {
            draw(row, of: view, at: columns.message.y + index, columns: columns, on: &frame)
        }
        if state.focus == .logs, state.overlay == nil, state.prompt == nil {
            frame.cursor = Point(x: columns.time, y: columns.message.y)
        }
    }

    /// `postgres  /timeout  3 of 87                PAUSED +42 new`
    private func heading(_ id: ServerID, _ view: LogView?) -> StyledLine {
        var left = [Piece(SafeText(id.rawValue), .textStrong, bold: true)]
        if let search = view?.search {
            left += [Piece("  "), Piece(SafeText("/\(search.pattern.source)"), .info), Piece("  ")]
            let position = search.current.flatMap { search.matches.firstIndex(of: $0) }.map { "\($0 + 1) of " } ?? ""
            left.append(Piece(search.matches.isEmpty ? "no match" : SafeText("\(position)\(search.matches.count)"), .textDim))
        }
        let right: [Piece] =
            switch view?.newSincePause {
            case nil: [Piece("following", .textDim)]
            case 0?: [Piece(" PAUSED ", .match, bold: true)]
            case let new?: [Piece(SafeText(" PAUSED +\(new) new "), .match, bold: true)]
            }
        return StyledLine(left, trailing: right)
    }

    private func draw(_ row: LogWindow.Row, of view: LogView, at y: Int, columns: LogColumns, on frame: inout Frame) {
        let line = view.ring[row.anchor.line]
        let isCurrent = view.search?.current == line.id
        let ground: StyleToken? = isCurrent ? (state.focus == .logs ? .select : .selectInactive) : nil
        if let ground {
            frame.fill(Rect(x: columns.interior.x, y: y, width: columns.interior.width, height: 1), Style(.text, on: ground))
            frame.put(glyphs.kit.selectionEdge, x: columns.interior.x, y: y, style: Style(.selectEdge, on: ground))
        }
        let look = LevelLook(line.level)
        if row.anchor.row == 0 {
            frame.put(SafeText(state.localTime.clock(line.time)), x: columns.time, y: y, style: Style(.logTime, on: ground))
            if let x = columns.level { frame.put(look.word, x: x, y: y, style: Style(look.token, on: ground, bold: look.isLoud)) }
            if let x = columns.stream {
                frame.put(SafeText(line.stream.rawValue), x: x, y: y, style: Style(.logSource, on: ground))
            }
        }
        let panned = state.wrapsLogs ? row.text : row.text.dropFirst(columns: view.pan)
        let text = panned.truncated(to: columns.message.width, ellipsis: glyphs.kit.ellipsis)
        let style = Style(columns.level == nil ? look.message : (look.isQuiet ? .textDim : .text), on: ground)
        frame.put(text, x: columns.message.x, y: y, style: style)
        highlight(text, of: view, isCurrent: isCurrent, x: columns.message.x, y: y, on: &frame)
    }

    private func highlight(_ text: SafeText, of view: LogView, isCurrent: Bool, x: Int, y: Int, on frame: inout Frame) {
        guard let pattern = view.search?.pattern else { return }
        for range in pattern.ranges(in: text.string) {
            let start = text.column(of: range.lowerBound)
            let hit = Rect(x: x + start, y: y, width: text.column(of: range.upperBound) - start, height: 1)
            frame.restyle(hit) { $0 = Style(isCurrent ? .matchCurrent : .match) }
        }
    }
}

/// Word and colour of a log level.
private struct LevelLook {
    /// At most five letters.
    var word: SafeText
    var token: StyleToken
    /// Warnings and worse stand out.
    var isLoud = false
    /// Debugging stays in the background.
    var isQuiet = false
    /// The message's colour where the level itself has no room.
    var message: StyleToken = .text

    init(_ level: LogLevel?) {
        switch level {
        case nil: (word, token) = ("", .text)
        case .debug: (word, token, isQuiet, message) = ("DEBUG", .logDebug, true, .textDim)
        case .info: (word, token) = ("INFO", .logInfo)
        case .notice: (word, token) = ("NOTE", .logInfo)
        case .warning: (word, token, isLoud, message) = ("WARN", .logWarn, true, .logWarn)
        case .error: (word, token, isLoud, message) = ("ERROR", .logError, true, .logError)
        case .critical: (word, token, isLoud, message) = ("CRIT", .logFatal, true, .logFatal)
        case .alert: (word, token, isLoud, message) = ("ALERT", .logFatal, true, .logFatal)
        case .emergency: (word, token, isLoud, message) = ("EMERG", .logFatal, true, .logFatal)
        }
    }
}
