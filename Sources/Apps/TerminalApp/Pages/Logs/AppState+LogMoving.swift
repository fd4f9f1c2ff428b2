import ServerModel
import TerminalKit

/// Moving through a log.
extension AppState {
    /// Moves the cursor by a row, or cursor and page by more. Moving up pauses; moving down never follows by itself, `G` does.
    mutating func scrollLog(by rows: Int) {
        guard let subject = logSubject, let window = logWindow, let view = logs[subject], !view.lines.isEmpty else { return }
        // What follows is already at the end.
        if view.isFollowing, rows >= 0 { return }
        var pause = pauseHere(view, window)
        pause.cursor = window.moving(pause.cursor, by: rows, in: view)
        if abs(rows) > 1 { pause.top = window.moving(pause.top, by: rows, in: view) }
        set(window.settled(pause, in: view), in: subject)
    }

    /// The pause there is, or one with the cursor in the last row shown.
    private func pauseHere(_ view: LogView, _ window: LogWindow) -> LogView.Pause {
        if let pause = view.pause { return window.settled(pause, in: view) }
        let shown = window.rows(of: view)
        let last = shown.last?.anchor ?? LogView.Anchor(line: 0, row: 0)
        return LogView.Pause(top: shown.first?.anchor ?? last, cursor: last)
    }

    private mutating func set(_ pause: LogView.Pause, in subject: LogSubject) {
        logs[subject]?.position = .paused(pause)
        logs[subject]?.trouble = nil
    }

    /// Stops where the eye is.
    mutating func pauseLog() {
        guard let subject = logSubject, let window = logWindow, let view = logs[subject], !view.lines.isEmpty else { return }
        set(pauseHere(view, window), in: subject)
    }

    /// To the very first record of the log, wherever it is kept.
    mutating func scrollLogToTop() {
        guard let subject = logSubject, let view = logs[subject], let first = view.lines.first else { return }
        let anchor = LogView.Anchor(line: first.id, row: 0)
        set(LogView.Pause(top: anchor, cursor: anchor, new: view.pause?.new ?? 0), in: subject)
        if !view.isAtStart { want(view.fromBeginning, in: subject) }
    }

    /// Has something loaded before all else.
    mutating func want(_ load: LogLoad, in subject: LogSubject) {
        guard isConnected else {
            toast = .note(notConnected)
            return
        }
        logs[subject]?.goal = load
        logs[subject]?.load = nil
        logs[subject]?.trouble = nil
    }

    /// Shows the newest lines; a stream that ended, or that the window has left, is begun again.
    mutating func followLog() -> [Effect] {
        guard let subject = logSubject, let view = logs[subject] else { return [] }
        logs[subject]?.trouble = nil
        logs[subject]?.goal = nil
        logs[subject]?.followTop = nil
        guard !view.isAtEnd || view.isStale || view.holdsIntake || view.ended != nil, isConnected else {
            logs[subject]?.position = .following
            return []
        }
        let stream = nextStream()
        // At the end nothing is missing but what comes now.
        if view.isAtEnd, !view.isStale, !view.holdsIntake {
            logs[subject]?.renew(generation: stream)
            logs[subject]?.position = .following
        } else {
            logs[subject]?.followAnew(generation: stream)
        }
        return [.follow(subject, generation: stream)]
    }

    mutating func panLog(by columns: Int) {
        guard let subject = logSubject, let view = logs[subject] else { return }
        if wrapsLogs {
            toast = .note("lines are wrapped; \(keyLabel(.toggleWrap)) cuts them")
            return
        }
        let longest = logWindow?.rows(of: view).map(\.row.text.width).max() ?? 0
        let furthest = max(view.pan, longest - (logWindow?.width ?? 0) / 2)
        logs[subject]?.pan = max(0, min(furthest, view.pan + columns))
    }

    /// Puts the cursor on a record and pauses; the page moves only when the record is not to be seen.
    mutating func jump(to line: LogLine, in subject: LogSubject) {
        guard let window = logWindow, let view = logs[subject] else { return }
        var pause = pauseHere(view, window)
        pause.cursor = LogView.Anchor(line: line.id, row: 0)
        if !window.rows(of: view).contains(where: { $0.anchor == pause.cursor }) {
            pause.top = window.moving(pause.cursor, by: -(window.height / 3), in: view)
        }
        set(window.settled(pause, in: view), in: subject)
    }

    /// The same for a record that may lie outside the window, which is then loaded around it.
    mutating func jump(to key: LogKey, in subject: LogSubject) {
        guard let view = logs[subject] else { return }
        if let line = view.line(key) {
            jump(to: line, in: subject)
        } else {
            pauseLog()
            want(view.around(.record(key)), in: subject)
        }
    }

    /// To the first record of a moment or later.
    mutating func jump(to moment: Timestamp, in subject: LogSubject) {
        guard let view = logs[subject], let first = view.lines.first, let last = view.lines.last else { return }
        let isInside = (view.isAtStart || first.record.time < moment) && (view.isAtEnd || moment <= last.record.time)
        if isInside, let line = view.lines.first(where: { $0.record.time >= moment }) ?? view.lines.last {
            jump(to: line, in: subject)
            if line.record.time < moment { sayNothing(since: moment) }
        } else {
            pauseLog()
            want(view.around(.moment(moment)), in: subject)
        }
    }

    /// Who jumps to a time past the end is at the last record.
    mutating func sayNothing(since moment: Timestamp) {
        toast = .note("nothing since \(localTime.dated(moment).drop { $0 == " " }); this is the last record")
    }
}
