import ServerModel
import TerminalKit

/// Commands of `mcp-manager` run from here, and the page of what they say.
extension AppState {
    /// Runs a command and shows what it says.
    mutating func runCommand(_ words: [String]) -> [Effect] {
        desk.commands += 1
        let output = CommandOutput(words: words, generation: desk.commands)
        desk.output = output
        overlay = .page(OutputPage(follows: output.isEndless))
        note(output.commandLine)
        let columns = layout.map { ReadingBox(body: $0.body).text.columns } ?? 80
        return [.runCommand(words, columns: columns, generation: desk.commands)]
    }

    mutating func take(commandLines lines: [String], generation: Int) {
        guard desk.output?.generation == generation else { return }
        desk.output?.append(lines)
    }

    mutating func take(commandEnd result: Result<Int32, ErrorReport>, generation: Int) {
        guard desk.output?.generation == generation, desk.output?.ending == nil else { return }
        switch result {
        case .success(let status): desk.output?.ending = .status(status)
        case .failure(let report):
            desk.output?.ending = .failed(report)
            desk.output?.append([report.problem, report.remedy])
        }
    }

    /// Whoever leaves the page of a command ends the command; called after every event.
    mutating func settleOutput() -> [Effect] {
        guard let output = desk.output, output.ending == nil, overlay(as: OutputPage.self) == nil else { return [] }
        // 128 + SIGTERM, as shells count it.
        desk.output?.ending = .status(143)
        if toast == nil { toast = .note("ended \(output.commandLine)") }
        return [.cancelCommand]
    }

    // MARK: In the page

    mutating func searchOutput() {
        let previous = overlay(as: OutputPage.self)?.search?.source ?? ""
        prompt = Prompt(kind: .page(OutputSearch()), editor: LineEditor(), previous: previous)
    }

    /// To the next (1) or previous (-1) line that matches, around the ends; 0: the present one, if it does.
    mutating func jumpInOutput(_ step: Int) {
        guard let page = overlay(as: OutputPage.self), let search = page.search, let output = desk.output,
            let body = layout?.body
        else { return }
        let hits = output.lines.indices.filter { search.matches(output.lines[$0].string) }.map { $0 + output.dropped }
        guard let first = hits.first, let last = hits.last else { return }
        let bottom = OutputPage.lastTop(output, box: ReadingBox(body: body))
        let place = page.follows ? bottom : page.top
        let target =
            switch step {
            case 1: hits.first { $0 > place } ?? first
            case -1: hits.last { $0 < place } ?? last
            default: hits.first { $0 >= place } ?? first
            }
        changeOverlay(OutputPage.self) { page in
            page.top = target
            page.follows = false
        }
    }

    func objection(inOutput action: DeskAction) -> String? {
        switch action {
        case .nextInOutput, .previousInOutput:
            guard let search = overlay(as: OutputPage.self)?.search else {
                return "nothing is searched for; \(keyLabel(.desk(.searchOutput))) searches"
            }
            return desk.output?.lines.contains { search.matches($0.string) } == true ? nil : "no line matches"
        case .copyOutput: return desk.output?.lines.isEmpty == false ? nil : "nothing was said yet"
        case .runAgain: return desk.output?.ending == nil ? "it still runs" : nil
        case .searchOutput, .undo, .messages, .complete: return nil
        }
    }

    func copyOutput() -> [Effect] {
        guard let lines = desk.output?.lines, !lines.isEmpty else { return [] }
        let text = lines.map { $0.string + "\n" }.joined()
        return [.copy(text, what: lines.count == 1 ? "1 line" : "\(lines.count) lines")]
    }
}
