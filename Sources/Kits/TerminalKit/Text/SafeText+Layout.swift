extension SafeText {
    /// Where text that is too long loses its middle or end.
    public enum Cut: Sendable {
        case end
        case middle
    }

    /// Where text stands in a wider field.
    public enum Alignment: Sendable {
        case leading
        case center
        case trailing
    }

    /// As much of the beginning as fits; a wide character that would be halved is left out.
    public func prefix(columns: Int) -> SafeText {
        guard columns > 0 else { return .empty }
        guard width > columns else { return self }
        guard !isByteWide else { return part(0..<columns) }
        var taken = ""
        var used = 0
        for cell in TextCells(self) {
            if used + cell.width > columns { break }
            taken += cell.glyph
            used += cell.width
        }
        return SafeText(harmless: taken, width: used)
    }

    /// The text without its first columns, for panning; a wide character cut in half leaves a space, so columns stay put.
    public func dropFirst(columns: Int) -> SafeText {
        guard columns > 0 else { return self }
        guard columns < width else { return .empty }
        guard !isByteWide else { return part(columns..<width) }
        var rest = ""
        var skipped = 0
        for cell in TextCells(self) {
            if skipped >= columns {
                rest += cell.glyph
            } else {
                skipped += cell.width
                if skipped > columns { rest += " " }
            }
        }
        return SafeText(harmless: rest, width: width - columns)
    }

    /// As much of the end as fits; a wide character that would be halved is left out.
    public func suffix(columns: Int) -> SafeText {
        guard columns > 0 else { return .empty }
        guard width > columns else { return self }
        guard !isByteWide else { return part(width - columns..<width) }
        var rest = ""
        var left = width
        for cell in TextCells(self) {
            if left <= columns {
                rest += cell.glyph
            } else {
                left -= cell.width
            }
        }
        return SafeText(harmless: rest, width: min(left, columns))
    }

    /// The text in at most `columns`, a cut marked with the ellipsis; too narrow for the mark, it is merely cut.
    public func truncated(to columns: Int, at cut: Cut = .end, ellipsis: SafeText = "…") -> SafeText {
        guard width > columns else { return self }
        let room = columns - ellipsis.width
        guard room > 0 else { return prefix(columns: columns) }
        switch cut {
        case .end:
            return prefix(columns: room) + ellipsis
        case .middle:
            let tail = room / 2
            return prefix(columns: room - tail) + ellipsis + suffix(columns: tail)
        }
    }

    /// The text filled with spaces to at least `columns`.
    public func padded(to columns: Int, alignment: Alignment = .leading) -> SafeText {
        let missing = columns - width
        guard missing > 0 else { return self }
        let left: Int
        switch alignment {
        case .leading: left = 0
        case .center: left = missing / 2
        case .trailing: left = missing
        }
        let string = String(repeating: " ", count: left) + self.string + String(repeating: " ", count: missing - left)
        return SafeText(harmless: string, width: columns)
    }

    /// Exactly `columns`: cut or padded.
    public func fitted(
        to columns: Int, alignment: Alignment = .leading, at cut: Cut = .end, ellipsis: SafeText = "…"
    )
        -> SafeText
    {
        truncated(to: columns, at: cut, ellipsis: ellipsis).padded(to: columns, alignment: alignment)
    }

    /// The column at which the character at `index` of ``string`` begins, for painting search hits.
    public func column(of index: String.Index) -> Int {
        var column = 0
        for scalar in string.unicodeScalars[..<index] {
            column += CharacterWidth.columns(scalar) ?? 1
        }
        return column
    }

    /// Whether each column is one byte: no other character takes as little.
    private var isByteWide: Bool { string.utf8.count == width }

    private func part(_ columns: Range<Int>) -> SafeText { part(Stretch(bytes: columns, columns: columns)) }
}
