import ServerModel
import TerminalKit

/// What the log page can do beside searching and following.
extension AppState {
    mutating func perform(_ action: LogAction) -> [Effect] {
        if Self.goesToLog(action), focus != .logs {
            go(to: .logs)
            guard focus == .logs else { return [] }
        }
        switch action {
        case .record: openRecord()
        case .holdIntake: return holdIntake()
        case .filter: askForFilter()
        case .near: toggleNear()
        case .level: overlay = .page(levelMenu)
        case .nextError: return goToError(1)
        case .previousError: return goToError(-1)
        case .allServers: logOptions.showsAll.toggle()
        case .times: cycleTimes()
        case .timeMenu: overlay = .page(timeMenu)
        case .pretty: logOptions.isPretty.toggle()
        case .mark: markRecord()
        case .nextMark: goToMark(1)
        case .previousMark: goToMark(-1)
        case .copy: overlay = .page(copyMenu)
        case .copyScreen: return [.copy(screenText, what: "the screen")]
        case .copyOfServer: overlay = .page(serverCopyMenu)
        case .export: return startExport()
        case .newerRecord: turnRecord(by: 1)
        case .olderRecord: turnRecord(by: -1)
        case .copyFact: return copyFact()
        case .filterByFact: filterByFact()
        }
        return []
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: LogAction) -> String? {
        switch action {
        case .copyScreen: nil
        case .copyOfServer: server(selected) == nil ? "no server is selected" : nil
        case .allServers, .times, .pretty: selected == nil ? "no server is selected" : nil
        case .near:
            currentLog?.search == nil && currentLog?.sieve.filter.near == nil
                ? "nothing is searched for; \(keyLabel(.search)) begins a search" : nil
        case .record, .mark, .copy, .nextError, .previousError:
            currentLog?.lines.isEmpty ?? true ? "the log shows nothing" : nil
        case .nextMark, .previousMark:
            currentLog?.marks.isEmpty ?? true ? "nothing is marked; \(keyLabel(.logs(.mark))) marks a record" : nil
        case .holdIntake, .filter, .level: currentLog == nil ? "no log is open" : nil
        case .timeMenu, .export:
            currentLog == nil ? "no log is open" : isConnected ? nil : notConnected
        case .newerRecord, .olderRecord, .copyFact, .filterByFact:
            overlay(as: LogRecordPage.self) == nil ? "no record is open" : nil
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: LogAction) -> String? {
        guard let subject = logSubject else { return nil }
        switch action {
        case .allServers: return "mcp-manager logs --all --follow"
        case .level: return "mcp-manager logs \(subject.arguments) --level …"
        case .timeMenu: return "mcp-manager logs \(subject.arguments) --since …"
        case .filter: return "mcp-manager logs \(subject.arguments) --grep RE"
        case .export: return LogExportOrder.commandLine(subject, logs[subject]?.sieve.filter ?? LogFilter())
        case .record, .holdIntake, .near, .nextError, .previousError, .times, .pretty, .mark, .nextMark, .previousMark, .copy,
            .copyScreen, .copyOfServer, .newerRecord, .olderRecord, .copyFact, .filterByFact:
            return nil
        }
    }

    /// What is about the log, from wherever the palette was opened.
    private static func goesToLog(_ action: LogAction) -> Bool {
        switch action {
        case .copyScreen, .copyOfServer, .newerRecord, .olderRecord, .copyFact, .filterByFact: false
        case .record, .holdIntake, .filter, .near, .level, .nextError, .previousError, .allServers, .times, .timeMenu, .pretty,
            .mark, .nextMark, .previousMark, .copy, .export:
            true
        }
    }

    /// `P`: new lines are only counted, so that nothing moves and nothing makes room; again: follow.
    private mutating func holdIntake() -> [Effect] {
        guard let subject = logSubject, logs[subject] != nil else { return [] }
        if logs[subject]?.holdsIntake == true { return followLog() }
        pauseLog()
        logs[subject]?.hold()
        return []
    }

    private mutating func cycleTimes() {
        let shown = layout?.panes[.logs].map { logTimes(in: $0) } ?? .clock
        logOptions.times = shown.next
    }
}

extension LogView {
    /// Takes no more lines in until it follows again.
    fileprivate mutating func hold() {
        guard pause != nil else { return }
        holdsIntake = true
        isAtEnd = false
    }
}
