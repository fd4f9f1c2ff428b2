import ServerModel
import TerminalKit

/// One field of the form: its name, what it is, where it is typed, and what is wrong with it.
struct FieldBlock {
    let field: SecretField
    let isFocused: Bool
    let isRevealed: Bool
    /// Where rows are not scarce, the input has a box.
    let isBoxed: Bool
    let glyphs: Glyphs

    init(_ field: SecretField, isFocused: Bool, isRevealed: Bool, isBoxed: Bool, glyphs: Glyphs) {
        self.field = field
        self.isFocused = isFocused
        self.isRevealed = isFocused && isRevealed
        self.isBoxed = isBoxed
        self.glyphs = glyphs
    }

    /// Dots that say nothing of how long a value is.
    private static let hiddenLength = 12

    func height(width: Int) -> Int { above(width).count + (isBoxed ? 3 : 1) + below(width).count + 1 }

    func draw(in area: Rect, on frame: inout Frame) {
        let above = above(area.width)
        for (index, line) in above.enumerated() { frame.put(line, in: area.row(index), glyphs: glyphs) }
        var y = area.y + above.count
        if isBoxed {
            let box = Rect(x: area.x - 1, y: y, width: area.width + 2, height: 3)
            let border: StyleToken = !field.problems.isEmpty ? .inputError : isFocused ? .borderFocus : .border
            frame.box(box, Style(border), glyphs: glyphs.kit)
            drawInput(x: area.x + 1, y: y + 1, width: area.width - 2, on: &frame)
            y += 3
        } else {
            frame.put(isFocused ? glyphs.prompt : " ", x: area.x, y: y, style: Style(.accent))
            drawInput(x: area.x + 2, y: y, width: area.width - 2, on: &frame)
            y += 1
        }
        for (index, line) in below(area.width).enumerated() {
            frame.put(line, in: Rect(x: area.x, y: y + index, width: area.width, height: 1), glyphs: glyphs)
        }
    }

    private func above(_ width: Int) -> [StyledLine] {
        let name = StyledLine([
            Piece(SafeText(field.name), isFocused ? .textStrong : .text, bold: isFocused), Piece("  "),
            Piece(SecretLook.demand(field.status, glyphs: glyphs), .textDim),
        ])
        guard isBoxed || isFocused, let description = field.requirement.description else { return [name] }
        return [name] + SafeText(description).wrapped(to: max(10, width)).prefix(2).map { StyledLine([Piece($0, .textDim)]) }
    }

    /// What is wrong and how it should be; nothing while nothing is.
    private func below(_ width: Int) -> [StyledLine] {
        guard !field.problems.isEmpty else { return [] }
        // What it is stands above; only how it looks is worth repeating.
        let hasAdvice = field.requirement.validation.example != nil || ![.password, .text].contains(field.requirement.type)
        let advice = hasAdvice ? SafeText(field.requirement.advice).wrapped(to: max(10, width - 2)).prefix(2) : []
        let words = SafeText(field.problems.joined(separator: "; ")).wrapped(to: max(10, width - 2))
        return words.prefix(3).enumerated().map { index, text in
            StyledLine([Piece(index == 0 ? glyphs.phase(.failed) + " " : "  ", .error), Piece(text, .error)])
        }
            + advice.map { StyledLine([Piece("  "), Piece($0, .textDim)]) }
    }

    // MARK: The input

    private func drawInput(x: Int, y: Int, width: Int, on frame: inout Frame) {
        guard field.isEditable else {
            return put(SafeText("kept elsewhere: \(field.requirement.from ?? "")"), .inputHint, x, y, width, &frame)
        }
        if let block = field.block {
            let lines = block.revealed.split(whereSeparator: \.isNewline).count
            put(SafeText("\(lines) lines, as they were pasted; Backspace removes them"), .input, x, y, width, &frame)
            if isFocused { frame.cursor = Point(x: x, y: y) }
            return
        }
        guard !field.editor.isEmpty else {
            put(hint, .inputHint, x, y, width, &frame)
            if isFocused { frame.cursor = Point(x: x, y: y) }
            return
        }
        let isHidden = field.isMasked && !isRevealed
        guard isFocused else {
            let shown = isHidden ? SafeText(repeating: glyphs.mask, columns: Self.hiddenLength) : SafeText(field.editor.text)
            put(shown, .input, x, y, width - 2, &frame)
            if field.problems.isEmpty { frame.put(glyphs.done, x: x + width - 1, y: y, style: Style(.ok)) }
            return
        }
        let (text, cursor) = field.editor.visible(columns: width, mask: isHidden ? glyphs.mask : nil)
        frame.put(text, x: x, y: y, style: Style(.inputFocus), maxWidth: width)
        frame.cursor = Point(x: x + cursor, y: y)
    }

    private func put(_ text: SafeText, _ token: StyleToken, _ x: Int, _ y: Int, _ width: Int, _ frame: inout Frame) {
        frame.put(text.truncated(to: max(0, width), ellipsis: glyphs.kit.ellipsis), x: x, y: y, style: Style(token))
    }

    /// What stands where nothing was typed.
    private var hint: SafeText {
        if field.isSet { return "set; kept as it is unless you type" }
        if let choices = field.choices { return SafeText("Space chooses: " + choices.joined(separator: ", ")) }
        return field.requirement.validation.example.map { SafeText($0) } ?? (field.requirement.required ? "" : "may stay empty")
    }
}
