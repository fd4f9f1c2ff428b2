import ServerModel
import TerminalKit

/// Filters, errors, marks and moments.
extension AppState {
    /// Sets what is shown of the current log.
    mutating func filterLog(_ filter: LogFilter) {
        guard let subject = logSubject else { return }
        logs[subject]?.show(filter)
    }

    mutating func changeLogFilter(_ change: (inout LogFilter) -> Void) {
        guard var filter = currentLog?.sieve.filter else { return }
        change(&filter)
        filterLog(filter)
    }

    /// `x`: only matches and what surrounds them, or everything again.
    mutating func toggleNear() {
        let pattern = currentLog?.search?.pattern.source
        changeLogFilter { $0.near = $0.near == nil ? pattern : nil }
    }

    /// Closes what was opened last in the log: an export or a search on its way, a search, a filter. `false`: nothing is open.
    mutating func peelLog() -> Bool {
        guard let subject = logSubject, let view = logs[subject] else { return false }
        if stopLogSearch() { return true }
        if view.search != nil {
            logs[subject]?.search = nil
            if view.sieve.filter.near != nil { changeLogFilter { $0.near = nil } }
            return true
        }
        guard !view.sieve.filter.isEmpty else { return false }
        filterLog(LogFilter())
        return true
    }

    // MARK: - Errors

    /// `e`, `E`: to the next error below (`1`) or above (`-1`), asking the daemon for it beyond the window.
    mutating func goToError(_ step: Int) -> [Effect] {
        guard let subject = logSubject, let view = logs[subject], !view.lines.isEmpty, let current = view.current else {
            return []
        }
        let index = view.index(of: current.id)
        let isStart = view.isFollowing && step < 0
        let candidates = step > 0 ? view.lines[(index + 1)...] : view.lines[..<(isStart ? index + 1 : index)]
        if let line = step > 0 ? candidates.first(where: \.isError) : candidates.last(where: \.isError) {
            jump(to: line, in: subject)
            return []
        }
        guard step > 0 ? !view.isAtEnd : !view.isAtStart, isConnected,
            let edge = step > 0 ? view.lines.last?.record.time : view.lines.first?.record.time
        else {
            toast = .note(step > 0 ? "no error after this" : "no error before this")
            return []
        }
        var query = view.sieve.filter.narrowing(LogQuery())
        query.level = max(.error, query.level ?? .error)
        // Of the moment at the edge some may be in the window already.
        (query.first, query.last) = step > 0 ? (100, nil) : (nil, 100)
        (query.since, query.until) = step > 0 ? (edge, nil) : (nil, edge + .milliseconds(1))
        return ask(.logs(.seek(subject, step, query)))
    }

    /// The daemon's errors beyond the window, in one direction.
    mutating func seek(_ records: [LogRecord], _ step: Int, in subject: LogSubject) {
        guard let view = logs[subject] else { return }
        let keys = records.filter { view.sieve.shows($0) }.map { record in
            var record = record
            if record.server == nil { record.server = subject.single }
            return LogKey(record)
        }
        let known = Set(view.lines.map { LogKey($0.record) })
        guard let key = step > 0 ? keys.first(where: { !known.contains($0) }) : keys.last(where: { !known.contains($0) }) else {
            toast = .note(step > 0 ? "no error after this" : "no error before this")
            return
        }
        jump(to: key, in: subject)
    }

    // MARK: - Marks

    /// `m`: marks the record at the cursor, or takes the mark away.
    mutating func markRecord() {
        guard let subject = logSubject, let line = logs[subject]?.current else { return }
        pauseLog()
        let key = LogKey(line.record)
        guard var marks = logs[subject]?.marks else { return }
        if let index = marks.firstIndex(of: key) {
            marks.remove(at: index)
        } else {
            marks.insert(key, at: marks.firstIndex { $0.time > key.time } ?? marks.endIndex)
        }
        logs[subject]?.marks = marks
    }

    /// `'`, `"`: to the next mark below (`1`) or above (`-1`), round the ends.
    mutating func goToMark(_ step: Int) {
        guard let subject = logSubject, let view = logs[subject], !view.marks.isEmpty else {
            toast = .note("nothing is marked; \(keyLabel(.logs(.mark))) marks a record")
            return
        }
        let here = view.current.map { LogKey($0.record) }
        let count = view.marks.count
        let index: Int
        if let here, let place = view.marks.firstIndex(of: here) {
            index = (place + step + count) % count
        } else if step > 0 {
            index = view.marks.firstIndex { $0.time >= here?.time ?? $0.time } ?? 0
        } else {
            index = view.marks.lastIndex { $0.time <= here?.time ?? $0.time } ?? count - 1
        }
        jump(to: view.marks[index], in: subject)
    }
}

extension LogLine {
    var isError: Bool { record.level.map { $0 >= .error } ?? false }
}
