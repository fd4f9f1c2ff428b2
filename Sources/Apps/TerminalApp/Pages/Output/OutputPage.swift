import TerminalKit

/// What a command says, over the panes: scrolled, searched, copied.
struct OutputPage: OverlayPage {
    /// The first line shown; counted from the first line ever said, so that lines that go do not move it.
    var top = 0
    /// Whether the last lines stay in view.
    var follows: Bool
    /// What is looked for.
    var search: TextPattern?

    var context: Context { .output }

    func page(in state: AppState) -> Int { max(1, (state.layout.map { ReadingBox(body: $0.body).text.rows } ?? 8) - 1) }

    mutating func move(by rows: Int, in state: AppState) {
        guard let output = state.desk.output, let body = state.layout?.body else { return }
        let last = Self.lastTop(output, box: ReadingBox(body: body))
        let first = follows ? last : min(top, last)
        top = max(output.dropped, min(last, first + rows))
        follows = rows > 0 && top == last && (follows || output.ending == nil)
    }

    /// The first line when the end is in view.
    static func lastTop(_ output: CommandOutput, box: ReadingBox) -> Int {
        var room = box.text.rows
        var index = output.lines.count
        while index > 0 {
            room -= rows(output.lines[index - 1], columns: box.text.columns)
            guard room >= 0 else { break }
            index -= 1
        }
        return output.dropped + min(index, max(0, output.lines.count - 1))
    }

    private static func rows(_ line: SafeText, columns: Int) -> Int {
        line.width <= columns ? 1 : line.wrapped(to: columns).count
    }

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        guard let output = state.desk.output else { return }
        let box = ReadingBox(body: area)
        let interior = Popup(title: SafeText(output.commandLine), lines: []).draw(
            in: area, width: box.width, height: box.height, on: &frame, glyphs: glyphs)
        let text = box.area(in: interior)
        let last = Self.lastTop(output, box: box)
        var index = max(0, (follows ? last : min(top, last)) - output.dropped)
        var y = text.y
        while index < output.lines.count, y < text.maxY {
            let ranges = search.map { $0.ranges(in: output.lines[index].string) } ?? []
            let line = output.lines[index]
            if line.width <= text.width {
                put(line, matching: ranges, x: text.x, y: y, on: &frame)
                y += 1
            } else {
                for part in line.wrapped(to: text.width) where y < text.maxY {
                    put(part, matching: search?.ranges(in: part.string) ?? [], x: text.x, y: y, on: &frame)
                    y += 1
                }
            }
            index += 1
        }
        let bottom = interior.row(interior.height - 1)
        let below = output.lines.count - index
        frame.put(
            StyledLine(standing(output, glyphs), trailing: [Piece(SafeText(below > 0 ? "\(below) more below" : ""), .textDim)]),
            in: bottom, glyphs: glyphs, on: .popup)
        if state.prompt == nil { frame.cursor = Point(x: bottom.x, y: bottom.y) }
    }

    private func put(_ line: SafeText, matching ranges: [Range<String.Index>], x: Int, y: Int, on frame: inout Frame) {
        frame.put(line, x: x, y: y, style: Style(.text, on: .popup))
        for range in ranges {
            let start = line.column(of: range.lowerBound)
            frame.put(SafeText(line.string[range]), x: x + start, y: y, style: Style(.match))
        }
    }

    /// Whether it runs, or how it ended; how many lines there are, and what is looked for.
    private func standing(_ output: CommandOutput, _ glyphs: Glyphs) -> [Piece] {
        let state: [Piece] =
            switch output.ending {
            case nil: [Piece(glyphs.phase(.starting), .pending), Piece(" running", .pending)]
            case .status(0): [Piece(glyphs.done, .ok), Piece(" done")]
            case .status(let code): [Piece(glyphs.phase(.failed), .error), Piece(SafeText(" exit \(code)"), .error)]
            case .failed(let report):
                [Piece(glyphs.phase(.failed), .error), Piece(SafeText(" \(report.problem)"), .error)]
            }
        let all = output.lines.count + output.dropped
        let count = SafeText(all == 1 ? "1 line" : "\(all) lines")
        let lost = output.dropped > 0 ? SafeText(", the first \(output.dropped) are gone") : .empty
        let found: [Piece] =
            search.map { search in
                let hits = output.lines.count { search.matches($0.string) }
                let words = SafeText(hits == 1 ? " on 1 line" : " on \(hits) lines")
                return [Piece("   /", .info), Piece(SafeText(search.source), .info), Piece(words, .textDim)]
            } ?? []
        return state + [Piece("   "), Piece(count + lost, .textDim)] + found
    }
}

/// What is looked for in the output of a command.
struct OutputSearch: PromptPurpose {
    var title: SafeText { "search /" }

    func typed(_ text: String, in state: inout AppState) -> [Effect] {
        let pattern = TextPattern(text)
        state.changeOverlay(OutputPage.self) { $0.search = pattern.isEmpty ? nil : pattern }
        if !pattern.isEmpty { state.jumpInOutput(0) }
        return []
    }

    func accepted(_ text: String, in state: inout AppState) -> [Effect] { typed(text, in: &state) }

    func remark(_ text: String, in state: AppState) -> [Piece] {
        let pattern = TextPattern(text)
        if let error = pattern.error { return [Piece(SafeText(error), .inputError)] }
        guard !pattern.isEmpty, let lines = state.desk.output?.lines else { return [] }
        let count = lines.count { pattern.matches($0.string) }
        return [Piece(SafeText(count == 1 ? "1 line" : "\(count) lines"), .textDim)]
    }
}
