import ServerModel

/// What came of making a call again, for `mcp-manager calls replay ID`.
struct ReplayView {
    var replay: CallReplay

    private var original: CallRecord { replay.original }
    private var again: CallRecord { replay.replay }

    var text: StyledText {
        let number: StyledText = again.id > 0 ? ", now call \(again.id)" : ""
        let heading: StyledText = """
            \("call \(original.id)", .strong)\(number): \(original.tool) of \(original.server), \
            took \(again.took), before \(original.took)

            """
        if replay.isSame { return heading + "same result\(limits)\n" }
        var text = heading
        if original.outcome != again.outcome { text += "outcome: \(original.outcome.text) → \(again.outcome.text)\n" }
        let diff = LineDiff.lines(from: lines(original), to: lines(again))
        if diff.isEmpty { text += "the same text, as far as it is kept\(limits)\n" }
        return diff.reduce(text) { $0 + line($1) }
    }

    /// What the comparison cannot see.
    private var limits: StyledText {
        guard let loss = again.resultLoss ?? original.resultLoss else { return "" }
        return " (\(loss.words))"
    }

    /// The result, or what there was instead.
    private func lines(_ call: CallRecord) -> [String] {
        call.result.map(PrettyJSON.lines) ?? call.problem.map(PlainText.lines) ?? []
    }

    private func line(_ line: LineDiff.Line) -> StyledText {
        switch line {
        case .same(let text): "  \(text, .muted)\n"
        case .removed(let text): StyledText("- \(text)", .error) + "\n"
        case .added(let text): StyledText("+ \(text)", .ok) + "\n"
        case .skipped(let count): "  \("… \(count) more the same", .muted)\n"
        }
    }
}
