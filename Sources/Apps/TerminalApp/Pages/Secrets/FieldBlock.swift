import ServerModel
import TerminalKit

/// One field of the form: its name, what it is, where it is typed, and what is wrong with it.
struct FieldBlock {
    let field: SecretField
    let isFocused: Bool
    let isRevealed: Bool
    /// Whether its value may be from elsewhere.
    let hasSources: Bool
    /// Where rows are not scarce, the input has a box.
    let isBoxed: Bool
    /// Rows there are at most; what is said least needed goes first.
    let room: Int
    let glyphs: Glyphs

    init(
        _ field: SecretField, isFocused: Bool, isRevealed: Bool, hasSources: Bool, isBoxed: Bool, room: Int, glyphs: Glyphs
    ) {
        self.field = field
        self.isFocused = isFocused
        self.isRevealed = isFocused && isRevealed
        self.hasSources = hasSources
        self.isBoxed = isBoxed
        self.room = room
        self.glyphs = glyphs
    }

    /// Dots that say nothing of how long a value is.
    private static let hiddenLength = 12

    /// Of what is drawn; a blank row belongs between two blocks.
    func height(width: Int) -> Int {
        let lines = lines(width)
        return lines.above.count + inputRows + lines.below.count
    }

    private var inputRows: Int { isBoxed ? 3 : 1 }

    func draw(in area: Rect, on frame: inout Frame) {
        let (above, below) = lines(area.width)
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
            if isFocused { frame.fill(Rect(x: area.x + 2, y: y, width: area.width - 2, height: 1), Style(.inputFocus)) }
            drawInput(x: area.x + 2, y: y, width: area.width - 2, on: &frame)
            y += 1
        }
        for (index, line) in below.enumerated() {
            frame.put(line, in: Rect(x: area.x, y: y + index, width: area.width, height: 1), glyphs: glyphs)
        }
    }

    /// What stands above and below the input. Where rows are scarce, what is wrong comes before how it should be, and that before
    /// what it is.
    private func lines(_ width: Int) -> (above: [StyledLine], below: [StyledLine]) {
        let name = name(width)
        var spare = room - inputRows - 1
        func fitting(_ lines: [StyledLine]) -> [StyledLine] {
            let lines = lines.prefix(max(0, spare))
            spare -= lines.count
            return Array(lines)
        }
        let wrong = fitting(wrong(width))
        let advice = fitting(advice(width, isWrong: !wrong.isEmpty))
        let about = isBoxed || isFocused ? fitting(wrapped(field.requirement.description ?? "", width)) : []
        return ([name] + about, wrong + advice)
    }

    /// Its name and, where there is room for it, where it is from.
    private func name(_ width: Int) -> StyledLine {
        let name = [
            Piece(SafeText(field.name), isFocused ? .textStrong : .text, bold: isFocused), Piece("  "),
            Piece(SecretLook.demand(field.status, glyphs: glyphs), .textDim),
        ]
        let source = [Piece("source: ", .textDim), Piece(SafeText(field.source.title), isFocused ? .accent : .textDim)]
        let isWorthIt = hasSources && (isFocused || field.source != .typed)
        return StyledLine(name, trailing: isWorthIt && name.width + 2 + source.width <= width ? source : [])
    }

    /// How what is wrong should be, or what is done with a reference.
    private func advice(_ width: Int, isWrong: Bool) -> [StyledLine] {
        if field.source != .typed { return isFocused ? wrapped(field.source.explanation, width - 2, indent: "  ") : [] }
        return isWrong && hasAdvice ? wrapped(field.requirement.advice, width - 2, indent: "  ") : []
    }

    /// What it is stands above; only how it looks is worth repeating.
    private var hasAdvice: Bool {
        field.requirement.validation.example != nil || ![.password, .text].contains(field.requirement.type)
    }

    private func wrong(_ width: Int) -> [StyledLine] {
        guard !field.problems.isEmpty else { return [] }
        let words = SafeText(field.problems.joined(separator: "; ")).wrapped(to: max(10, width - 2))
        return words.prefix(3).enumerated().map { index, text in
            StyledLine([Piece(index == 0 ? glyphs.phase(.failed) + " " : "  ", .error), Piece(text, .error)])
        }
    }

    private func wrapped(_ text: String, _ width: Int, indent: SafeText = "") -> [StyledLine] {
        guard !text.isEmpty else { return [] }
        return SafeText(text).wrapped(to: max(10, width)).prefix(2).map { StyledLine([Piece(indent), Piece($0, .textDim)]) }
    }

    // MARK: The input

    private func drawInput(x: Int, y: Int, width: Int, on frame: inout Frame) {
        if case .reference(let kind) = field.source { return drawReference(kind, x, y, width, &frame) }
        if let block = field.block {
            let lines = block.revealed.split(whereSeparator: \.isNewline).count
            put(SafeText("\(lines) lines, as they were pasted; Backspace removes them"), ink, x, y, width, &frame)
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
            put(shown, ink, x, y, width - 2, &frame)
            if field.problems.isEmpty { frame.put(glyphs.done, x: x + width - 1, y: y, style: Style(.ok)) }
            return
        }
        let (text, cursor) = field.editor.visible(columns: width, mask: isHidden ? glyphs.mask : nil)
        frame.put(text, x: x, y: y, style: Style(ink), maxWidth: width)
        frame.cursor = Point(x: x + cursor, y: y)
    }

    /// The prefix stands fast, what is typed is behind it.
    private func drawReference(_ kind: SecretReference.Kind, _ x: Int, _ y: Int, _ width: Int, _ frame: inout Frame) {
        let prefix = SafeText(kind.prefix)
        put(prefix, .inputHint, x, y, width, &frame)
        let (x, width) = (x + prefix.width, max(0, width - prefix.width))
        let (text, cursor) = field.place.visible(columns: width)
        if isFocused { frame.cursor = Point(x: x + cursor, y: y) }
        if field.place.isEmpty { return put(SafeText(kind.blank), .inputHint, x, y, width, &frame) }
        guard !isFocused else {
            frame.put(text, x: x, y: y, style: Style(ink), maxWidth: width)
            return
        }
        put(SafeText(field.place.text), ink, x, y, width - 2, &frame)
        if field.newReference != nil, field.problems.isEmpty { frame.put(glyphs.done, x: x + width - 1, y: y, style: Style(.ok)) }
    }

    /// A box is enough to tell an input by; without one its ground is.
    private var ink: StyleToken {
        if isBoxed { return isFocused ? .textStrong : .text }
        return isFocused ? .inputFocus : .input
    }

    private func put(_ text: SafeText, _ token: StyleToken, _ x: Int, _ y: Int, _ width: Int, _ frame: inout Frame) {
        frame.put(text.truncated(to: max(0, width), ellipsis: glyphs.kit.ellipsis), x: x, y: y, style: Style(token))
    }

    /// What stands where nothing was typed.
    private var hint: SafeText {
        if let from = field.requirement.from { return SafeText("instead of \(from)") }
        if field.isSet { return "set; kept as it is unless you type" }
        if field.status.state == .unreachable { return "out of reach now; kept as it is unless you type" }
        if let choices = field.choices { return SafeText("Space chooses: " + choices.joined(separator: ", ")) }
        return field.requirement.validation.example.map { SafeText($0) } ?? (field.requirement.required ? "" : "may stay empty")
    }
}
