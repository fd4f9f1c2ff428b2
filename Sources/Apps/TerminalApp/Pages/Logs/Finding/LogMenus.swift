import ServerModel
import TerminalKit

/// The menus and prompts of finding one's way.
extension AppState {
    /// `L`: the least severe level that is shown.
    var levelMenu: Menu {
        let choices: [(Character, LogLevel?, String)] = [
            ("a", nil, "everything"), ("i", .info, "without debugging"), ("n", .notice, ""), ("w", .warning, "and worse"),
            ("e", .error, "and worse"), ("c", .critical, "and worse"),
        ]
        let current = currentLog?.sieve.filter.level
        var menu = Menu(
            title: "Level",
            items: choices.map { letter, level, detail in
                Menu.Item(letter, level?.rawValue ?? "all", detail) { state in
                    state.changeLogFilter { $0.level = level }
                    return []
                }
            })
        menu.index = choices.firstIndex { $0.1 == current } ?? 0
        return menu
    }

    /// `T`: moments to go to.
    var timeMenu: Menu {
        let today = LogMoment.start(ofDay: 0, now: now, in: localTime)
        let yesterday = LogMoment.start(ofDay: -1, now: now, in: localTime)
        let choices: [(Character, String, Timestamp)] = [
            ("5", "5 minutes ago", now + .seconds(-300)), ("h", "1 hour ago", now + .seconds(-3600)),
            ("t", "today", today), ("y", "yesterday", yesterday),
        ]
        let items = choices.map { letter, label, moment in
            Menu.Item(letter, label, localTime.dated(moment)) { state in
                state.jumpInLog(to: moment)
                return []
            }
        }
        return Menu(
            title: "Go to the time",
            items: items + [
                Menu.Item("g", "another time", LogMoment.forms) { state in
                    state.prompt = Prompt(kind: .page(LogTimePrompt()), editor: LineEditor(), previous: "")
                    return []
                }
            ])
    }

    mutating func jumpInLog(to moment: Timestamp) {
        if let subject = logSubject { jump(to: moment, in: subject) }
    }

    /// `&`: what is shown or, behind a `!`, hidden.
    mutating func askForFilter() {
        guard let filter = currentLog?.sieve.filter else { return }
        prompt = Prompt(kind: .page(LogFilterPrompt(base: filter)), editor: LineEditor(filter.keep ?? ""), previous: "")
    }
}

/// Narrows a log with every letter: to what matches, or with `!` first to what does not.
struct LogFilterPrompt: PromptPurpose {
    /// What was shown before.
    let base: LogFilter

    var title: SafeText { "only &" }

    func typed(_ text: String, in state: inout AppState) -> [Effect] {
        state.filterLog(filter(text))
        return []
    }

    func accepted(_ text: String, in state: inout AppState) -> [Effect] { typed(text, in: &state) }

    func cancelled(_ previous: String, in state: inout AppState) -> [Effect] {
        state.filterLog(base)
        return []
    }

    func remark(_ text: String, in state: AppState) -> [Piece] {
        let isHiding = text.hasPrefix("!")
        if let error = TextPattern(isHiding ? String(text.dropFirst()) : text).error {
            return [Piece(SafeText(error), .inputError)]
        }
        guard let view = state.currentLog else { return [] }
        let words = "\(view.lines.count.grouped) shown, \(view.hidden.grouped) hidden"
        return [Piece(SafeText(text.isEmpty ? "! first hides" : words), .textDim)]
    }

    private func filter(_ text: String) -> LogFilter {
        var filter = base
        if text.hasPrefix("!") {
            let hide = String(text.dropFirst())
            filter.hide = hide.isEmpty ? nil : hide
        } else {
            filter.keep = text.isEmpty ? nil : text
        }
        return filter
    }
}

/// Asks for a moment to go to.
struct LogTimePrompt: PromptPurpose {
    var title: SafeText { "go to time: " }
    var verb: SafeText { "go" }

    func accepted(_ text: String, in state: inout AppState) -> [Effect] {
        guard !text.isEmpty else { return [] }
        guard let moment = LogMoment.read(text, now: state.now, in: state.localTime) else {
            state.toast = .error(
                ErrorReport(
                    code: "bad-time", problem: "'\(text)' is no time",
                    remedy: "\(state.keyLabel(.logs(.timeMenu))), then g asks again; it takes \(LogMoment.forms)"))
            return []
        }
        state.jumpInLog(to: moment)
        return []
    }

    func remark(_ text: String, in state: AppState) -> [Piece] {
        guard !text.isEmpty else { return [Piece(SafeText(LogMoment.forms), .textDim)] }
        guard let moment = LogMoment.read(text, now: state.now, in: state.localTime) else {
            return [Piece("not a time yet", .inputError)]
        }
        return [Piece(SafeText(state.localTime.dated(moment)), .textDim)]
    }
}
