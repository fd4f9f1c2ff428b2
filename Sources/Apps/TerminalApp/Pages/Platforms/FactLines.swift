import TerminalKit

/// Rows of a label and what it says, labels at the right of their column.
struct FactLines {
    let width: Int
    private static let labelWidth = 10

    func callAsFunction(_ label: SafeText, _ value: SafeText, _ token: StyleToken = .text) -> [StyledLine] {
        guard !value.isEmpty else { return [] }
        return value.wrapped(to: max(8, width - Self.labelWidth - 2)).enumerated().map { index, line in
            let label = (index == 0 ? label : "").padded(to: Self.labelWidth, alignment: .trailing)
            return StyledLine([Piece(label + "  ", .textDim), Piece(line, token)])
        }
    }
}
