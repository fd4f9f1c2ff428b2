import ServerModel
import TerminalKit

/// Listening to logs, and having them loaded as the eye needs them.
extension AppState {
    /// How many logs are listened to at once; the one not looked at for longest makes room.
    private static let followedLogs = 6

    /// Whose log is shown: of all servers, of the marked ones, else of the selected one.
    var logSubject: LogSubject? {
        if logOptions.showsAll { return .all }
        return marked.count > 1 ? .servers(marked.sorted()) : selected.map { .server($0) }
    }

    /// The log that is shown, when it is listened to.
    var currentLog: LogView? { logSubject.flatMap { logs[$0] } }

    /// The time column of the log pane.
    func logTimes(in pane: Rect) -> LogTimes { logOptions.times ?? (pane.width >= 72 ? .precise : .clock) }

    /// Where a log pane has its parts.
    func logColumns(in pane: Rect) -> LogColumns {
        let names = logSubject?.single == nil ? logNames.map { SafeText($0.rawValue).width }.max() ?? 0 : 0
        return LogColumns(pane: pane, times: logTimes(in: pane), nameWidth: min(names, 14))
    }

    /// The servers of a merged log, in the order of their colours.
    var logNames: [ServerID] {
        let named = logSubject?.servers ?? []
        return named.isEmpty ? servers.map(\.id) : named
    }

    /// What the log pane shows of a log; `nil` while it is hidden.
    var logWindow: LogWindow? {
        layout?.panes[.logs].map { logWindow(logColumns(in: $0)) }
    }

    func logWindow(_ columns: LogColumns) -> LogWindow {
        LogWindow(
            width: columns.message.width, height: columns.message.height, wraps: wrapsLogs,
            setting: LogSetting(isPretty: logOptions.isPretty, lead: columns.lead),
            flows: currentLog?.flow?.flows(at: now) ?? false)
    }

    /// When the log that is followed comes to rest, and fills its pane; `nil`: it does not flow, or is not to be seen.
    var logRest: Timestamp? {
        guard layout?.panes[.logs] != nil, let view = currentLog, view.isFollowing, let flow = view.flow, flow.flows(at: now)
        else { return nil }
        return flow.end
    }

    /// Listens to the log that is shown, and brings it in line with the pane and with what is pressed.
    mutating func followSelected() -> [Effect] {
        guard let subject = logSubject else { return [] }
        var effects: [Effect] = []
        if isConnected, subject.servers.allSatisfy({ server($0) != nil }) {
            logOrder.removeAll { $0 == subject }
            logOrder.append(subject)
            if logs[subject] == nil {
                if logOrder.count > Self.followedLogs {
                    let oldest = logOrder.removeFirst()
                    logs[oldest] = nil
                    effects.append(.unfollow(oldest))
                }
                logs[subject] = LogView(subject, generation: nextStream())
                logs[subject]?.heard = Set(servers.map(\.id))
                effects.append(.follow(subject, generation: streams))
            }
            effects += hearNewServers(in: subject)
        }
        settleLog(subject)
        return effects + loadLog(subject) + searchOn(subject)
    }

    /// A log of all servers is of those that are added later too.
    private mutating func hearNewServers(in subject: LogSubject) -> [Effect] {
        guard subject == .all, let view = logs[subject] else { return [] }
        let ids = Set(servers.map(\.id))
        guard view.heard != ids else { return [] }
        logs[subject]?.heard = ids
        guard !ids.isSubset(of: view.heard), view.ended == nil else { return [] }
        let stream = nextStream()
        logs[subject]?.renew(generation: stream)
        return [.follow(subject, generation: stream)]
    }

    /// Listens again to every log after the connection was lost.
    mutating func followAgain() -> [Effect] {
        for subject in logOrder where subject.servers.contains(where: { server($0) == nil }) {
            logs[subject] = nil
            logOrder.removeAll { $0 == subject }
        }
        return logOrder.map { subject in
            let stream = nextStream()
            logs[subject]?.renew(generation: stream)
            logs[subject]?.heard = Set(servers.map(\.id))
            return .follow(subject, generation: stream)
        }
    }

    /// A server is gone, and every log it is in.
    mutating func forgetLogs(of id: ServerID) -> [Effect] {
        let gone = logOrder.filter { $0.servers.contains(id) }
        for subject in gone { logs[subject] = nil }
        logOrder.removeAll { gone.contains($0) }
        return gone.map { .unfollow($0) }
    }

    mutating func nextStream() -> Int {
        streams += 1
        return streams
    }

    /// Takes new lines of a stream; an older stream's are late.
    mutating func take(_ records: [LogRecord], of subject: LogSubject, generation: Int) {
        guard logs[subject]?.generation == generation else { return }
        logs[subject]?.append(records)
        if !records.isEmpty, let view = logs[subject] { logs[subject]?.flow = LogFlow(view.flow, at: now) }
    }

    mutating func end(_ subject: LogSubject, generation: Int, _ report: ErrorReport) {
        guard logs[subject]?.generation == generation else { return }
        logs[subject]?.ended = report
        logs[subject]?.load = nil
    }

    /// Keeps the page still while it is followed, and the cursor in it while it is read.
    private mutating func settleLog(_ subject: LogSubject) {
        guard let window = logWindow, let view = logs[subject], !view.lines.isEmpty else { return }
        if let pause = view.pause {
            var settled = window.settled(pause, in: view)
            // What came and is on the screen is new no longer.
            if pause.new > 0, view.isAtEnd { settled.new = min(pause.new, window.linesBelow(settled.top, in: view)) }
            // What was chosen stays remembered while a filter hides it.
            if settled.cursor.line == pause.cursor.line || view.isComplete == false || view.sieve.filter.isEmpty {
                if settled != pause { logs[subject]?.position = .paused(settled) }
            } else if settled.new != pause.new {
                var kept = pause
                kept.new = settled.new
                logs[subject]?.position = .paused(kept)
            }
            return
        }
        let held = view.followedIn == window ? view.followTop : nil
        logs[subject]?.followTop = window.followed(from: held, in: view)
        logs[subject]?.followedIn = window
    }

    /// Has loaded what is wanted for the eye.
    private mutating func loadLog(_ subject: LogSubject) -> [Effect] {
        // While something is typed the window is all there is: every letter would load another one.
        guard isConnected, prompt == nil, let window = logWindow, let view = logs[subject] else { return [] }
        if view.isStale, view.isFollowing {
            let stream = nextStream()
            logs[subject]?.followAnew(generation: stream)
            return [.follow(subject, generation: stream)]
        }
        var effects: [Effect] = []
        if let load = view.wanted(rows: window.height) {
            effects += ask(.logs(.load(subject, load)))
            logs[subject]?.begin(load, generation: questions)
        }
        if !view.isFollowing, view.beginning == nil, !view.asksForBeginning {
            effects += ask(.logs(.beginning(subject)))
            logs[subject]?.asksForBeginning = true
        }
        return effects
    }
}
