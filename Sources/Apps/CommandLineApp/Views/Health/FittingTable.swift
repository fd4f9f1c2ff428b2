/// A table that leaves out columns where it has no room for them.
struct FittingTable {
    struct Column {
        var title: String
        var cells: [StyledText]
        /// 0: it is always there; else those with the highest rank are left out first.
        var rank = 0
        /// Room without which it is of no use; `nil`: what its widest cell takes. Only the last column can do with less than that.
        var least: Int?

        /// What its widest cell takes.
        var width: Int { ([title.columns] + cells.map(\.columns)).max() ?? 0 }
    }

    var columns: [Column]

    /// - Parameter width: of the terminal; `nil`: nothing is left out.
    func table(width: Int?) -> Table {
        let shown = shown(in: width)
        let rows = (shown.first?.cells ?? []).indices.map { row in shown.map { $0.cells[row] } }
        return Table(header: shown.map { StyledText($0.title, .muted) }, rows: rows)
    }

    /// See ``Table/text(width:)``.
    func text(width: Int?) -> StyledText { table(width: width).text(width: width) }

    /// What `columns` take side by side, the last at least.
    static func room(for columns: [Column]) -> Int {
        let gaps = 2 * max(0, columns.count - 1)
        return columns.reduce(gaps) { $0 + min($1.width, $1.least ?? $1.width) }
    }

    private func shown(in width: Int?) -> [Column] {
        guard let width else { return columns }
        var shown = columns
        while Self.room(for: shown) > width {
            guard let index = shown.indices.max(by: { shown[$0].rank < shown[$1].rank }), shown[index].rank > 0 else { break }
            shown.remove(at: index)
        }
        return shown
    }
}
