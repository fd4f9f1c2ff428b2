import TerminalKit

/// Pane 2, the status of the selected server.
struct StatusView {
    let state: AppState
    let glyphs: Glyphs

    var decoration: PaneDecoration {
        guard let pane = state.layout?.panes[.status], let server = state.server(state.selected) else { return PaneDecoration() }
        let hidden =
            StatusPage(server, state: state, glyphs: glyphs).lines(width: StatusPage.width(pane)).count
            - StatusPage.rows(pane) - state.statusTop
        return PaneDecoration(bottom: hidden > 0 ? [Piece(SafeText("\(hidden) more below"), .textDim)] : [])
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let interior = rect.inset(left: 3, top: 1 + StatusPage.topMargin(rect), right: 3, bottom: 1)
        guard let server = state.server(state.selected) else {
            return frame.put(reason: "no server is selected", in: interior, hasCursor: state.hasCursor(in: .status))
        }
        let lines = StatusPage(server, state: state, glyphs: glyphs).lines(width: interior.width)
        let top = max(0, min(state.statusTop, lines.count - interior.height))
        for (index, line) in lines.dropFirst(top).prefix(interior.height).enumerated() {
            frame.put(line, in: interior.row(index), glyphs: glyphs)
        }
        if state.hasCursor(in: .status) { frame.cursor = Point(x: interior.x, y: interior.y) }
    }
}
