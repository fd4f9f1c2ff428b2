import ServerModel
import TerminalKit

/// The box a form of several steps lies in; the step is always to be seen.
struct FormBox {
    let title: SafeText
    let steps: [SafeText]
    /// From 1.
    let step: Int
    let glyphs: Glyphs

    /// Where rows are scarce, none is left blank.
    private static let tall = 16

    /// Draws it and returns where the content goes.
    func draw(in area: Rect, on frame: inout Frame) -> Rect {
        let isTall = area.height >= Self.tall
        let width = min(area.width, 96)
        let height = area.height <= 24 ? area.height : min(area.height, 32)
        let inside = Popup(title: title, lines: []).draw(in: area, width: width, height: height, on: &frame, glyphs: glyphs)
        frame.put(step: Self.words(step: step, of: steps.count), over: inside)
        guard isTall else { return Rect(x: inside.x, y: inside.y - 1, width: inside.width, height: inside.height + 1) }
        frame.put(StyledLine(line), in: inside.row(0), glyphs: glyphs, on: .popup)
        return inside.inset(top: 2)
    }

    /// `✓ server ── ● review`
    private var line: [Piece] {
        let pieces = steps.enumerated().map { index, name -> [Piece] in
            if index + 1 < step { return [Piece(glyphs.done, .ok), Piece(" "), Piece(name, .ok)] }
            if index + 1 == step { return [Piece(glyphs.phase(.ready), .accent), Piece(" "), Piece(name, .accent, bold: true)] }
            return [Piece(glyphs.phase(.stopped), .textDim), Piece(" "), Piece(name, .textDim)]
        }
        return Array(pieces.joined(separator: [Piece(SafeText("  ") + glyphs.step + "  ", .border)]))
    }

    static func words(step: Int, of count: Int) -> SafeText { SafeText(" step \(step) of \(count) ") }

    /// Where the content of such a box goes; drawn for nobody.
    static func interior(in area: Rect) -> Rect {
        var scratch = Frame(size: Size(columns: area.maxX, rows: area.maxY))
        return FormBox(title: "", steps: [], step: 1, glyphs: .ascii).draw(in: area, on: &scratch)
    }

    /// What went wrong, and what to do.
    static func problem(_ report: ErrorReport, width: Int, glyphs: Glyphs) -> [StyledLine] {
        let room = max(10, width - 2)
        return SafeText(report.problem).wrapped(to: room).prefix(4).enumerated().map { index, text in
            StyledLine([Piece(index == 0 ? glyphs.phase(.failed) + " " : "  ", .error), Piece(text, .error)])
        } + SafeText(report.remedy).wrapped(to: room).prefix(3).map { StyledLine([Piece("  "), Piece($0)]) }
    }
}

extension Frame {
    /// Puts the step into the border of a box, at the right.
    mutating func put(step words: SafeText, over interior: Rect) {
        put(words, x: interior.maxX + 1 - words.width, y: interior.y - 2, style: Style(.textDim, on: .popup))
    }
}
