import ServerModel
import TerminalKit

/// What of a log goes to the clipboard.
extension AppState {
    /// `y` in the log.
    var copyMenu: Menu {
        let view = currentLog
        let current = view?.current?.record
        let page = pageOfLog
        let error = view?.lines.last(where: \.isError)?.record
        let namesServer = logSubject?.single == nil
        let zone = localTime
        func item(_ letter: Character, _ label: String, _ record: LogRecord?, _ text: String?) -> Menu.Item {
            Menu.Item(letter, label, record.map { Self.brief($0.message) } ?? "", objection: text == nil ? "there is none" : nil)
            { _ in
                text.map { [.copy($0, what: label)] } ?? []
            }
        }
        let line = { (record: LogRecord) in LogText.line(record, namesServer: namesServer, in: zone) }
        var items = [item("l", "this line", current, current.map(line))]
        if let single = logSubject?.single, error == nil, view?.isAtStart == false {
            // It may be older than what is loaded.
            items.append(
                Menu.Item("e", "the last error line") { $0.ask(.logs(.lastError(single))) })
        } else {
            items.append(item("e", "the last error line", error, error.map(line)))
        }
        let pageText = page.isEmpty ? nil : page.map(line).joined(separator: "\n")
        items.append(
            Menu.Item("p", "this page", "\(page.count) lines", objection: pageText == nil ? "there is none" : nil) { _ in
                pageText.map { [.copy($0, what: "\(page.count) lines")] } ?? []
            })
        items.append(item("j", "this record as JSON", nil, current.map(LogText.json)))
        return Menu(title: "Copy", items: items)
    }

    /// `y` where a server is chosen.
    var serverCopyMenu: Menu {
        guard let server = server(selected) else { return Menu(title: "Copy", items: []) }
        let id = server.id
        func item(_ letter: Character, _ label: String, _ text: String) -> Menu.Item {
            Menu.Item(letter, label, Self.brief(text), objection: text.isEmpty ? "there is none" : nil) { _ in
                [.copy(text, what: label)]
            }
        }
        let error = Menu.Item("e", "the last error line", "of \(id)") { state in
            guard state.isConnected else { return state.copyLastError(nil, of: id) }
            return state.ask(.logs(.lastError(id)))
        }
        return Menu(
            title: "Copy",
            items: [error, item("n", "the name", id.rawValue), item("c", "the command", server.commandLine)])
    }

    /// Copies what the daemon found, else the last words of the run that ended, else why the server is not well.
    mutating func copyLastError(_ record: LogRecord?, of id: ServerID) -> [Effect] {
        if let record { return [.copy(LogText.line(record, namesServer: false, in: localTime), what: "the last error line")] }
        let server = server(id)
        if let words = server?.lastExit?.stderrTail.last(where: { !$0.isEmpty }) {
            return [.copy(words, what: "the last words of \(id)")]
        }
        if case .failed(let report)? = server?.phase { return [.copy(report.problem, what: "why \(id) failed")] }
        toast = .note("no error in the log of \(id)")
        return []
    }

    /// All that is on the screen, as it stands there.
    var screenText: String {
        let rows = Screen(state: self, glyphs: appearance.glyphs).frame(size: size).rows
        return rows.map { row in String(row.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
    }

    /// The records of the page, each once.
    private var pageOfLog: [LogRecord] {
        guard let view = currentLog, let window = logWindow else { return [] }
        let shown = Set(window.rows(of: view).map(\.anchor.line))
        return view.lines.filter { shown.contains($0.id) }.map(\.record)
    }

    /// As much of a text as a menu has room for.
    static func brief(_ text: String) -> String {
        let line = text.prefix { !$0.isNewline }
        return line.count > 36 ? line.prefix(33) + "..." : String(line)
    }
}
