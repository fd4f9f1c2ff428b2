/// What tests and golden files look at.
extension Frame {
    /// The text of each row, all columns.
    public var rows: [String] {
        (0..<size.rows).map { y in row(y).map(\.glyph).joined() }
    }

    /// One letter per cell and row for the style it has, the letters explained by the legend: `a text on select, bold`.
    ///
    /// Styles get their letters in order of appearance, unless `legend` names them already.
    public func styleRows(legend known: [Style: Character] = [:]) -> (rows: [String], legend: [String]) {
        var letters = known
        var legend: [String] = []
        var free = Self.letters.filter { !known.values.contains($0) }.makeIterator()
        let rows = (0..<size.rows).map { y in
            String(
                row(y).map { cell in
                    if let letter = letters[cell.style] { return letter }
                    let letter = free.next() ?? "?"
                    letters[cell.style] = letter
                    legend.append("\(letter) \(cell.style)")
                    return letter
                })
        }
        return (rows, legend)
    }

    /// Everything that would make the frame unpaintable or unsafe; empty for every frame made through the public interface.
    public var violations: [String] {
        var found: [String] = []
        if cells.count != size.columns * size.rows {
            found.append("\(cells.count) cells instead of \(size.columns) × \(size.rows)")
            return found
        }
        for index in cells.indices where !cells[index].isPlain {
            let (x, y) = (index % size.columns, index / size.columns)
            let next = x + 1 < size.columns ? cells[index + 1] : nil
            for problem in Self.problems(of: cells[index], before: next) {
                found.append("\(problem) at column \(x), row \(y)")
            }
            if cells[index].width == 0 && (x == 0 || cells[index - 1].width != 2) {
                found.append("right half without its left at column \(x), row \(y)")
            }
        }
        if let cursor, !Rect(size).contains(cursor) {
            found.append("cursor outside at column \(cursor.x), row \(cursor.y)")
        }
        return found
    }

    /// Whether a text of narrow characters stands on the screen, perhaps over the end of a row.
    public func shows(_ text: String) -> Bool {
        let letters = text.map { String($0) }
        guard let first = letters.first, letters.count <= cells.count else { return false }
        for start in 0...(cells.count - letters.count) where cells[start].glyph == first {
            if letters.indices.allSatisfy({ cells[start + $0].glyph == letters[$0] }) { return true }
        }
        return false
    }

    /// Every scalar that is not printable ASCII.
    public var scalarsBeyondASCII: Set<Unicode.Scalar> {
        var found: Set<Unicode.Scalar> = []
        for index in cells.indices where !cells[index].isPlain {
            found.formUnion(cells[index].glyph.unicodeScalars.filter { $0.value < 0x20 || $0.value > 0x7E })
        }
        return found
    }

    /// The cells of one row that exists.
    func row(_ y: Int) -> ArraySlice<Cell> {
        cells[y * size.columns..<(y + 1) * size.columns]
    }

    private static func problems(of cell: Cell, before next: Cell?) -> [String] {
        // Nearly every cell; the rest is looked at closely.
        if cell.width == 1, cell.glyph.utf8.count == 1, let byte = cell.glyph.utf8.first, (0x20..<0x7F).contains(byte) {
            return []
        }
        var found: [String] = []
        let text = SafeText(cell.glyph)
        if text.string != cell.glyph { found.append("unsafe text") }
        if text.width != cell.width { found.append("text of \(text.width) columns in a cell of \(cell.width)") }
        if cell.width == 2 && next?.width != 0 { found.append("left half without its right") }
        return found
    }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
}

extension Cell {
    /// One character of printable ASCII, as nearly all are: nothing can be wrong with it.
    fileprivate var isPlain: Bool {
        guard width == 1, glyph.utf8.count == 1, let byte = glyph.utf8.first else { return false }
        return byte >= 0x20 && byte < 0x7F
    }
}

extension Style: CustomStringConvertible {
    /// `text on select, bold`
    public var description: String {
        var words = token.rawValue
        if let background { words += " on \(background)" }
        for (isSet, name) in [(bold, "bold"), (dim, "dim"), (underline, "underline"), (reverse, "reverse")] where isSet {
            words += ", \(name)"
        }
        return words
    }
}
