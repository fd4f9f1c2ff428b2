import ServerModel
import TerminalKit

/// The import in its box: what there is, what would be written, and what came of it.
struct ImportView {
    let page: ImportPage
    let state: AppState
    let glyphs: Glyphs

    func draw(in area: Rect, on frame: inout Frame) {
        let step =
            switch page.step {
            case .looking, .choosing, .failed, .asking: 1
            case .review, .applying: 2
            case .done: 3
            }
        let interior = FormBox(
            title: "Import from AI clients", steps: ["servers", "review", "imported"], step: step, glyphs: glyphs
        ).draw(in: area, on: &frame)
        if page.step == .choosing, !page.candidates.isEmpty {
            drawCandidates(in: interior, on: &frame)
        } else {
            draw(lines(width: interior.width), in: interior, on: &frame)
        }
    }

    // MARK: Choosing

    private func drawCandidates(in interior: Rect, on frame: inout Frame) {
        let rows = page.candidates.map { candidate in
            ChoiceRow(
                isChosen: page.marked.contains(candidate.id), label: SafeText(ImportPage.label(of: candidate)),
                detail: detail(of: candidate),
                objection: ImportPage.objection(to: candidate).map { SafeText($0) })
        }
        ChoiceRows(rows: rows, index: page.index, glyphs: glyphs).draw(
            in: interior.inset(bottom: interior.height > 5 ? 2 : 1), on: &frame)
        let count = page.marked.count
        frame.put(
            StyledLine(trailing: [Piece(SafeText(count == 1 ? "1 marked" : "\(count) marked"), .textDim)]),
            in: interior.row(interior.height - 1), glyphs: glyphs, on: .popup)
    }

    /// `npx -y @scope/server · Cursor, Zed · 2 secrets`
    private func detail(of candidate: ImportCandidate) -> SafeText {
        var clients: [String] = []
        for place in candidate.places where !clients.contains(place.title) { clients.append(place.title) }
        let secrets = candidate.credentials.count
        let facts = [
            secrets == 0 ? "" : secrets == 1 ? "1 secret" : "\(secrets) secrets", clients.joined(separator: ", "),
            candidate.launch,
        ]
        return facts.filter { !$0.isEmpty }.map { SafeText($0) }.joined(separator: SafeText(" ") + glyphs.dot + " ")
    }

    // MARK: Reading

    private func draw(_ lines: [StyledLine], in interior: Rect, on frame: inout Frame) {
        let buttons = ButtonRow(page.buttons, chosen: page.button)
        frame.put(lines, from: page.top, above: buttons, in: interior, glyphs: glyphs)
    }

    func lines(width: Int) -> [StyledLine] {
        switch page.step {
        case .looking: [waiting("looking into the files of AI clients")]
        case .asking: [waiting("asking the daemon")]
        case .applying: [waiting("taking them over")]
        case .failed(let report): FormBox.problem(report, width: width, glyphs: glyphs)
        case .choosing:
            SafeText("No AI client here has a server that could be taken over.").wrapped(to: width).map {
                StyledLine([Piece($0)])
            }
        case .review(let outcome): review(outcome, width)
        case .done(let outcome): done(outcome, width)
        }
    }

    private func waiting(_ words: SafeText) -> StyledLine {
        StyledLine([Piece(glyphs.phase(.starting) + " ", .pending), Piece(words, .pending)])
    }

    private func review(_ outcome: ImportOutcome, _ width: Int) -> [StyledLine] {
        let command = SafeText(page.command).wrapped(to: max(10, width - 2)).enumerated().map { index, part in
            StyledLine([Piece(index == 0 ? glyphs.prompt : " ", .accent), Piece(" "), Piece(part, .textDim)])
        }
        return summary(outcome, "becomes yours", "goes into the store") + [.blank] + command
            + outcome.files.flatMap { file in
                [.blank, StyledLine([Piece(SafeText(state.shortened(file.path)), .textStrong, bold: true)])]
                    + DifferenceLines.lines(file.difference, width: width)
            }
    }

    private func done(_ outcome: ImportOutcome, _ width: Int) -> [StyledLine] {
        let words = SafeText(
            "The clients' entries connect through the manager now. \(state.keyLabel(.desk(.undo))) puts everything back.")
        return summary(outcome, "is yours", "is in the store") + [.blank]
            + words.wrapped(to: width).map { StyledLine([Piece($0, .textDim)]) }
    }

    private func summary(_ outcome: ImportOutcome, _ server: SafeText, _ secret: SafeText) -> [StyledLine] {
        outcome.imported.map { imported in
            StyledLine([
                Piece(glyphs.done + " ", .ok), Piece(SafeText("\(imported.server) "), .textStrong, bold: true),
                Piece(server, .textDim),
            ])
        }
            + outcome.moved.map { moved in
                StyledLine([
                    Piece(glyphs.phase(.needsSecret) + " ", .secret), Piece(SafeText("\(moved.secret) ")),
                    Piece(SafeText("of \(moved.server) ") + secret, .textDim),
                ])
            }
    }
}
