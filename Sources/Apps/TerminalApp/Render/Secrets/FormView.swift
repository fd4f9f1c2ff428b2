import ServerModel
import TerminalKit

/// The form for a server's secrets, in the pane: the fields one below the other, what is wrong under each; then the review.
struct FormView {
    let form: SecretForm
    let state: AppState
    let glyphs: Glyphs

    var title: SafeText {
        form.purpose == .rotate
            ? SafeText("Another value for \(form.fields.first?.name ?? "")") : SafeText("Secrets for \(form.server)")
    }

    var decoration: PaneDecoration {
        let step =
            switch form.step {
            case .fields: 1
            case .review, .applying: 2
            case .applied: 3
            }
        return PaneDecoration(right: [Piece(SafeText("step \(step) of 3"), .textDim)])
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let isTall = rect.height >= 16
        var interior = rect.inset(left: 3, top: isTall ? 2 : 1, right: 3, bottom: 1)
        if isTall {
            frame.put(StyledLine(steps), in: interior.row(0), glyphs: glyphs)
            interior = interior.inset(top: 2)
        }
        switch form.step {
        case .fields: drawFields(in: interior, isTall: isTall, on: &frame)
        case .review, .applying: drawReview(in: interior, on: &frame)
        case .applied(let names, let store): drawApplied(names, store, in: interior, on: &frame)
        }
        if let question = form.question { draw(question, in: rect, on: &frame) }
    }

    /// `✓ secrets ── ● review ── ○ applied`
    private var steps: [Piece] {
        let current: Int
        switch form.step {
        case .fields: current = 0
        case .review, .applying: current = 1
        case .applied: current = 2
        }
        let names: [SafeText] = ["secrets", "review", "applied"]
        let pieces = names.enumerated().map { index, name -> [Piece] in
            if index < current || current == 2 { return [Piece(glyphs.done, .ok), Piece(" "), Piece(name, .ok)] }
            if index == current { return [Piece(glyphs.phase(.ready), .accent), Piece(" "), Piece(name, .accent, bold: true)] }
            return [Piece(glyphs.phase(.stopped), .textDim), Piece(" "), Piece(name, .textDim)]
        }
        return Array(pieces.joined(separator: [Piece(SafeText("  ") + glyphs.step + "  ", .border)]))
    }

    // MARK: Fields

    private func drawFields(in interior: Rect, isTall: Bool, on frame: inout Frame) {
        let blocks = form.fields.indices.map { index in
            FieldBlock(
                form.fields[index], isFocused: index == form.focusedIndex, isRevealed: form.isRevealed(at: state.now),
                isBoxed: isTall && interior.width >= 24, glyphs: glyphs)
        }
        let facts =
            isTall
            ? [.blank] + SecretFacts(store: form.store, server: form.server, glyphs: glyphs).lines(width: interior.width) : []
        let heights = blocks.map { $0.height(width: interior.width) }
        // The focused field, its error with it, is always wholly to be seen.
        let focus = form.focusedIndex
        let end = heights.prefix(focus + 1).reduce(0, +)
        let start = end - (heights.indices.contains(focus) ? heights[focus] : 0)
        let top = max(0, min(start, end - interior.height))
        var y = -top
        for (index, block) in blocks.enumerated() {
            // A field that is cut by an edge would look like another.
            if y >= 0, y + heights[index] <= interior.height || index == focus {
                block.draw(in: Rect(x: interior.x, y: interior.y + y, width: interior.width, height: heights[index]), on: &frame)
            }
            y += heights[index]
        }
        for (offset, line) in facts.enumerated() where y >= 0 && y + facts.count <= interior.height {
            frame.put(line, in: interior.row(y + offset), glyphs: glyphs)
        }
    }

    // MARK: Review

    private func drawReview(in interior: Rect, on frame: inout Frame) {
        let names = form.fields.map { SafeText($0.name).width }.max() ?? 0
        var lines = form.fields.map { field in
            StyledLine([Piece(SafeText(field.name).padded(to: names), .textStrong), Piece("  ")] + fate(of: field))
        }
        lines.append(.blank)
        lines += form.values.keys.sorted().prefix(4).map { name in
            let verb = form.purpose == .rotate ? "rotate" : "set"
            return StyledLine([
                Piece(glyphs.prompt, .accent), Piece(SafeText(" mcp-manager secrets \(verb) \(form.server) \(name)"), .textDim),
            ])
        }
        lines.append(.blank)
        if case .review(_, let problem?) = form.step {
            lines += SafeText(problem.problem).wrapped(to: max(10, interior.width - 2)).prefix(3).enumerated().map {
                index, text in
                StyledLine([Piece(index == 0 ? glyphs.phase(.failed) + " " : "  ", .error), Piece(text, .error)])
            }
            lines += SafeText(problem.remedy).wrapped(to: max(10, interior.width - 2)).prefix(2).map {
                StyledLine([Piece("  "), Piece($0)])
            }
            lines.append(.blank)
        }
        let buttons: StyledLine
        if case .review(let appliesNext, _) = form.step {
            buttons = ButtonRow(["Apply", "Back"], chosen: appliesNext ? 0 : 1).line
        } else {
            let what = form.purpose == .rotate ? "trying it: the server is started with the new value" : "storing"
            buttons = StyledLine([Piece(glyphs.phase(.starting), .pending), Piece(SafeText(" \(what)"), .pending)])
        }
        // The buttons are never out of sight.
        let shown = lines.prefix(max(0, interior.height - 1))
        for (index, line) in shown.enumerated() { frame.put(line, in: interior.row(index), glyphs: glyphs) }
        frame.put(buttons, in: interior.row(shown.count), glyphs: glyphs)
        if form.question == nil, state.overlay == nil { frame.cursor = Point(x: interior.x, y: interior.y + shown.count) }
    }

    /// What becomes of a field's value.
    private func fate(of field: SecretField) -> [Piece] {
        if let draft = field.draft {
            let shown =
                field.isMasked
                ? SafeText(repeating: glyphs.mask, columns: 8)
                : SafeText(draft.revealed).truncated(to: 40, ellipsis: glyphs.kit.ellipsis)
            return [Piece("new  ", .ok), Piece(shown)]
        }
        if let from = field.requirement.from { return [Piece(SafeText("kept elsewhere: \(from)"), .textDim)] }
        if field.isSet { return [Piece("kept as it is", .textDim)] }
        return field.requirement.required ? [Piece("still missing", .secret)] : [Piece("skipped", .textDim)]
    }

    // MARK: Afterwards

    private func drawApplied(_ names: [String], _ store: String, in interior: Rect, on frame: inout Frame) {
        var lines = names.map { StyledLine([Piece(glyphs.done, .ok), Piece(" "), Piece(SafeText($0), .textStrong)]) }
        lines += [.blank, StyledLine([Piece("kept in  ", .textDim), Piece(SafeText(store))])]
        if let server = state.server(form.server) {
            let look = ServerLook(server, glyphs: glyphs)
            lines.append(
                StyledLine([
                    Piece("server   ", .textDim), Piece(look.glyph, look.token), Piece(" "), Piece(look.word, look.token),
                ]))
            if case .needsSecret(let report) = server.phase {
                lines += SafeText(report.problem).wrapped(to: max(10, interior.width)).map { StyledLine([Piece($0, .secret)]) }
            }
        }
        lines += [.blank, ButtonRow(["Close"], chosen: 0).line]
        for (index, line) in lines.prefix(interior.height).enumerated() {
            frame.put(line, in: interior.row(index), glyphs: glyphs)
        }
        frame.cursor = Point(x: interior.x, y: interior.y + min(lines.count, interior.height) - 1)
    }

    // MARK: Questions

    private func draw(_ question: SecretForm.Question, in rect: Rect, on frame: inout Frame) {
        let (title, text): (SafeText, SafeText) =
            switch question {
            case .leave: ("Leave the form?", "Something was typed. A draft is kept in memory only, until the dashboard ends.")
            case .lines(let value, _):
                (
                    "Several lines",
                    SafeText("The pasted text has \(value.revealed.split(whereSeparator: \.isNewline).count) lines.")
                )
            }
        let width = min(58, rect.width - 2)
        let lines =
            text.wrapped(to: max(10, width - 6)).map { StyledLine([Piece($0)]) }
            + [.blank, ButtonRow(question.options, chosen: question.chosen).line]
        let interior = Popup(title: title, lines: lines).draw(in: rect, width: width, on: &frame, glyphs: glyphs)
        frame.cursor = Point(x: interior.x, y: min(interior.maxY - 1, interior.y + lines.count - 1))
    }
}
