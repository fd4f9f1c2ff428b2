import TerminalKit

/// One field as rows: its label at the left, what was typed beside it, and what is to be said of it below.
struct FormFieldRows {
    let field: FormField
    let isFocused: Bool
    /// Columns of the labels; 0 puts them above.
    let labels: Int
    let width: Int
    let glyphs: Glyphs

    private var left: Int { labels == 0 ? 2 : labels + 4 }
    private var room: Int { max(8, width - left) }
    private var inputRows: Int { field.editors.count }

    var height: Int { (labels == 0 ? 1 : 0) + inputRows + remarks.count }

    /// Draws it, its first row at the top of `area`; where there is no room for all that was typed, what is around the cursor.
    func draw(in area: Rect, on frame: inout Frame) {
        let label = Piece(SafeText(field.label), isFocused ? .textStrong : .text, bold: isFocused)
        let edge = Piece(isFocused ? glyphs.prompt : " ", .accent)
        let need = field.isRequired && field.values.isEmpty && labels == 0 ? [Piece("  needed", .textDim)] : []
        put([edge, Piece(" "), label] + need, area.x, area.y, labels == 0 ? width : labels + 3, &frame)
        var y = area.y + (labels == 0 ? 1 : 0)
        let room = max(1, min(inputRows, area.maxY - y - remarks.count))
        let first = max(0, min(field.row - room / 2, inputRows - room))
        for (index, editor) in field.editors.enumerated().dropFirst(first).prefix(room) where y < area.maxY {
            drawInput(editor, isFirst: index == 0, hasCursor: isFocused && index == field.row, x: area.x + left, y: y, &frame)
            y += 1
        }
        for line in remarks where y < area.maxY {
            put(line, area.x + left, y, self.room, &frame)
            y += 1
        }
    }

    private func drawInput(_ editor: LineEditor, isFirst: Bool, hasCursor: Bool, x: Int, y: Int, _ frame: inout Frame) {
        if case .choice(let words) = field.kind {
            if hasCursor { frame.cursor = Point(x: x, y: y) }
            return put(choice(words), x, y, room, &frame)
        }
        let ground: StyleToken = hasCursor ? .inputFocus : .input
        frame.fill(Rect(x: x, y: y, width: room, height: 1), Style(ground))
        let isEmptyField = field.values.isEmpty && isFirst
        if editor.isEmpty, isEmptyField || !hasCursor {
            // In parentheses, as without colours it would look like something that was typed.
            let words = isEmptyField && !field.hint.isEmpty ? "(\(field.hint))" : ""
            let hint = SafeText(words).truncated(to: room, ellipsis: glyphs.kit.ellipsis)
            frame.put(hint, x: x, y: y, style: Style(.inputHint, on: ground), maxWidth: room)
            if hasCursor { frame.cursor = Point(x: x, y: y) }
            return
        }
        let mask = field.kind == .secret ? glyphs.mask : nil
        guard hasCursor else {
            // Dots that say nothing of how long it is.
            let text = mask.map { SafeText(repeating: $0, columns: 12) } ?? SafeText(editor.text)
            frame.put(
                text.truncated(to: room, ellipsis: glyphs.kit.ellipsis), x: x, y: y, style: Style(ground), maxWidth: room)
            return
        }
        let (text, cursor) = editor.visible(columns: room, mask: mask)
        frame.put(text, x: x, y: y, style: Style(ground), maxWidth: room)
        frame.cursor = Point(x: x + cursor, y: y)
    }

    /// `[on-demand]  login   manual   ← → choose`: the brackets tell what is chosen without colour.
    private func choice(_ words: [String]) -> [Piece] {
        let keys = isFocused ? glyphs.key(.left) + " " + glyphs.key(.right) : ""
        return words.flatMap { word in
            let isChosen = word == field.value
            let text = SafeText(isChosen ? "[\(word)]" : " \(word) ")
            return [Piece(text, isChosen ? (isFocused ? .accent : .textStrong) : .textDim, bold: isChosen), Piece(" ")]
        } + (isFocused ? [Piece("  "), Piece(keys, .key, bold: true), Piece(" choose", .keyLabel)] : [])
    }

    /// What is wrong comes before what is understood, and that before what it is.
    private var remarks: [[Piece]] {
        if let problem = field.problem {
            let words = SafeText(problem).wrapped(to: max(8, room - 2)).prefix(2)
            return words.enumerated().map { index, text in
                [Piece(index == 0 ? glyphs.phase(.failed) + " " : "  ", .error), Piece(text, .error)]
            }
        }
        if !field.values.isEmpty, let understood = field.understood(field.value) { return dim(understood) }
        return isFocused && !field.about.isEmpty ? dim(field.about) : []
    }

    private func dim(_ words: String) -> [[Piece]] {
        SafeText(words).wrapped(to: room).prefix(2).map { [Piece($0, .textDim)] }
    }

    private func put(_ pieces: [Piece], _ x: Int, _ y: Int, _ width: Int, _ frame: inout Frame) {
        frame.put(pieces, x: x, y: y, maxWidth: width, glyphs: glyphs, on: .popup)
    }
}
