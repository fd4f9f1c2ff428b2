import TerminalKit

/// A large box over the panes for text that is read before something is done.
struct ReadingBox: Hashable {
    let width: Int
    let height: Int
    /// Columns and rows for the text; one row below it is left for buttons.
    let text: Size

    /// Where rows are scarce, none is left blank.
    private let isTight: Bool

    /// Fewer rows of text look like an accident.
    private static let fewest = 4

    /// - Parameters:
    ///   - body: everything between header and footer.
    ///   - lines: how many there are to read, for a box that is no taller than they need; `nil`: as tall as can be.
    init(body: Rect, fitting lines: Int? = nil) {
        // A box that would leave only slivers of the panes takes everything.
        width = body.width < 128 ? body.width : 120
        isTight = body.height < 16
        let around = isTight ? 3 : 5
        height = lines.map { min(body.height, max(Self.fewest, $0) + around) } ?? body.height
        text = Size(columns: max(10, width - 6), rows: max(1, height - around))
    }

    /// Where the text is in the box's inside.
    func area(in interior: Rect) -> Rect {
        Rect(x: interior.x, y: interior.y - (isTight ? 1 : 0), width: text.columns, height: text.rows)
    }
}
