import ServerModel
import TerminalKit

/// Pane 6: servers × clients, one cell for each pair; below, the selected one in words.
struct PlatformsView {
    let state: AppState
    let glyphs: Glyphs

    var decoration: PaneDecoration {
        guard let pane = state.layout?.panes[.platforms], let matrix = state.matrix, !matrix.columns.isEmpty else {
            return PaneDecoration()
        }
        let grid = PlatformGrid(pane: pane)
        let count = matrix.columns.count
        let last = min(count, state.platforms.left + grid.columns)
        let clients =
            count <= grid.columns
            ? (count == 1 ? "1 client" : "\(count) clients") : "clients \(state.platforms.left + 1) to \(last) of \(count)"
        let below = matrix.lines.count - state.platforms.top - grid.rows.height
        let dot = [Piece(SafeText(" ") + glyphs.dot + " ", .border)]
        let more = below > 0 ? dot + [Piece(SafeText(pane.width < 60 ? "\(below) more" : "\(below) more below"), .textDim)] : []
        let isLooking = state.isConnected && (state.platforms.isAsking || state.platforms.isStale)
        let looking = isLooking ? [[Piece(glyphs.phase(.starting) + " looking again", .pending)]] : []
        let parts = looking + [[Piece(SafeText(clients), .textDim)]] + totals(matrix)
        return PaneDecoration(bottom: parts.joined(by: dot, within: pane.width - 6 - more.width) + more)
    }

    /// What is to be written and decided, or that nothing is.
    private func totals(_ matrix: PlatformMatrix) -> [[Piece]] {
        guard matrix.columns.contains(where: \.isConfigured) else { return [[Piece("none is configured yet", .textDim)]] }
        let pending = matrix.columns.reduce(0) { $0 + $1.pending.count }
        let undecided = matrix.columns.reduce(0) { $0 + $1.undecided.count }
        let broken = matrix.columns.count { $0.summary == .broken }
        let parts = [(pending, "to write", StyleToken.pending), (undecided, "to decide", .warn), (broken, "broken", .error)]
            .filter { $0.0 > 0 }.map { [Piece(SafeText("\($0.0) \($0.1)"), $0.2)] }
        let new = matrix.columns.count { $0.summary == .available }
        let invited = new > 0 ? [[Piece(SafeText("\(new) new"), .textDim)]] : []
        let calm: SafeText = new > 0 ? " those we write to are in sync" : " everything is in sync"
        return (parts.isEmpty ? [[Piece(glyphs.done, .ok), Piece(calm, .ok)]] : parts) + invited
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let interior = rect.inset(left: 3, top: 1 + StatusPage.topMargin(rect), right: 3, bottom: 1)
        // Where there is no cell to stand on, it stands before the words.
        if state.hasCursor(in: .platforms) { frame.cursor = Point(x: interior.x, y: interior.y) }
        switch state.platforms.content {
        case .unknown:
            hint(state.isConnected ? "looking at the clients" : "not connected to the daemon", in: interior, on: &frame)
        case .failed(let report):
            let lines = SafeText(report.problem).wrapped(to: max(10, interior.width)).map { StyledLine([Piece($0, .error)]) }
            let remedy = SafeText(report.remedy).wrapped(to: max(10, interior.width)).map { StyledLine([Piece($0, .textDim)]) }
            put(lines + remedy, in: interior, on: &frame)
        case .loaded:
            guard let matrix = state.matrix, !matrix.columns.isEmpty else {
                return put(nobody(width: interior.width), in: interior, on: &frame)
            }
            MatrixView(matrix: matrix, grid: PlatformGrid(pane: rect), state: state, glyphs: glyphs).draw(on: &frame)
            drawWords(matrix, PlatformGrid(pane: rect), on: &frame)
        }
    }

    private func hint(_ text: SafeText, in interior: Rect, on frame: inout Frame) {
        frame.put(text, x: interior.x, y: interior.y, style: Style(.textDim), maxWidth: interior.width)
    }

    private func put(_ lines: [StyledLine], in area: Rect, on frame: inout Frame) {
        for (index, line) in lines.prefix(area.height).enumerated() { frame.put(line, in: area.row(index), glyphs: glyphs) }
    }

    private func nobody(width: Int) -> [StyledLine] {
        let text = SafeText("None of the AI clients we know was found on this machine. See which they are, or describe yours:")
        return [StyledLine([Piece("No AI client found", .textStrong, bold: true)]), .blank]
            + text.wrapped(to: max(10, width)).map { StyledLine([Piece($0, .textDim)]) }
            + [
                .blank, StyledLine([Piece("  mcp-manager platform list --all", .accent)]),
                StyledLine([Piece("  mcp-manager platform add --example", .accent)]),
            ]
    }

    // MARK: Words

    private func drawWords(_ matrix: PlatformMatrix, _ grid: PlatformGrid, on frame: inout Frame) {
        guard let platform = state.chosenPlatform else { return }
        let row = state.platforms.row
        let strip = PlatformStrip(
            platform: platform, row: row, entry: matrix.entry(row, in: platform.id), state: state, glyphs: glyphs)
        put(strip.lines(width: grid.strip.width), in: grid.strip, on: &frame)
        drawLegend(matrix, in: grid.legend, on: &frame)
    }

    /// What the shapes mean that are to be seen; all of them have no room on a narrow screen.
    private func drawLegend(_ matrix: PlatformMatrix, in row: Rect, on frame: inout Frame) {
        guard !row.isEmpty else { return }
        var x = row.x
        for pieces in legend(matrix) {
            guard x + pieces.width <= row.maxX else { return }
            x += frame.put(pieces, x: x, y: row.y, maxWidth: pieces.width, glyphs: glyphs) + 2
        }
    }

    private func legend(_ matrix: PlatformMatrix) -> [[Piece]] {
        func shows(_ look: EntryLook, of state: PlatformEntry.State, inBrackets: Bool) -> Bool {
            matrix.columns.contains { platform in
                look.isInBrackets(of: platform) == inBrackets && platform.entries.contains { $0.state == state }
            }
        }
        let looks = EntryLook.legend.map { (state: $0, look: EntryLook($0, glyphs: glyphs)) }
        let shapes = looks.filter { shows($0.look, of: $0.state, inBrackets: false) }.map { _, look in
            [Piece(look.glyph, look.token), Piece(SafeText(" ") + look.word, .textDim)]
        }
        let hasBrackets = looks.contains { shows($0.look, of: $0.state, inBrackets: true) }
        return shapes + (hasBrackets ? [[Piece("( ) client not configured", .textDim)]] : [])
    }
}
