import ServerModel
import TerminalKit

/// A plan as lines to be read: what happens to each file, what is not done, and every line that changes.
struct PlanLines {
    let page: PlanPage
    let state: AppState
    let glyphs: Glyphs

    func lines(width: Int) -> [StyledLine] {
        let parts: [[StyledLine]]
        switch page.step {
        case .asking: parts = [command(width), [StyledLine([Piece("looking at what would change", .textDim)])]]
        case .failed(let report): parts = [command(width), failure(report, width)]
        case .done(let sync):
            parts = [
                command(width), outcome(sync, width), failures(width), afterwards(sync, width), copies(sync, width),
            ]
        case .ready(let plan), .applying(let plan, _):
            parts = [command(width), summary(plan, width), refusals(plan, width)] + plan.changes.map { difference($0, width) }
        }
        return Array(parts.filter { !$0.isEmpty }.joined(separator: [.blank]))
    }

    /// The same on the command line, and why it is here again.
    private func command(_ width: Int) -> [StyledLine] {
        let words = SafeText(page.work.command).wrapped(to: max(10, width - 2)).enumerated().map { index, part in
            StyledLine([Piece((index == 0 ? glyphs.prompt : " ") + " ", .accent), Piece(part, .textDim)])
        }
        guard let note = page.note else { return words }
        return words + SafeText(note).wrapped(to: max(10, width)).map { StyledLine([Piece($0, .warn)]) }
    }

    private func failure(_ report: ErrorReport, _ width: Int) -> [StyledLine] {
        marked(glyphs.phase(.failed), SafeText(report.problem), .error, width)
            + SafeText(report.remedy).wrapped(to: max(10, width - 2)).map { StyledLine([Piece("  "), Piece($0)]) }
    }

    // MARK: What is done

    private func summary(_ plan: PlatformSync, _ width: Int) -> [StyledLine] {
        guard plan.hasChanges else {
            let words = plan.refusals.isEmpty ? page.work.quietEffect ?? "Nothing is to be written." : "Nothing is written."
            return SafeText(words).wrapped(to: max(10, width)).map { StyledLine([Piece($0)]) }
        }
        return plan.changes.flatMap { change in
            [heading(change, width)] + steps(change, width)
                + change.warnings.flatMap { marked(glyphs.severity(.warning), SafeText($0), .warn, width, indent: "  ") }
        }
    }

    private func heading(_ change: PlatformChange, _ width: Int) -> StyledLine {
        let title = SafeText(change.title)
        // A file that nobody has seen there is new.
        let client = state.platforms.findings?.platforms.first { $0.id == change.platform }
        let isNew = client.map { $0.path == change.path && !$0.hasFile } ?? false
        let fate =
            page.plan == nil ? "" : change.isRemoval ? " (the file goes: nothing else is in it)" : isNew ? " (a new file)" : ""
        let room = max(8, width - title.width - 2 - fate.count)
        let path = SafeText(state.shortened(change.path)).truncated(to: room, at: .middle, ellipsis: glyphs.kit.ellipsis)
        return StyledLine([
            Piece(title, .textStrong, bold: true), Piece("  "), Piece(path, .textDim), Piece(SafeText(fate), .pending),
        ])
    }

    /// `+ add github, time`
    private func steps(_ change: PlatformChange, _ width: Int) -> [StyledLine] {
        StepLook.order.flatMap { kind -> [StyledLine] in
            let names = change.steps.filter { $0.kind == kind }.map { step -> SafeText in
                let other = step.server.flatMap { $0.rawValue == step.name ? nil : " (\($0.rawValue))" } ?? ""
                return SafeText(step.name + other)
            }
            guard !names.isEmpty else { return [] }
            let look = StepLook(kind, glyphs: glyphs)
            return marked(look.glyph, look.verb + " " + names.joined(separator: ", "), look.token, width, indent: "  ")
        }
    }

    // MARK: What was done

    private func outcome(_ sync: PlatformSync, _ width: Int) -> [StyledLine] {
        guard sync.hasChanges else { return marked(glyphs.dot, SafeText(page.work.outcome(sync)), .textDim, width) }
        return sync.changes.map { StyledLine([Piece(glyphs.done + " ", .ok)] + heading($0, width - 2).leading) }
    }

    /// Where the files are as they were.
    private func copies(_ sync: PlatformSync, _ width: Int) -> [StyledLine] {
        let paths = sync.changes.compactMap(\.backup).map { SafeText(state.shortened($0)) }
        guard !paths.isEmpty else { return [] }
        return [StyledLine([Piece("What they were is kept in", .textDim)])]
            + paths.map {
                StyledLine([
                    Piece("  "), Piece($0.truncated(to: width - 2, at: .middle, ellipsis: glyphs.kit.ellipsis), .textDim),
                ])
            }
    }

    private func failures(_ width: Int) -> [StyledLine] {
        page.failures.flatMap { refusal in
            marked(glyphs.phase(.failed), SafeText("\(refusal.title): \(refusal.report.problem)"), .error, width)
                + SafeText(refusal.report.remedy).wrapped(to: max(10, width - 2)).map {
                    StyledLine([Piece("  "), Piece($0, .textDim)])
                }
        }
    }

    /// What to do in the clients now, and how to take it all back.
    private func afterwards(_ sync: PlatformSync, _ width: Int) -> [StyledLine] {
        let hints = sync.hints.flatMap { marked(glyphs.prompt, SafeText("\($0.title): \($0.text)"), .accent, width) }
        let heading = hints.isEmpty ? [] : [StyledLine([Piece("Now", .textStrong, bold: true)])]
        guard sync.id != nil, !page.work.isUndo, let key = state.keys.binding(for: .undoSync)?.keys.first else {
            return heading + hints
        }
        return heading + hints
            + [StyledLine([Piece("  "), Piece(glyphs.key(key), .key, bold: true), Piece(" takes all of it back", .textDim)])]
    }

    // MARK: What is not done

    private func refusals(_ plan: PlatformSync, _ width: Int) -> [StyledLine] {
        guard !plan.refusals.isEmpty else { return [] }
        var lines = [StyledLine([Piece("Left as it is", .textStrong, bold: true)])]
        for refusal in plan.refusals where !refusal.isQuestion {
            lines += marked(glyphs.phase(.failed), SafeText("\(refusal.title): \(refusal.report.problem)"), .error, width)
            lines += SafeText(refusal.report.remedy).wrapped(to: max(10, width - 2)).map {
                StyledLine([Piece("  "), Piece($0, .textDim)])
            }
        }
        for refusal in plan.refusals where refusal.isQuestion {
            lines += marked(glyphs.phase(.needsSecret), SafeText(refusal.report.problem), .secret, width)
        }
        guard !page.questions.isEmpty else { return lines }
        let hints: [(Action, SafeText)] = [
            (.decideOurs, page.work.isRelease ? "takes them out" : "has them as we want them"),
            (.decideTheirs, "leaves them to the others"),
        ]
        let keys = hints.compactMap { action, words -> [Piece]? in
            guard let key = state.keys.binding(for: action)?.keys.first else { return nil }
            return [Piece(glyphs.key(key), .key, bold: true), Piece(SafeText(" ") + words)]
        }
        return lines + [StyledLine([Piece("  ")] + Array(keys.joined(separator: [Piece("   ")])))]
    }

    // MARK: Every line

    private func difference(_ change: PlatformChange, _ width: Int) -> [StyledLine] {
        guard !change.difference.isEmpty else { return [] }
        // One file needs no second heading.
        let heading = page.plan?.changes.count == 1 ? [] : [heading(change, width)]
        return heading + DifferenceLines.lines(change.difference, width: width)
    }

    private func marked(
        _ glyph: SafeText, _ text: SafeText, _ token: StyleToken, _ width: Int, indent: SafeText = ""
    ) -> [StyledLine] {
        text.wrapped(to: max(10, width - 2 - indent.width)).enumerated().map { index, part in
            StyledLine([
                Piece(indent), Piece((index == 0 ? glyph : " ") + " ", token), Piece(part, token == .error ? .error : .text),
            ])
        }
    }
}

/// Shape, colour and verb of a step.
private struct StepLook {
    let glyph: SafeText
    let token: StyleToken
    let verb: SafeText

    init(_ kind: PlatformChange.Step.Kind, glyphs: Glyphs) {
        switch kind {
        case .add: (glyph, token, verb) = ("+", .ok, "add")
        case .update: (glyph, token, verb) = ("~", .pending, "update")
        case .adopt: (glyph, token, verb) = (glyphs.done, .pending, "make ours")
        case .restore: (glyph, token, verb) = (glyphs.done, .pending, "write again")
        case .remove: (glyph, token, verb) = (EntryLook(.leftover, glyphs: glyphs).glyph, .error, "take out")
        }
    }

    static let order: [PlatformChange.Step.Kind] = [.add, .update, .adopt, .restore, .remove]
}
