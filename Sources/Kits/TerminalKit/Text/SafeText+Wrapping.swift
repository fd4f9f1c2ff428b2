extension SafeText {
    /// The text in lines of at most `columns`, broken at spaces, within a word only where it alone is too long.
    ///
    /// There is always at least one line. The spaces at a break disappear; those that begin the text (an indented record)
    /// stay. Less than two columns cannot hold a wide character, so such widths count as two.
    public func wrapped(to columns: Int) -> [SafeText] {
        let columns = Swift.max(2, columns)
        guard width > columns else { return [self] }
        var lines: [SafeText] = []
        var line = LineOfCells()
        var word = LineOfCells()
        for cell in TextCells(self) {
            if cell.glyph == " " {
                line.append(word)
                word = LineOfCells()
                if line.width < columns {
                    // A line never begins with the space at which its predecessor was broken.
                    if !line.cells.isEmpty || lines.isEmpty { line.append(cell) }
                } else {
                    lines.append(line.withoutTrailingSpaces)
                    line = LineOfCells()
                }
                continue
            }
            if line.width + word.width + cell.width > columns {
                if !line.isBlank {
                    lines.append(line.withoutTrailingSpaces)
                    line = LineOfCells()
                } else {
                    line.append(word)
                    lines.append(line.text)
                    line = LineOfCells()
                    word = LineOfCells()
                }
            }
            word.append(cell)
        }
        line.append(word)
        let last = line.withoutTrailingSpaces
        if !last.isEmpty || lines.isEmpty { lines.append(last) }
        return lines
    }
}

/// A line under construction.
private struct LineOfCells {
    var cells: [TextCell] = []
    var width = 0

    var isBlank: Bool { cells.allSatisfy { $0.glyph == " " } }
    var text: SafeText { SafeText(harmless: cells.map(\.glyph).joined(), width: width) }

    var withoutTrailingSpaces: SafeText {
        var shorter = self
        while shorter.cells.last?.glyph == " " {
            shorter.cells.removeLast()
            shorter.width -= 1
        }
        return shorter.text
    }

    mutating func append(_ cell: TextCell) {
        cells.append(cell)
        width += cell.width
    }

    mutating func append(_ other: LineOfCells) {
        cells += other.cells
        width += other.width
    }
}
