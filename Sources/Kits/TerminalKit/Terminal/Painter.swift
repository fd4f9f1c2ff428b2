import CNcurses

/// Translates frames into ncurses' terms and paints the rows that have changed.
struct Painter {
    private var theme: Theme
    private let depth: ColorDepth
    private var isUnicode: Bool
    private var pairs = ColorPairs()
    private var looks: [Style: Look] = [:]
    /// What the terminal shows, or shall show when we are back.
    private var current: Frame?
    /// Whether the terminal's picture is unknown.
    private var isStale = true

    init(theme: Theme, depth: ColorDepth, isUnicode: Bool) {
        self.theme = theme
        self.depth = depth
        self.isUnicode = isUnicode
    }

    /// Brings the screen from the current frame to the next.
    mutating func paint(_ frame: Frame, on size: Size) {
        guard isStale || frame != current else { return }
        let former = isStale || current?.size != frame.size ? nil : current
        if former == nil { cn_erase() }
        if isStale { cn_forget() }
        for y in 0..<min(frame.size.rows, size.rows) where former?.row(y) != frame.row(y) {
            draw(frame.row(y), y: y, columns: size.columns)
        }
        if let cursor = frame.cursor, Rect(size).contains(cursor) {
            cn_show(Int32(cursor.y), Int32(cursor.x))
        } else {
            cn_show(-1, -1)
        }
        current = frame
        isStale = false
    }

    /// Paints the current frame again, all of it.
    mutating func repaint(on size: Size) {
        isStale = true
        if let current { paint(current, on: size) }
    }

    /// Keeps a frame for ``repaint(on:)`` while the screen is not ours.
    mutating func remember(_ frame: Frame) {
        current = frame
        isStale = true
    }

    /// The terminal has changed its picture itself (it was resized).
    mutating func forget() {
        isStale = true
    }

    mutating func use(isUnicode: Bool) {
        self.isUnicode = isUnicode
        isStale = true
    }

    mutating func use(_ theme: Theme) {
        self.theme = theme
        looks = [:]
    }

    private mutating func draw(_ row: ArraySlice<Cell>, y: Int, columns: Int) {
        var cells: [cn_cell] = []
        cells.reserveCapacity(row.count)
        var column = 0
        for cell in row where cell.width > 0 {
            // A wide character at the last column of a shrunken terminal does not fit.
            let fits = column + cell.width <= columns
            if !fits && column >= columns { break }
            cells.append(fits ? translated(cell) : translated(Cell(style: cell.style)))
            column += cell.width
            if !isUnicode && cell.width == 2 && fits { cells.append(translated(Cell(style: cell.style))) }
        }
        cells.withUnsafeBufferPointer { cn_draw(Int32(y), $0.baseAddress, Int32($0.count)) }
    }

    private mutating func translated(_ cell: Cell) -> cn_cell {
        let look = look(of: cell.style)
        var result = cn_cell()
        result.pair = look.pair
        result.emphasis = look.emphasis
        result.width = isUnicode ? UInt8(cell.width) : 1
        var scalars = cell.glyph.unicodeScalars.makeIterator()
        let base = scalars.next() ?? " "
        guard isUnicode else {
            result.base = AsciiLikeness.of(base).value
            return result
        }
        result.base = base.value
        result.marks.0 = scalars.next()?.value ?? 0
        result.marks.1 = scalars.next()?.value ?? 0
        result.marks.2 = scalars.next()?.value ?? 0
        result.marks.3 = scalars.next()?.value ?? 0
        return result
    }

    private mutating func look(of style: Style) -> Look {
        if let known = looks[style] { return known }
        let look = Look(theme.attributes(for: style, depth: depth), pairs: &pairs)
        looks[style] = look
        return look
    }
}

/// A style in ncurses' terms.
private struct Look {
    var pair: Int16
    var emphasis: UInt8

    init(_ attributes: CellAttributes, pairs: inout ColorPairs) {
        var attributes = attributes
        pairs.limit(&attributes)
        pair = pairs.number(foreground: attributes.foreground, background: attributes.background)
        var bits = 0
        if attributes.bold { bits |= Int(CN_BOLD) }
        if attributes.dim { bits |= Int(CN_DIM) }
        if attributes.underline { bits |= Int(CN_UNDERLINE) }
        if attributes.reverse { bits |= Int(CN_REVERSE) }
        if attributes.italic { bits |= Int(CN_ITALIC) }
        emphasis = UInt8(bits)
    }
}
