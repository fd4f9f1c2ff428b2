/// A whole screen as plain values, drawn by pure functions and painted by a ``Terminal``.
///
/// Whatever is drawn outside is clipped. Overwriting one half of a wide character blanks the other, and a wide character that
/// would be cut by an edge becomes a space, so every frame can be painted.
public struct Frame: Hashable, Sendable {
    /// Fixed for the life of a frame.
    public let size: Size
    /// Row after row, `size.columns` cells each.
    public private(set) var cells: [Cell]
    /// Where the terminal's cursor shall stand, for screen readers and input fields; `nil` hides it.
    public var cursor: Point?

    /// A blank screen on the theme's ground.
    public init(size: Size) {
        self.size = size
        cells = Array(repeating: Cell(), count: size.columns * size.rows)
    }

    /// The cell at a position; a blank one outside the frame.
    public subscript(x: Int, y: Int) -> Cell {
        guard Rect(size).contains(Point(x: x, y: y)) else { return Cell() }
        return cells[y * size.columns + x]
    }

    /// Writes text from left to right and returns the columns it took, the part clipped at the frame's edges included.
    ///
    /// At most `maxWidth` columns are written. A negative `x` begins left of the frame.
    @discardableResult
    public mutating func put(_ text: SafeText, x: Int, y: Int, style: Style, maxWidth: Int? = nil) -> Int {
        let end = x + min(text.width, max(0, maxWidth ?? text.width))
        guard y >= 0, y < size.rows, end > x else { return 0 }
        var column = x
        for cell in TextCells(text) {
            if column >= end || column >= size.columns { break }
            let next = column + cell.width
            if column >= 0 && next <= min(end, size.columns) {
                set(Cell(glyph: cell.glyph, width: cell.width, style: style), x: column, y: y)
            } else {
                // Half a wide character is left at the edge.
                for x in max(0, column)..<max(0, column, min(next, end, size.columns)) {
                    set(Cell(style: style), x: x, y: y)
                }
            }
            column = next
        }
        return end - x
    }

    /// Blanks a block.
    public mutating func fill(_ rect: Rect, _ style: Style) {
        let rect = rect.intersection(Rect(size))
        guard !rect.isEmpty else { return }
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX { set(Cell(style: style), x: x, y: y) }
        }
    }

    /// Draws the border of a block; what is inside stays. A block too small for corners becomes a line.
    public mutating func box(_ rect: Rect, _ style: Style, glyphs: GlyphSet = .unicode) {
        guard !rect.isEmpty else { return }
        let right = rect.maxX - 1
        let bottom = rect.maxY - 1
        let isTall = rect.height > 1
        let isBroad = rect.width > 1
        let line = SafeText(repeating: glyphs.horizontal, columns: rect.width)
        if isBroad || !isTall {
            put(line, x: rect.x, y: rect.y, style: style)
            put(line, x: rect.x, y: bottom, style: style)
        }
        guard isTall else { return }
        for y in rect.y...bottom {
            put(glyphs.vertical, x: rect.x, y: y, style: style)
            put(glyphs.vertical, x: right, y: y, style: style)
        }
        guard isBroad else { return }
        put(glyphs.topLeft, x: rect.x, y: rect.y, style: style)
        put(glyphs.topRight, x: right, y: rect.y, style: style)
        put(glyphs.bottomLeft, x: rect.x, y: bottom, style: style)
        put(glyphs.bottomRight, x: right, y: bottom, style: style)
    }

    /// Changes the style of a block and keeps its text, for a selection bar or a dimmed background.
    public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
        let rect = rect.intersection(Rect(size))
        guard !rect.isEmpty else { return }
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX { change(&cells[y * size.columns + x].style) }
        }
    }

    /// Stores a cell that lies wholly inside the frame.
    private mutating func set(_ cell: Cell, x: Int, y: Int) {
        let index = y * size.columns + x
        separate(before: x, y: y)
        separate(before: x + cell.width, y: y)
        cells[index] = cell
        if cell.width == 2 {
            cells[index + 1] = Cell(glyph: "", width: 0, style: cell.style)
        }
    }

    /// Blanks both halves of a wide character that spans the boundary left of column `x`.
    private mutating func separate(before x: Int, y: Int) {
        guard x > 0, x < size.columns else { return }
        let index = y * size.columns + x
        guard cells[index].width == 0 else { return }
        cells[index - 1] = Cell(style: cells[index - 1].style)
        cells[index] = Cell(style: cells[index].style)
    }
}
