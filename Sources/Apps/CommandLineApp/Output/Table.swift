/// Rows of cells in aligned columns, two spaces apart.
struct Table: Sendable {
    var header: [StyledText]
    var rows: [[StyledText]]

    /// One line per row, each ending with a newline.
    ///
    /// - Parameter width: lines are cut to this many columns; `nil`: never, as for files and pipes.
    func text(width: Int?) -> StyledText {
        lines(width: width).reduce(into: StyledText("")) { $0 += $1 + "\n" }
    }

    /// The same without newlines, the header first.
    func lines(width: Int?) -> [StyledText] {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].columns }.max() ?? 0 }
        return all.map { row in
            let line = zip(row, widths).enumerated().reduce(into: StyledText("")) { line, cell in
                let (index, (text, width)) = cell
                line += text
                // Nothing is padded at the end of a line.
                if row[(index + 1)...].contains(where: { !$0.isEmpty }) {
                    line += StyledText(String(repeating: " ", count: width - text.columns + 2))
                }
            }
            return width.map(line.cut) ?? line
        }
    }
}
