import TerminalKit

extension [[Piece]] {
    /// The first part whole, and those of the others that fit beside it: less is said where there is less room, nothing in part.
    func joined(by separator: [Piece], within room: Int) -> [Piece] {
        dropFirst().reduce(first ?? []) { line, part in
            let longer = line + separator + part
            return longer.width <= room ? longer : line
        }
    }
}

extension [SafeText] {
    /// The same for words in one style.
    func joined(by separator: SafeText, within room: Int) -> SafeText {
        dropFirst().reduce(first ?? .empty) { line, part in
            let longer = line + separator + part
            return longer.width <= room ? longer : line
        }
    }
}
