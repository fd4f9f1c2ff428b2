import ServerModel
import TerminalKit

/// What is read before a form is applied, line by line, and what came of it.
struct ServerFormReview {
    let form: ServerForm
    let state: AppState
    let glyphs: Glyphs

    func lines(width: Int) -> [StyledLine] {
        switch form.review {
        case .unasked, .asking: [waiting("asking the daemon")]
        case .applying: [waiting(form.base == nil ? "adding it" : "writing it")]
        case .failed(let report): FormBox.problem(report, width: width, glyphs: glyphs)
        case .draft(let document, let new): draft(document, new, width)
        case .edit(let edited): edit(edited, width)
        case .added(let id): added(id, width)
        }
    }

    private func waiting(_ words: String) -> StyledLine {
        StyledLine([Piece(glyphs.phase(.starting), .pending), Piece(SafeText(" \(words)"), .pending)])
    }

    private func draft(_ document: DefinitionDocument, _ new: NewServer, _ width: Int) -> [StyledLine] {
        let text = document.text.split(separator: "\n").map { "+\($0)" }
        return [path(document.path)] + DifferenceLines.lines(text, width: width) + [.blank]
            + warnings(document.diagnostics, width) + afterwards(new, width) + commands(new, width)
    }

    /// What the first steps do besides.
    private func afterwards(_ new: NewServer, _ width: Int) -> [StyledLine] {
        guard form.purpose == .first || !given.isEmpty else { return [] }
        let isFirst = form.purpose == .first
        let titles = form.clients.titles.joined(separator: ", ")
        let clients = titles.isEmpty ? "none" : "\(titles); each file is shown before it changes"
        let facts: [(SafeText, String)] = [
            ("secrets", given.isEmpty ? "" : "\(given.joined(separator: ", ")) into the store"),
            ("then", isFirst ? "it is started" : ""), ("clients", isFirst ? clients : ""),
        ]
        let lines = facts.filter { !$0.1.isEmpty }.flatMap { label, words in
            SafeText(words).wrapped(to: max(10, width - 10)).enumerated().map { index, part in
                StyledLine([Piece((index == 0 ? label : "").padded(to: 10), .textDim), Piece(part)])
            }
        }
        return lines + [.blank]
    }

    /// The secrets that were typed.
    private var given: [String] { form.secrets.fields.filter { !$0.values.isEmpty }.map(\.id) }

    private func commands(_ new: NewServer, _ width: Int) -> [StyledLine] {
        let name = ShellWords.quoted(new.name)
        var commands = [new.commandLine] + given.sorted().map { "mcp-manager secrets set \(name) \($0)" }
        if form.purpose == .first {
            commands.append("mcp-manager start \(name)")
            let clients = form.clients.ids
            if !clients.isEmpty {
                commands.append("mcp-manager platform sync \(ShellWords.joined(clients)) --server \(name)")
            }
        }
        return commands.flatMap { command($0, width) }
    }

    private func edit(_ edited: DefinitionEdited, _ width: Int) -> [StyledLine] {
        guard !edited.difference.isEmpty, case .edit(let id) = form.purpose, let old = form.base?.definition else {
            return [StyledLine([Piece("Nothing was changed.", .textDim)])]
        }
        let run: SafeText = edited.needsNewRun ? "The server is run anew; its clients stay connected." : "What runs goes on."
        return [path(edited.path)] + DifferenceLines.lines(edited.difference, width: width) + [.blank]
            + warnings(edited.diagnostics, width) + [StyledLine([Piece(run)]), .blank]
            + command(form.server.edits(to: old).commandLine(for: id), width)
    }

    private func added(_ id: ServerID, _ width: Int) -> [StyledLine] {
        [
            StyledLine([Piece(glyphs.done, .ok), Piece(SafeText(" \(id)"), .textStrong, bold: true), Piece(" is defined")]),
            .blank,
            StyledLine([Piece("Start   see whether it runs", .textDim)]),
            StyledLine([Piece("Sync    put it into your AI clients; their files are shown first", .textDim)]),
        ]
    }

    private func path(_ path: String) -> StyledLine {
        StyledLine([Piece(SafeText(state.shortened(path)), .textStrong, bold: true)])
    }

    private func command(_ line: String, _ width: Int) -> [StyledLine] {
        SafeText(line).wrapped(to: max(10, width - 2)).enumerated().map { index, part in
            StyledLine([Piece(index == 0 ? glyphs.prompt : " ", .accent), Piece(" "), Piece(part, .textDim)])
        }
    }

    private func warnings(_ diagnostics: [Diagnostic], _ width: Int) -> [StyledLine] {
        diagnostics.flatMap { diagnostic in
            SafeText("\(diagnostic.message); \(diagnostic.fix)").wrapped(to: max(10, width - 2)).enumerated().map { index, part in
                StyledLine([Piece(index == 0 ? glyphs.phase(.degraded) + " " : "  ", .warn), Piece(part)])
            }
        }
    }
}
