import ModelContextProtocol
import ServerModel
import TerminalKit

/// The form for a call, in the pane: the fields one below the other, what is wrong under each, and the button.
struct ToolFormView {
    let form: ToolForm
    let state: AppState
    let glyphs: Glyphs

    /// Rows of text for an input of several lines.
    private static let mostLines = 6

    func draw(in rect: Rect, on frame: inout Frame) {
        let places = ToolPlaces(pane: rect)
        let area = Rect(
            x: places.heading.x, y: places.result.y, width: min(100, places.heading.width), height: places.result.height)
        let summary = form.tool.description.map { SafeText.lines($0.prefix(400)).first { !$0.isEmpty } ?? "" } ?? ""
        frame.put(
            StyledLine([
                Piece(SafeText(form.tool.name), .textStrong, bold: true),
                Piece(SafeText("  of \(state.selected?.rawValue ?? "")"), .textDim),
                Piece("  "), Piece(summary, .textDim),
            ]), in: places.heading, glyphs: glyphs)
        // A blank row between two fields only where it costs nobody the field with the cursor.
        let blocks = form.fields.indices.map { rows(of: $0, width: area.width) } + [buttonRows]
        let gap = area.height >= 14 ? 1 : 0
        var starts: [Int] = []
        var height = 0
        for block in blocks {
            starts.append(height)
            height += block.count + gap
        }
        let focus = min(form.focus, blocks.count - 1)
        let last = starts[focus] + blocks[focus].count
        let top = max(0, min(starts[focus], last - area.height))
        for (index, block) in blocks.enumerated() {
            for (offset, row) in block.enumerated() {
                let y = starts[index] + offset - top
                guard y >= 0, y < area.height else { continue }
                draw(row, in: area.row(y), isFocused: index == focus, on: &frame)
            }
        }
        if height - gap - top > area.height, area.height > 1 {
            let below = blocks.indices.count { starts[$0] - top >= area.height }
            if below > 0 {
                let words = SafeText(" \(below) more below ")
                frame.put(words, x: rect.maxX - 2 - words.width, y: rect.maxY - 1, style: Style(.textDim))
            }
        }
    }

    /// A row of a block.
    private enum Row {
        case line(StyledLine)
        /// Where something is typed or chosen; the line with the cursor, if it has the focus.
        case input(ToolField, line: Int)
        case button
    }

    private var buttonRows: [Row] { [.button] }

    private func rows(of index: Int, width: Int) -> [Row] {
        let field = form.fields[index]
        let isFocused = index == form.focus
        let dot = SafeText(" ") + glyphs.dot + " "
        let name = SafeText(field.argument.name)
        let facts = [field.argument.isRequired ? "required" : "optional", field.argument.typeWords] + field.argument.limitWords
        var rows: [Row] = [
            .line(
                StyledLine([
                    Piece(name, isFocused ? .textStrong : .text, bold: isFocused), Piece("  "),
                    Piece(facts.map { SafeText($0) }.joined(by: dot, within: width - name.width - 2), .textDim),
                ]))
        ]
        if let description = field.argument.description, !description.isEmpty {
            let lines = SafeText(description.prefix(1_000)).wrapped(to: max(10, width))
            rows += lines.prefix(isFocused ? 2 : 1).map { .line(StyledLine([Piece($0, .textDim)])) }
        }
        // Of a long list the lines around the cursor.
        let lines = field.options == nil ? field.lines.count : 1
        let first = max(0, min(field.line - Self.mostLines + 1, lines - Self.mostLines))
        rows += (first..<min(lines, first + Self.mostLines)).map { .input(field, line: $0) }
        if let problem = field.problem {
            rows += SafeText(problem).wrapped(to: max(10, width - 2)).prefix(2).enumerated().map { part, text in
                .line(StyledLine([Piece(part == 0 ? glyphs.phase(.failed) + " " : "  ", .error), Piece(text, .error)]))
            }
        }
        return rows
    }

    private func draw(_ row: Row, in place: Rect, isFocused: Bool, on frame: inout Frame) {
        switch row {
        case .line(let line): frame.put(line, in: place, glyphs: glyphs)
        case .button:
            let button = ButtonRow(["Call \(form.tool.name.prefix(40))"], chosen: isFocused ? 0 : -1).line(width: place.width)
            let hint: [Piece] = isFocused ? [Piece(SafeText("  \(state.keyLabel(.tools(.next))) calls it"), .textDim)] : []
            frame.put(StyledLine(button.leading + hint), in: place, glyphs: glyphs)
            if isFocused { showCursor(Point(x: place.x, y: place.y), on: &frame) }
        case .input(let field, let line): drawInput(field, line: line, in: place, isFocused: isFocused, on: &frame)
        }
    }

    private func drawInput(_ field: ToolField, line: Int, in place: Rect, isFocused: Bool, on frame: inout Frame) {
        let hasCursor = isFocused && (field.options != nil || line == field.line)
        let style = Style(isFocused ? .inputFocus : .input)
        frame.put(hasCursor ? glyphs.prompt : " ", x: place.x, y: place.y, style: Style(.accent))
        let input = place.inset(left: 2)
        if isFocused { frame.fill(input, style) }
        if let options = field.options {
            return drawChoice(field, options, in: input, style: style, isFocused: isFocused, on: &frame)
        }
        if let block = field.block {
            let count = block.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
            put(SafeText("\(count) lines, as they were pasted; Backspace removes them"), style, in: input, on: &frame)
            if hasCursor { showCursor(Point(x: input.x, y: input.y), on: &frame) }
            return
        }
        let editor = field.lines[line]
        if editor.isEmpty, !hasCursor || field.lines.count == 1 { put(hint(field), Style(.inputHint), in: input, on: &frame) }
        guard hasCursor else {
            let text = SafeText(editor.text.prefix(2_000))
            return put(hidden(text, of: field), style, in: input, on: &frame, keepsHint: editor.isEmpty)
        }
        let (typed, cursor) = editor.visible(columns: input.width)
        let text = hidden(typed, of: field)
        if !editor.isEmpty { frame.put(text, x: input.x, y: input.y, style: style, maxWidth: input.width) }
        showCursor(Point(x: input.x + cursor, y: input.y), on: &frame)
    }

    /// A secret as so many dots.
    private func hidden(_ text: SafeText, of field: ToolField) -> SafeText {
        guard field.argument.isSecret else { return text }
        return SafeText(repeating: glyphs.kit.isUnicode ? "•" : "*", columns: text.width)
    }

    private func drawChoice(
        _ field: ToolField, _ options: [JSONValue], in input: Rect, style: Style, isFocused: Bool, on frame: inout Frame
    ) {
        if isFocused { showCursor(Point(x: input.x, y: input.y), on: &frame) }
        guard let choice = field.choice, let value = options[safe: choice] else {
            let words = options.prefix(12).map { SafeText(word($0, of: field)) }.joined(separator: ", ")
            put(SafeText("Space chooses: ") + words, Style(.inputHint), in: input, on: &frame)
            return
        }
        put(SafeText(word(value, of: field)), style, in: input, on: &frame)
        let place = SafeText("\(choice + 1) of \(options.count)")
        if isFocused, options.count > 1, input.width > 30 {
            frame.put(place, x: input.maxX - place.width - 1, y: input.y, style: Style(.inputHint))
        }
    }

    private func word(_ value: JSONValue, of field: ToolField) -> String {
        guard case .toggle = field.argument.kind else { return ToolArgument.word(value) }
        return value == true ? "yes" : "no"
    }

    private func hint(_ field: ToolField) -> SafeText {
        if let fallback = field.argument.fallback { return SafeText("\(ToolArgument.word(fallback)) when it stays empty") }
        if field.isList { return SafeText("one item a line; \(state.keyLabel(.tools(.next))) on an empty line goes on") }
        return switch field.argument.kind {
        case .json(.object): "{\"key\": \"value\"}"
        case .json(.array): "[1, 2]"
        case .json(.any): "any JSON; a text stands in quotes"
        case .text, .integer, .number, .toggle, .choice, .list: field.argument.isRequired ? "" : "may stay empty"
        }
    }

    private func put(_ text: SafeText, _ style: Style, in input: Rect, on frame: inout Frame, keepsHint: Bool = false) {
        guard !keepsHint else { return }
        frame.put(text.truncated(to: input.width, ellipsis: glyphs.kit.ellipsis), x: input.x, y: input.y, style: style)
    }

    private func showCursor(_ point: Point, on frame: inout Frame) {
        if state.focus == .tools, state.overlay == nil, state.prompt == nil { frame.cursor = point }
    }
}
