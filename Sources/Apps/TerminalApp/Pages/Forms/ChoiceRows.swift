import TerminalKit

/// One of several things that may be marked.
struct ChoiceRow {
    var isChosen: Bool
    var label: SafeText
    /// Behind the label, dim.
    var detail: SafeText
    /// Why it cannot be marked; `nil` when it can.
    var objection: SafeText?
}

/// A list to mark things in, scrolled so that the present row is to be seen.
struct ChoiceRows {
    let rows: [ChoiceRow]
    let index: Int
    let glyphs: Glyphs

    func draw(in area: Rect, on frame: inout Frame) {
        guard !rows.isEmpty, area.height > 0 else { return }
        let labels = min(rows.map(\.label.width).max() ?? 0, max(8, area.width / 2))
        let top = max(0, index - area.height + 1)
        for (offset, row) in rows.dropFirst(top).prefix(area.height).enumerated() {
            let isPresent = top + offset == index
            let ground: StyleToken = isPresent ? .select : .popup
            let place = area.row(offset)
            if isPresent {
                frame.select(place, margin: 2, on: ground, hasCursor: true, glyphs: glyphs)
            }
            let isDead = row.objection != nil
            let mark = Piece(isDead ? "    " : row.isChosen ? "[x] " : "[ ] ", row.isChosen ? .accent : .textDim)
            let label = row.label.truncated(to: labels, ellipsis: glyphs.kit.ellipsis).padded(to: labels)
            let pieces = [
                mark, Piece(label, isDead ? .textDim : isPresent ? .textStrong : .text),
                Piece(SafeText("  ") + (row.objection ?? row.detail), .textDim),
            ]
            frame.put(StyledLine(pieces), in: place, glyphs: glyphs, on: ground)
        }
    }
}
