import ServerModel
import TerminalKit

/// The matrix itself: titles of clients, and a line for each server.
struct MatrixView {
    let matrix: PlatformMatrix
    let grid: PlatformGrid
    let state: AppState
    let glyphs: Glyphs

    private var columns: ArraySlice<PlatformStatus> { matrix.columns.dropFirst(state.platforms.left).prefix(grid.columns) }
    private var hasFocus: Bool { state.focus == .platforms }

    func draw(on frame: inout Frame) {
        for (index, platform) in columns.enumerated() { drawTitle(platform, at: grid.x(of: index), on: &frame) }
        let lines = matrix.lines.dropFirst(state.platforms.top).prefix(grid.rows.height)
        for (index, line) in lines.enumerated() {
            let row = grid.rows.row(index)
            switch line {
            case .blank: break
            case .heading:
                frame.put("not ours", x: row.x + 1, y: row.y, style: Style(.textDim), maxWidth: row.width - 1)
            case .row(let server): draw(server, in: row, on: &frame)
            }
        }
        if lines.isEmpty, grid.rows.height > 0 {
            frame.put(reason: "no server yet", in: grid.rows.inset(left: 1), hasCursor: state.hasCursor(in: .platforms))
        }
    }

    // MARK: Titles

    /// Its title in one or two lines, and how it stands.
    private func drawTitle(_ platform: PlatformStatus, at x: Int, on frame: inout Frame) {
        let width = PlatformGrid.columnWidth
        let look = PlatformLook(platform, glyphs: glyphs)
        let hasState = grid.titles.height > 2
        let rows = grid.titles.height - (hasState ? 1 : 0)
        let isQuiet = platform.summary == .available || platform.summary == .unsupported
        let title = SafeText(platform.title)
        // Where its state has no row, its shape says that it is not looked after.
        var lines = (isQuiet && !hasState ? look.glyph + " " + title : title).wrapped(to: width)
        if lines.count > rows {
            lines = lines.prefix(rows - 1) + [lines.dropFirst(rows - 1).joined(separator: " ")]
        }
        let isChosen = platform.id == state.platforms.column
        let style = isChosen ? Style(.accent, bold: true, underline: hasFocus) : Style(isQuiet ? .textDim : .text)
        // Short titles stand right above their column.
        for (index, line) in lines.enumerated() {
            let text = line.truncated(to: width, ellipsis: glyphs.kit.ellipsis)
            frame.put(text, x: x, y: grid.titles.y + rows - lines.count + index, style: style)
        }
        // Told without colour, as the chosen cell is.
        if isChosen { frame.put(glyphs.prompt, x: x - 1, y: grid.titles.y + rows - 1, style: Style(.accent, bold: true)) }
        guard hasState else { return }
        let pieces = [Piece(look.glyph, look.token), Piece(SafeText(" ") + look.word, look.token)]
        frame.put(pieces, x: x, y: grid.titles.maxY - 1, maxWidth: width, glyphs: glyphs)
    }

    // MARK: Rows

    private func draw(_ server: PlatformMatrix.Row, in row: Rect, on frame: inout Frame) {
        let isSelected = server == state.platforms.row
        let ground: StyleToken? = isSelected ? (hasFocus ? .select : .selectInactive) : nil
        if let ground { frame.select(row, on: ground, hasCursor: false, glyphs: glyphs) }
        var token = isSelected ? StyleToken.textStrong : .text
        switch server {
        case .server(let id):
            if let status = state.server(id) {
                let look = ServerLook(status, glyphs: glyphs)
                frame.put(look.glyph, x: row.x + 1, y: row.y, style: Style(look.token, on: ground))
            } else {
                token = .textDim
            }
        case .other: token = isSelected ? .text : .textDim
        }
        let name = SafeText(server.name).truncated(to: grid.nameWidth, at: .middle, ellipsis: glyphs.kit.ellipsis)
        frame.put(name, x: grid.nameX, y: row.y, style: Style(token, on: ground, bold: isSelected))
        for (index, platform) in columns.enumerated() {
            let cell = Rect(x: grid.x(of: index), y: row.y, width: PlatformGrid.columnWidth, height: 1)
            let isChosen = isSelected && platform.id == state.platforms.column
            draw(matrix.entry(server, in: platform.id), of: platform, in: cell, isChosen: isChosen, on: ground, &frame)
        }
    }

    private func draw(
        _ entry: PlatformEntry?, of platform: PlatformStatus, in cell: Rect, isChosen: Bool, on ground: StyleToken?,
        _ frame: inout Frame
    ) {
        let isMarked = isChosen && hasFocus
        if isMarked {
            let around = Rect(x: cell.x - 1, y: cell.y, width: cell.width + 1, height: 1)
            frame.fill(around, Style(.cursor, on: ground))
            frame.put(glyphs.prompt, x: around.x, y: cell.y, style: Style(.cursor, on: ground, bold: true))
            if state.overlay == nil, state.prompt == nil { frame.cursor = Point(x: cell.x, y: cell.y) }
        }
        guard let entry else { return }
        let look = EntryLook(entry.state, glyphs: glyphs)
        // What would be written only if somebody wanted it to be is no state of anything.
        let isState = !look.isInBrackets(of: platform)
        let style = isMarked ? Style(.cursor, on: ground, bold: true) : Style(isState ? look.token : .textDim, on: ground)
        let text = look.isQuiet ? look.glyph : look.glyph + " " + look.word
        frame.put(isState ? text : look.inBrackets, x: cell.x, y: cell.y, style: style, maxWidth: cell.width)
    }
}
