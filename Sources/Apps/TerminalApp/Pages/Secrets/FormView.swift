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
            case .review, .changing, .applying: 2
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
        case .review, .changing, .applying: drawReview(in: interior, on: &frame)
        case .applied(let names, let store): drawApplied(names, store, in: interior, on: &frame)
        }
        if let question = form.question { draw(question, in: rect, on: &frame) }
    }

    /// `✓ secrets ── ● review ── ○ applied`
    private var steps: [Piece] {
        let current: Int
        switch form.step {
        case .fields: current = 0
        case .review, .changing, .applying: current = 1
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
                hasSources: form.hasSources, isBoxed: isTall && interior.width >= 24, room: interior.height, glyphs: glyphs)
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
        let lines = SecretFormReview(form: form, glyphs: glyphs).lines(width: interior.width, rows: interior.height - 1)
        for (index, line) in lines.enumerated() { frame.put(line, in: interior.row(index), glyphs: glyphs) }
        frame.put(buttons, in: interior.row(lines.count), glyphs: glyphs)
        if form.question == nil, state.overlay == nil { frame.cursor = Point(x: interior.x, y: interior.y + lines.count) }
    }

    private var buttons: StyledLine {
        switch (form.step, form.proposal) {
        case (.review, .asked): waiting("asking what changes in the definition")
        case (.review(let appliesNext, _), _): ButtonRow(["Apply", "Back"], chosen: appliesNext ? 0 : 1).line(width: 40)
        case (.changing, _): waiting("changing the definition")
        default: waiting(form.purpose == .setup ? "storing" : "trying it: the server is started with the new value")
        }
    }

    private func waiting(_ words: String) -> StyledLine {
        StyledLine([Piece(glyphs.phase(.starting), .pending), Piece(SafeText(" \(words)"), .pending)])
    }

    // MARK: Afterwards

    private func drawApplied(_ names: [String], _ store: String, in interior: Rect, on frame: inout Frame) {
        let elsewhere = form.settled.filter { $0.from != nil || !names.contains($0.name) }
        var lines =
            names.map { done($0) } + elsewhere.map { done($0.name, $0.from.map { "from \($0)" } ?? "no longer from elsewhere") }
        lines.append(.blank)
        if !names.isEmpty { lines.append(StyledLine([Piece("kept in  ", .textDim), Piece(SafeText(store))])) }
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

    private func done(_ name: String, _ how: String = "") -> StyledLine {
        StyledLine([
            Piece(glyphs.done, .ok), Piece(" "), Piece(SafeText(name), .textStrong), Piece(how.isEmpty ? "" : "  "),
            Piece(SafeText(how), .textDim),
        ])
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
