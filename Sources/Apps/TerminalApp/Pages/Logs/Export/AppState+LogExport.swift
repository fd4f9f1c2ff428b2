import ServerModel
import TerminalKit

/// Writing a log into a file.
extension AppState {
    /// `>`: asks for a file; while one is being written, whether to stop.
    mutating func startExport() -> [Effect] {
        if logOptions.export != nil {
            overlay = .page(
                Menu(
                    title: "Writing the log",
                    items: [
                        Menu.Item("g", "go on") { _ in [] },
                        Menu.Item("s", "stop", "nothing is left behind") { state in
                            state.logOptions.export = nil
                            return [.logs(.stopExport)]
                        },
                    ]))
            return []
        }
        guard let subject = logSubject, let view = logs[subject] else { return [] }
        let date = localTime.date(now)
        let name = subject.single?.rawValue ?? "logs"
        let month = date.month < 10 ? "0\(date.month)" : "\(date.month)"
        let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
        // Where it goes is part of the name, so that nobody has to look for it.
        let folder = userHome == nil ? "" : "~/"
        prompt = Prompt(
            kind: .page(LogExportPrompt(subject: subject, filter: view.sieve.filter)),
            editor: LineEditor("\(folder)\(name)-\(date.year)-\(month)-\(day).log"), previous: "")
        return []
    }

    /// Has a file written.
    mutating func export(_ order: LogExportOrder) -> [Effect] {
        questions += 1
        logOptions.export = LogOptions.Export(order: order, generation: questions)
        if let line = order.commandLine {
            note(line)
        } else {
            let missing = order.filter.withoutOption.words(.unicode).joined(separator: ", ")
            let text = "writes \(shortened(order.path)); 'logs export' has no option for \(missing)"
            append(
                EventFeed.Entry(
                    time: now, subject: "you", kind: .event(.info), text: SafeText(text), server: order.subject.single))
        }
        return [.logs(.export(order, generation: questions))]
    }

    mutating func takeExported(_ order: LogExportOrder, _ result: Result<LogExported, ErrorReport>) {
        switch result {
        case .success(let file):
            let records = file.records == 1 ? "1 record" : "\(file.records.grouped) records"
            let missing = file.unread.first.map { "; without \($0)" } ?? ""
            toast = .note("\(records) in \(shortened(order.path))\(missing)")
        case .failure(let report) where report.code == "file-exists" && overlay == nil && prompt == nil:
            overlay = .page(
                Menu(
                    title: "\(shortened(order.path)) is already there",
                    items: [
                        Menu.Item("c", "cancel", "leave it as it is") { _ in [] },
                        Menu.Item("r", "replace it") { state in
                            var order = order
                            order.replaces = true
                            return state.export(order)
                        },
                    ]))
        case .failure(let report): toast = .error(report)
        }
    }
}

/// Asks where a log is to be written.
struct LogExportPrompt: PromptPurpose {
    var subject: LogSubject
    var filter: LogFilter

    var title: SafeText { "write to: " }
    var verb: SafeText { "write" }

    func accepted(_ text: String, in state: inout AppState) -> [Effect] {
        guard !text.isEmpty else { return [] }
        guard state.isConnected else {
            state.toast = .note(state.notConnected)
            return []
        }
        return state.export(LogExportOrder(subject: subject, filter: filter, path: path(text, state), replaces: false))
    }

    func remark(_ text: String, in state: AppState) -> [Piece] {
        let form = text.hasSuffix(".json") || text.hasSuffix(".jsonl") ? "as JSON lines" : "as text"
        let place = text.hasPrefix("/") || text.hasPrefix("~") || state.userHome == nil ? "" : ", in ~"
        return [Piece(SafeText("\(form)\(filter.isEmpty ? "" : ", what is shown")\(place)"), .textDim)]
    }

    /// `~` is the user's own folder, and a name without a folder is in it: where the program was started nobody remembers.
    private func path(_ text: String, _ state: AppState) -> String {
        guard let home = state.userHome, !text.hasPrefix("/") else { return text }
        if text == "~" || text.hasPrefix("~/") { return home + text.dropFirst() }
        return "\(home)/\(text)"
    }
}
