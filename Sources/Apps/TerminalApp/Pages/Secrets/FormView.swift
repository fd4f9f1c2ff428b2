import ServerModel
import TerminalKit

/// The form for a server's secrets, in the pane: the fields one below the other, what is wrong under each; then the review.
struct FormView {
    let form: SecretForm
    let state: AppState
    let glyphs: Glyphs

    var title: SafeText {
        switch form.purpose {
        case .setup: SafeText("Secrets for \(form.server)")
        case .rotate(let name): SafeText("Another value for \(name)")
        }
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
        interior.width = min(interior.width, SecretsView.mostColumns)
        if isTall {
            frame.put(StyledLine(steps), in: interior.row(0), glyphs: glyphs)
            interior = interior.inset(top: 2)
        }
        switch form.step {
        case .fields: drawFields(in: interior, of: rect, isTall: isTall, on: &frame)
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

    private func drawFields(in interior: Rect, of rect: Rect, isTall: Bool, on frame: inout Frame) {
        let blocks = form.fields.indices.map { index in
            FieldBlock(
                form.fields[index], isFocused: index == form.focusedIndex, isRevealed: form.isRevealed(at: state.now),
                isBoxed: isTall && interior.width >= 24, room: interior.height, glyphs: glyphs)
        }
        let facts =
            isTall
            ? [.blank] + SecretFacts(store: form.store, server: form.server, glyphs: glyphs).lines(width: interior.width) : []
        let heights = blocks.map { $0.height(width: interior.width) }
        let starts = heights.indices.map { heights.prefix($0).reduce(0) { $0 + $1 + 1 } }
        // The focused field, its error with it, is always wholly to be seen; a field begins in the first row.
        let focus = form.focusedIndex
        let end = heights.indices.contains(focus) ? starts[focus] + heights[focus] : 0
        let first = starts.prefix(focus + 1).firstIndex { end - $0 <= interior.height } ?? focus
        var y = heights.indices.contains(first) ? -starts[first] : 0
        let above = first
        var below = 0
        for (index, block) in blocks.enumerated() {
            // A field that is cut by an edge would look like another.
            if y >= 0, y + heights[index] <= interior.height {
                block.draw(in: Rect(x: interior.x, y: interior.y + y, width: interior.width, height: heights[index]), on: &frame)
            } else if y >= 0 {
                below += 1
            }
            y += heights[index] + 1
        }
        let hidden = [above > 0 ? "\(above) more above" : nil, below > 0 ? "\(below) more below" : nil].compactMap(\.self)
        if !hidden.isEmpty {
            let words = hidden.map { SafeText($0) }.joined(separator: SafeText(" ") + glyphs.dot + " ")
            frame.put(
                SafeText(" ") + words + " ", x: rect.x + 2, y: rect.maxY - 1, style: Style(.textDim), maxWidth: rect.width - 4)
        }
        for (offset, line) in facts.enumerated() where y >= 0 && y + facts.count <= interior.height {
            frame.put(line, in: interior.row(y + offset), glyphs: glyphs)
        }
    }

    // MARK: Review

    private func drawReview(in interior: Rect, on frame: inout Frame) {
        // The buttons are never out of sight; what went wrong is said first, and what can be read elsewhere is left out first.
        var room = max(0, interior.height - 1)
        let problem = Array(problemLines(width: interior.width).prefix(max(0, room - 2)))
        room -= problem.count
        let fates = fateLines(rows: room - 1)
        room -= fates.count
        let commands: [StyledLine] = commandLines.count + 2 <= room ? [.blank] + commandLines : []
        let lines = problem + fates + commands + [.blank]
        for (index, line) in lines.enumerated() { frame.put(line, in: interior.row(index), glyphs: glyphs) }
        frame.put(buttons, in: interior.row(lines.count), glyphs: glyphs)
        if form.question == nil, state.overlay == nil { frame.cursor = Point(x: interior.x, y: interior.y + lines.count) }
    }

    private var buttons: StyledLine {
        if case .review(let appliesNext, _) = form.step {
            return ButtonRow(["Apply", "Back"], chosen: appliesNext ? 0 : 1).line(width: 40)
        }
        let what = form.purpose == .setup ? "storing" : "trying it: the server is started with the new value"
        return StyledLine([Piece(glyphs.phase(.starting), .pending), Piece(SafeText(" \(what)"), .pending)])
    }

    private func problemLines(width: Int) -> [StyledLine] {
        guard case .review(_, let problem?) = form.step else { return [] }
        let room = max(10, width - 2)
        return SafeText(problem.problem).wrapped(to: room).prefix(3).enumerated().map { index, text in
            StyledLine([Piece(index == 0 ? glyphs.phase(.failed) + " " : "  ", .error), Piece(text, .error)])
        } + SafeText(problem.remedy).wrapped(to: room).prefix(2).map { StyledLine([Piece("  "), Piece($0)]) } + [.blank]
    }

    /// What becomes of every field; where there are more than rows, of those that change.
    private func fateLines(rows: Int) -> [StyledLine] {
        let names = form.fields.map { SafeText($0.name).width }.max() ?? 0
        func line(_ field: SecretField) -> StyledLine {
            StyledLine([Piece(SafeText(field.name).padded(to: names), .textStrong), Piece("  ")] + fate(of: field))
        }
        guard form.fields.count > rows else { return form.fields.map(line) }
        let ordered = form.fields.filter { $0.draft != nil } + form.fields.filter { $0.draft == nil }
        let shown = max(0, rows - 1)
        let more = StyledLine([Piece(SafeText("and \(ordered.count - shown) more"), .textDim)])
        return rows > 0 ? ordered.prefix(shown).map(line) + [more] : []
    }

    /// The same on the command line.
    private var commandLines: [StyledLine] {
        form.values.keys.sorted().prefix(4).map { name in
            let command = SafeText(" mcp-manager secrets \(form.purpose.verb) \(form.server) \(name)")
            return StyledLine([Piece(glyphs.prompt, .accent), Piece(command, .textDim)])
        }
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
        switch field.status.state {
        case .set: return [Piece("kept as it is", .textDim)]
        case .unreachable: return [Piece("kept as it is, out of reach now", .warn)]
        case .missing, .invalid: break
        }
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
        lines = lines.prefix(max(0, interior.height - 2)) + [.blank, ButtonRow(["Close"], chosen: 0).line(width: 40)]
        for (index, line) in lines.enumerated() { frame.put(line, in: interior.row(index), glyphs: glyphs) }
        if state.overlay == nil { frame.cursor = Point(x: interior.x, y: interior.y + lines.count - 1) }
    }

    // MARK: Questions

    private func draw(_ question: SecretForm.Question, in rect: Rect, on frame: inout Frame) {
        let (title, text): (SafeText, SafeText) =
            switch question {
            case .leave: ("Leave the form?", "Something was typed. A draft is kept in memory only, until the dashboard ends.")
            case .lines(let value, _):
                (
                    "Several lines",
                    SafeText(
                        "The pasted text has \(value.revealed.split(whereSeparator: \.isNewline).count) lines. Keep them, or join them to one?"
                    )
                )
            }
        let width = min(58, rect.width - 2)
        let lines =
            text.wrapped(to: max(10, width - 6)).map { StyledLine([Piece($0)]) }
            + [.blank, ButtonRow(question.options, chosen: question.chosen).line(width: width - 6)]
        let interior = Popup(title: title, lines: lines).draw(in: rect, width: width, on: &frame, glyphs: glyphs)
        frame.cursor = Point(x: interior.x, y: min(interior.maxY - 1, interior.y + lines.count - 1))
    }
}
