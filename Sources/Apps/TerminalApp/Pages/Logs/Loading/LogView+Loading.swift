import ServerModel

/// What is loaded when, and what becomes of the answers. Pure: asking is the reducer's.
extension LogView {
    /// What should be loaded now; `nil`: nothing, or something is on its way.
    ///
    /// - Parameter rows: of the pane.
    func wanted(rows: Int) -> LogLoad? {
        guard load == nil, trouble == nil, ended == nil, !isReplaced else { return nil }
        if let goal { return goal }
        if isStale {
            // Who follows gets a new stream instead.
            guard !isFollowing else { return nil }
            let target = current.map { LogTarget.record(LogKey($0.record)) } ?? eyeTime.map { .moment($0) }
            return target.map { around($0) }
        }
        // Nothing is known of where the window is.
        guard let eye else { return sieve.filter.isEmpty || isAtStart ? nil : olderThan(latest.map { $0 + .milliseconds(1) }) }
        let isShort = lines.count < rows
        if !isAtStart, isFollowing ? isShort : eye < Self.margin { return olderPage }
        if !isAtEnd, !isFollowing, !holdsIntake, lines.count - eye < rows + Self.margin { return newerPage }
        return nil
    }

    private var olderPage: LogLoad {
        guard let edge = oldest ?? LogEdge((unfiltered ?? lines).lazy.map(\.record)) else { return olderThan(nil) }
        // The edge's own millisecond is repeated, for what of it is not known yet.
        return .older(
            sieve.filter.narrowing(LogQuery(last: pageSize + edge.count, until: edge.time + .milliseconds(1))))
    }

    private func olderThan(_ time: Timestamp?) -> LogLoad {
        .older(sieve.filter.narrowing(LogQuery(last: pageSize, until: time)))
    }

    private var newerPage: LogLoad {
        let edge = newest ?? LogEdge((unfiltered ?? lines).reversed().lazy.map(\.record))
        return .newer(sieve.filter.narrowing(LogQuery(first: pageSize + (edge?.count ?? 0), since: edge?.time)))
    }

    func around(_ target: LogTarget) -> LogLoad {
        let filter = sieve.filter
        return .around(
            target, before: filter.narrowing(LogQuery(last: Self.page / 2, until: target.time)),
            after: filter.narrowing(LogQuery(first: Self.page, since: target.time)))
    }

    var fromBeginning: LogLoad { .first(sieve.filter.narrowing(LogQuery(first: Self.page))) }

    /// Something is on its way.
    mutating func begin(_ what: LogLoad, generation: Int) {
        load = (what, generation)
        (late, isLateWhole) = ([], true)
    }

    // MARK: - Answers

    /// Takes the answer to `what`: the records of each of its queries, oldest first.
    mutating func take(_ pages: [[LogRecord]], for what: LogLoad) {
        load = nil
        if what == goal { goal = nil }
        let pages = pages.map { page in
            page.map { record in
                var record = record
                if record.server == nil { record.server = subject.single }
                return record
            }
        }
        switch what {
        case .older(let query): takeOlder(pages.first ?? [], asked: query.last ?? 0)
        case .newer(let query): takeNewer(pages.first ?? [], asked: query.first ?? 0)
        case .first(let query):
            replace([], pages.first ?? [], asked: (0, query.first ?? 0), at: nil)
            isAtStart = true
        case .around(let target, let before, let after):
            replace(
                pages.first ?? [], pages.last ?? [], asked: (before.last ?? 0, after.first ?? 0), at: target)
        }
        trim()
    }

    private mutating func takeOlder(_ page: [LogRecord], asked: Int) {
        var edge = oldest ?? LogEdge((unfiltered ?? lines).lazy.map(\.record))
        let new = Array(page.reversed().filter { edge?.takes($0) != true }.reversed())
        if page.count < asked { (isAtStart, beginning) = (true, page.first?.time ?? beginning) }
        // A moment with more records than a page: the next one must be longer.
        pageSize = new.isEmpty && !isAtStart ? pageSize * 4 : Self.page
        oldest = LogEdge(page) ?? edge
        let shown = sifted(new, endingBefore: lines.first?.id ?? 0)
        hidden += new.count - shown.count
        unfiltered = nil
        lines.insert(contentsOf: shown, at: 0)
        measure()
        guard !isFollowing else { return }
        let drop = excess(fromEnd: true)
        if drop > 0 {
            lines.removeLast(drop)
            (isAtEnd, newest) = (false, nil)
            measure()
        }
    }

    private mutating func takeNewer(_ page: [LogRecord], asked: Int) {
        var edge = newest ?? LogEdge((unfiltered ?? lines).reversed().lazy.map(\.record))
        let new = page.filter { edge?.takes($0) != true }
        let isLast = page.count < asked
        pageSize = new.isEmpty && !isLast ? pageSize * 4 : Self.page
        newest = LogEdge(page.reversed()) ?? edge
        attach(new, isLast: isLast)
        let drop = excess(fromEnd: false)
        if drop > 0 {
            lines.removeFirst(drop)
            (isAtStart, oldest) = (false, nil)
            measure()
        }
    }

    /// Adds records at the end; behind the last page comes what the stream brought meanwhile.
    private mutating func attach(_ records: [LogRecord], isLast: Bool) {
        var all = records
        if isLast, isLateWhole, !holdsIntake {
            var known = LogEdge(records.reversed()) ?? LogEdge(lines.reversed().lazy.map(\.record))
            let end = known?.time
            all += late.filter { record in end.map { record.time >= $0 } ?? true && known?.takes(record) != true }
            isAtEnd = true
            newest = nil
            // The stream has not begun, and will repeat what was loaded before it.
            if latest == nil { repeatsUpTo = all.last?.time }
        }
        late = []
        let start = (lines.last?.id ?? -1) + 1
        let numbered = all.enumerated().map { LogLine(id: start + $0, record: $1) }
        let shown = sieve.sifted(numbered)
        hidden += numbered.count - shown.count
        unfiltered = nil
        lines += shown
        measure()
    }

    /// Puts other records in the place of all; `at` is where the eye goes, `nil` the beginning.
    private mutating func replace(
        _ before: [LogRecord], _ after: [LogRecord], asked: (before: Int, after: Int), at target: LogTarget?
    ) {
        isStale = false
        (lines, unfiltered, hidden) = ([], nil, 0)
        (oldest, newest, followTop) = (LogEdge(before + after), nil, nil)
        (isAtStart, isAtEnd) = (before.count < asked.before, false)
        lines = sifted(before, endingBefore: 0)
        hidden = before.count - lines.count
        newest = LogEdge((before + after).reversed())
        let firstNew = lines.count
        attach(after, isLast: after.count < asked.after)
        let new = pause?.new ?? 0
        guard !lines.isEmpty else { return }
        var place = target == nil ? 0 : min(firstNew, lines.count - 1)
        if case .record(let key)? = target {
            place = lines.firstIndex { LogKey($0.record) == key } ?? place
        }
        let anchor = Anchor(line: lines[place].id, row: 0)
        position = .paused(Pause(top: anchor, cursor: anchor, new: new))
    }

    private func sifted(_ records: [LogRecord], endingBefore id: Int) -> [LogLine] {
        sieve.sifted(records.enumerated().map { LogLine(id: id - records.count + $0, record: $1) })
    }

    private mutating func measure() { bytes = lines.reduce(0) { $0 + $1.bytes } }

    /// How many records are more than there is room for, at one end.
    private func excess(fromEnd: Bool) -> Int {
        var drop = max(0, lines.count - Self.capacity)
        var kept = bytes
        let ordered = fromEnd ? Array(lines.reversed()) : lines
        for line in ordered.prefix(drop) { kept -= line.bytes }
        while kept > Self.mostBytes, drop < lines.count - 1 {
            kept -= ordered[drop].bytes
            drop += 1
        }
        return drop
    }
}
