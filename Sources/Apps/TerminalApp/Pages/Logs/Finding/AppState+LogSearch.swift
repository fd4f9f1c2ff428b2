import ServerModel
import TerminalKit

/// Searching a log: in the window with every letter, then in all that the daemon keeps.
extension AppState {
    /// Looks for a pattern and goes to its newest match above the bottom of the screen; an empty one ends the search.
    mutating func searchLog(_ pattern: TextPattern) {
        guard let subject = logSubject, let view = logs[subject] else { return }
        guard !pattern.isEmpty else {
            logs[subject]?.search = nil
            return
        }
        let search = LogSearch(pattern, in: view.lines)
        logs[subject]?.search = search
        guard let window = logWindow, !search.matches.isEmpty else { return }
        let bottom = window.rows(of: view).last.flatMap { view.line($0.anchor.line)?.record.time }
        let index = bottom.flatMap { bottom in search.matches.lastIndex { $0.time <= bottom } } ?? 0
        jump(toMatch: index, in: subject)
    }

    /// Goes to the next match below (`1`) or above (`-1`) the current one, round the ends.
    mutating func jumpToMatch(_ direction: Int) {
        guard let subject = logSubject, let view = logs[subject], let search = view.search else {
            toast = .note("nothing is searched for; \(keyLabel(.search)) begins a search")
            return
        }
        guard let index = search.next(direction, from: view.current?.record.time) else {
            toast = .note(
                search.generation == nil ? "no match for /\(search.pattern.source)" : "nothing found yet, still looking")
            return
        }
        // Round the end of what is known there may be more, which is being looked for.
        if search.generation != nil, let current = search.current, (index - current).signum() != direction {
            toast = .note("still looking through the rest of the log")
            return
        }
        jump(toMatch: index, in: subject)
    }

    private mutating func jump(toMatch index: Int, in subject: LogSubject) {
        guard let key = logs[subject]?.search?.matches[safe: index] else { return }
        logs[subject]?.search?.current = index
        jump(to: key, in: subject)
    }

    /// Has the daemon look through all of a log once the pattern is settled, and stop when nobody wants it any more.
    mutating func searchOn(_ subject: LogSubject) -> [Effect] {
        var effects: [Effect] = []
        if let (asked, generation) = logOptions.searching, logs[asked]?.search?.generation != generation {
            logOptions.searching = nil
            effects.append(.logs(.stopSearch))
        }
        guard isConnected, prompt == nil, let view = logs[subject], let search = view.search, search.progress == .typed else {
            return effects
        }
        questions += 1
        logs[subject]?.search?.begin(generation: questions)
        logOptions.searching = (subject, questions)
        let order = LogSearchOrder(subject: subject, pattern: search.pattern.source, filter: view.sieve.filter)
        return effects + [.logs(.search(order, generation: questions))]
    }

    mutating func take(_ news: LogNews) -> [Effect] {
        switch news {
        case .found(let keys, let progress, let generation):
            guard let (subject, current) = logOptions.searching, current == generation else { return [] }
            logs[subject]?.search?.find(keys, progress, generation: generation)
        case .searched(let result, let generation):
            guard let (subject, current) = logOptions.searching, current == generation else { return [] }
            logOptions.searching = nil
            switch result {
            case .success(let progress):
                logs[subject]?.search?.end(isWhole: true)
                if let first = progress.unread.first { toast = .note("not searched: \(first)") }
            case .failure(let report):
                logs[subject]?.search?.end(isWhole: false)
                toast = .error(report)
            }
        case .exporting(let progress, let generation):
            guard logOptions.export?.generation == generation else { return [] }
            logOptions.export?.progress = progress
        case .exported(let order, let result, let generation):
            guard logOptions.export?.generation == generation else { return [] }
            logOptions.export = nil
            takeExported(order, result)
        }
        return []
    }

    /// Ends the search of the daemon; what it found stays.
    mutating func stopLogSearch() -> Bool {
        guard let (subject, generation) = logOptions.searching, logs[subject]?.search?.generation == generation else {
            return false
        }
        logs[subject]?.search?.end(isWhole: false)
        return true
    }
}
