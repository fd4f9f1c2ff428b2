import TerminalKit

/// A large box over the panes for text that is read before something is done.
struct ReadingBox: Hashable {
    let width: Int
    let height: Int
    /// Columns and rows for the text; one row below it is left for buttons.
    let text: Size

    /// Where rows are scarce, none is left blank.
    private var isTight: Bool { height < 16 }

    /// - Parameter body: everything between header and footer.
    init(body: Rect) {
        // A box that would leave only slivers of the panes takes everything.
        width = body.width < 128 ? body.width : 120
        height = body.height
        text = Size(columns: max(10, width - 6), rows: max(1, height - (height < 16 ? 3 : 5)))
    }

    /// Where the text is in the box's inside.
    func area(in interior: Rect) -> Rect {
        Rect(x: interior.x, y: interior.y - (isTight ? 1 : 0), width: text.columns, height: text.rows)
    }
}
