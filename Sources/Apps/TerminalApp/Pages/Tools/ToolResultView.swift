import ModelContextProtocol
import ServerModel
import TerminalKit

/// What came of a call: who was called with what, how it went, and the answer as a tree.
struct ToolResultView {
    let call: ToolCall
    let server: ServerID
    let state: AppState
    let glyphs: Glyphs
    let hasFocus: Bool

    func draw(in places: ToolPlaces, on frame: inout Frame) {
        let body = places.result
        frame.put(heading(position: position(in: body)), in: places.heading, glyphs: glyphs)
        switch call.state {
        case .answered(_, let tree, _): TreeView(tree: tree, glyphs: glyphs, hasFocus: hasFocus).draw(in: body, on: &frame)
        case .running:
            let began = state.localTime.clock(call.startedAt)
            put(
                [
                    ("calling since \(began)", .pending), (call.command(of: server), .textDim),
                    (
                        "\(key(.cancel)) cancels it; \(key(.closeResult)) leaves it running, and it is shown when it is done",
                        .textDim
                    ),
                ], in: body, on: &frame)
        case .failed(let report):
            put(
                [
                    (report.problem, .error), (report.remedy, .text),
                    ("\(key(.again)) calls again, \(key(.change)) changes the arguments", .textDim),
                ],
                in: body, on: &frame)
        }
    }

    private func key(_ action: ToolsAction) -> String { state.keyLabel(.tools(action), in: .toolResult) }

    private func position(in body: Rect) -> SafeText {
        call.tree.map { TreeView(tree: $0, glyphs: glyphs, hasFocus: hasFocus).position(in: body) } ?? ""
    }

    /// `convert_time  ✓ ok  42 ms                 3 of 120`
    private func heading(position: SafeText) -> StyledLine {
        var left = [Piece(SafeText(call.tool.name), .textStrong, bold: true), Piece("  ")]
        switch call.state {
        case .running:
            left.append(Piece(glyphs.phase(.starting) + " calling", .pending))
            let seconds = Int((state.now - call.startedAt).components.seconds)
            let words = seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
            if seconds > 0 { left.append(Piece(SafeText("  \(words)"), .textDim)) }
        case .answered(let result, _, let at):
            let took = at - call.startedAt
            left +=
                result.isError
                ? [Piece(glyphs.phase(.failed) + " the tool says it failed", .error)] : [Piece(glyphs.done + " ok", .ok)]
            left += [Piece(SafeText("  \(CallTime.words(took))"), .textDim)]
            if result.isError { left += [Piece(SafeText("  \(key(.change)) edits, \(key(.again)) again"), .textDim)] }
        case .failed(let report) where report.code == "cancelled":
            left.append(Piece(glyphs.phase(.stopped) + " cancelled", .textDim))
        case .failed: left.append(Piece(glyphs.phase(.failed) + " no answer", .error))
        }
        return StyledLine(left, trailing: position.isEmpty ? [] : [Piece(position, .textDim)])
    }

    private func put(_ words: [(String, StyleToken)], in body: Rect, on frame: inout Frame) {
        var y = body.y
        for (text, token) in words {
            for line in SafeText(text).wrapped(to: max(8, body.width - 2)).prefix(8) where y < body.maxY {
                frame.put(line, x: body.x + 1, y: y, style: Style(token), maxWidth: body.width - 1)
                y += 1
            }
        }
        if hasFocus { frame.cursor = Point(x: body.x + 1, y: body.y) }
    }
}

/// How long a call took, for people.
enum CallTime {
    static func words(_ duration: Duration) -> String {
        words(
            microseconds: Int(duration.components.seconds) * 1_000_000 + Int(duration.components.attoseconds / 1_000_000_000_000))
    }

    /// `850 µs`, `12 ms`, `1.2 s`, `3 min 5 s`
    static func words(microseconds: Int) -> String {
        let microseconds = max(0, microseconds)
        return switch microseconds {
        case ..<1_000: "\(microseconds) µs"
        case ..<1_000_000: "\(microseconds / 1_000) ms"
        case ..<60_000_000: "\(microseconds / 1_000_000).\(microseconds / 100_000 % 10) s"
        default: "\(microseconds / 60_000_000) min \(microseconds / 1_000_000 % 60) s"
        }
    }
}
