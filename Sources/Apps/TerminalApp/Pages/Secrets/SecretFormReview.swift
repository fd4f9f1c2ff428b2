import ServerModel
import TerminalKit

/// What is read before secrets are stored: what went wrong, what becomes of each, what changes in the definition, and the same on
/// the command line.
struct SecretFormReview {
    let form: SecretForm
    let glyphs: Glyphs

    /// At most as many as there are rows: what went wrong is said first, and what can be read elsewhere is left out first.
    func lines(width: Int, rows: Int) -> [StyledLine] {
        var room = max(0, rows)
        let problem = Array(problem(width).prefix(max(0, room - 2)))
        room -= problem.count
        let fates = fates(rows: room - 1)
        // The blank line before the buttons.
        room -= fates.count + 1
        var lines = problem + fates
        for part in [warnings(width), difference(width), commands(width)] where !part.isEmpty && part.count < room {
            lines += [.blank] + part
            room -= part.count + 1
        }
        return lines + [.blank]
    }

    private func problem(_ width: Int) -> [StyledLine] {
        guard case .review(_, let problem?) = form.step else { return [] }
        let room = max(10, width - 2)
        return SafeText(problem.problem).wrapped(to: room).prefix(3).enumerated().map { index, text in
            StyledLine([Piece(index == 0 ? glyphs.phase(.failed) + " " : "  ", .error), Piece(text, .error)])
        } + SafeText(problem.remedy).wrapped(to: room).prefix(2).map { StyledLine([Piece("  "), Piece($0)]) } + [.blank]
    }

    // MARK: Fates

    /// What becomes of every field; where there are more than rows, of those that change.
    private func fates(rows: Int) -> [StyledLine] {
        let names = form.fields.map { SafeText($0.name).width }.max() ?? 0
        func line(_ field: SecretField) -> StyledLine {
            StyledLine([Piece(SafeText(field.name).padded(to: names), .textStrong), Piece("  ")] + fate(of: field))
        }
        guard form.fields.count > rows else { return form.fields.map(line) }
        let ordered = form.fields.filter(\.isChanged) + form.fields.filter { !$0.isChanged }
        let shown = max(0, rows - 1)
        let more = StyledLine([Piece(SafeText("and \(ordered.count - shown) more"), .textDim)])
        return rows > 0 ? ordered.prefix(shown).map(line) + [more] : []
    }

    private func fate(of field: SecretField) -> [Piece] {
        if let draft = field.draft {
            let shown =
                field.isMasked ? SafeText(repeating: glyphs.mask, columns: 8) : cut(draft.revealed)
            let instead = field.requirement.from.map { [Piece("  instead of "), Piece(cut($0), .textDim)] } ?? []
            return [Piece("new  ", .ok), Piece(shown)] + instead
        }
        if let reference = field.newReference {
            return [Piece("from  ", .ok), Piece(cut(reference)), Piece(" (read at each start)", .textDim)]
        }
        if let from = field.requirement.from {
            return field.dropsReference
                ? [Piece("no longer from ", .warn), Piece(cut(from), .warn)]
                : [Piece(SafeText("kept elsewhere: \(from)"), .textDim)]
        }
        switch field.status.state {
        case .set: return [Piece("kept as it is", .textDim)]
        case .unreachable: return [Piece("kept as it is, out of reach now", .warn)]
        case .missing, .invalid: break
        }
        return field.requirement.required ? [Piece("still missing", .secret)] : [Piece("skipped", .textDim)]
    }

    private func cut(_ text: String) -> SafeText { SafeText(text).truncated(to: 40, ellipsis: glyphs.kit.ellipsis) }

    // MARK: The definition

    private var proposed: DefinitionEdited? { if case .made(let edited) = form.proposal { edited } else { nil } }

    private func warnings(_ width: Int) -> [StyledLine] {
        (proposed?.diagnostics ?? []).flatMap { diagnostic in
            SafeText("\(diagnostic.message); \(diagnostic.fix)").wrapped(to: max(10, width - 2)).enumerated().map { index, part in
                StyledLine([Piece(index == 0 ? glyphs.phase(.degraded) + " " : "  ", .warn), Piece(part)])
            }
        }
    }

    private func difference(_ width: Int) -> [StyledLine] { DifferenceLines.lines(proposed?.difference ?? [], width: width) }

    /// The same on the command line.
    private func commands(_ width: Int) -> [StyledLine] {
        let lines =
            form.edits.commandLines(for: form.server)
            + form.values.keys.sorted().prefix(4).map { "mcp-manager secrets \(form.purpose.verb) \(form.server) \($0)" }
        return lines.flatMap { line in
            SafeText(line).wrapped(to: max(10, width - 2)).enumerated().map { index, part in
                StyledLine([Piece(index == 0 ? glyphs.prompt : " ", .accent), Piece(" "), Piece(part, .textDim)])
            }
        }
    }
}
