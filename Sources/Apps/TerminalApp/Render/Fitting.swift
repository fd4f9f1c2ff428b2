import TerminalKit

/// What is put into a row: words in one style, or pieces in several.
protocol RowText {
    init()
    /// In columns.
    var width: Int { get }
    static func + (left: Self, right: Self) -> Self
}

extension SafeText: RowText {
    init() { self = .empty }
}

extension [Piece]: RowText {}

extension Array where Element: RowText {
    /// The first part whole, and those of the others that fit beside it: less is said where there is less room, nothing in part.
    func joined(by separator: Element, within room: Int) -> Element {
        dropFirst().reduce(first ?? Element()) { line, part in
            let longer = line + separator + part
            return longer.width <= room ? longer : line
        }
    }

    /// The first for which there is room; the last where there is for none.
    func first(within room: Int) -> Element { first { $0.width <= room } ?? last ?? Element() }
}
