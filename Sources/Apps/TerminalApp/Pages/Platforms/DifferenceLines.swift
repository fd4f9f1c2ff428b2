import ServerModel
import TerminalKit

/// Lines that begin with ` `, `-` or `+`, coloured; the mark says it without colour too.
enum DifferenceLines {
    /// Long lines are wrapped: what is agreed to must be readable to its end.
    static func lines(_ difference: [String], width: Int) -> [StyledLine] {
        difference.flatMap { line in
            let (mark, token): (SafeText, StyleToken) =
                switch line.first {
                case "+": ("+ ", .ok)
                case "-": ("- ", .error)
                default: ("  ", .textDim)
                }
            let text = SafeText(line.dropFirst())
            guard text.width > width - 2 else { return [StyledLine([Piece(mark, token), Piece(text, token)])] }
            return text.wrapped(to: max(10, width - 8)).enumerated().map { index, part in
                StyledLine([Piece(index == 0 ? mark : "        ", token), Piece(part, token)])
            }
        }
    }
}
