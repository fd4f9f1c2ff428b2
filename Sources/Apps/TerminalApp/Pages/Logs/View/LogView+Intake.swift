import ServerModel

/// Taking in what the stream brings, within bounds.
extension LogView {
    /// Takes new records, oldest first.
    mutating func append(_ records: [LogRecord]) {
        guard var first = records.first else { return }
        if first.server == nil { first.server = subject.single }
        if isReplaced { replace() }
        if let mark = repeatsUpTo, first.time > mark, !lines.isEmpty { bridgeGap() }
        var repeated = repeatsUpTo == nil ? nil : LogEdge((unfiltered ?? lines).reversed().map(\.record))
        for var record in records {
            if record.server == nil { record.server = subject.single }
            latest = max(latest ?? record.time, record.time)
            if let mark = repeatsUpTo {
                if record.time < mark || repeated?.takes(record) == true { continue }
                if record.time > mark { repeatsUpTo = nil }
            }
            add(record)
        }
        trim()
    }

    private mutating func add(_ record: LogRecord) {
        // The answer may be older than this record, and may take the place of all that is here.
        if load?.what.isTowardsEnd == true, isLateWhole {
            late.append(record)
            if late.count > Self.capacity { (late, isLateWhole) = ([], false) }
        }
        guard isAtEnd, !holdsIntake else {
            if sieve.shows(record) { count(record) } else { hidden += 1 }
            return
        }
        let id = ((unfiltered ?? lines).last?.id ?? -1) + 1
        let line = LogLine(id: id, record: record)
        if unfiltered != nil {
            unfiltered?.append(line)
            bytes += line.bytes
        }
        newest = nil
        guard sieve.filter.near == nil || unfiltered == nil else {
            sift(fromLast: 2 * LogSieve.context + 1)
            return
        }
        guard sieve.shows(record) else {
            hidden += 1
            return
        }
        lines.append(line)
        bytes += line.bytes
        count(record)
    }

    private mutating func count(_ record: LogRecord) {
        if metUpTo.map({ record.time > $0 }) ?? true { search?.meet(record) }
        if var pause {
            pause.new += 1
            position = .paused(pause)
        }
    }

    /// The newest records sifted again: a match brings those before it along.
    private mutating func sift(fromLast count: Int) {
        guard let all = unfiltered else { return }
        // Those at the beginning of the stretch may be shown for what lies before it, and were looked at then.
        let stretch = Array(all.suffix(count))
        let isWhole = stretch.count == all.count
        for line in sieve.sifted(stretch).drop(while: { !isWhole && $0.id < stretch[LogSieve.context].id })
        where line.id > lines.last?.id ?? .min {
            lines.append(line)
            bytes += line.bytes
            self.count(line.record)
        }
        hidden = all.count - lines.count
    }

    /// A new stream begins and will repeat the newest lines; those already here are left out.
    mutating func renew(generation: Int) {
        self.generation = generation
        ended = nil
        load = nil
        late = []
        repeatsUpTo = isAtEnd ? latest : nil
    }

    /// Follows a new stream, with what it repeats in the place of all that is here.
    mutating func followAnew(generation: Int) {
        renew(generation: generation)
        repeatsUpTo = nil
        metUpTo = latest
        isReplaced = true
        isStale = false
        position = .following
        followTop = nil
    }

    private mutating func replace() {
        isReplaced = false
        repeatsUpTo = nil
        lines = []
        unfiltered = sieve.filter.isEmpty ? nil : []
        (bytes, hidden) = (0, 0)
        (isAtStart, isAtEnd, holdsIntake) = (false, true, false)
        (oldest, newest, followTop) = (nil, nil, nil)
    }

    /// More was written while nobody listened than a new stream repeats.
    private mutating func bridgeGap() {
        repeatsUpTo = nil
        if isFollowing { replace() } else { isAtEnd = false }
    }

    // MARK: - Bounds

    private var isFull: Bool { max(lines.count, unfiltered?.count ?? 0) > Self.capacity || bytes > Self.mostBytes }

    /// Makes room: what a filter hides goes first, then what is far from the eye.
    mutating func trim() {
        guard isFull else { return }
        if unfiltered != nil {
            unfiltered = nil
            bytes = lines.reduce(0) { $0 + $1.bytes }
        }
        guard isFull else { return }
        var drop = max(0, lines.count - Self.capacity)
        var freed = lines.prefix(drop).reduce(0) { $0 + $1.bytes }
        while bytes - freed > Self.mostBytes, drop < lines.count - 1 {
            freed += lines[drop].bytes
            drop += 1
        }
        if let eye, !isFollowing, eye < drop + Self.margin {
            // What is being read stays, so the other end goes, and is loaded again when somebody comes there.
            drop = min(drop, lines.count - 1)
            bytes -= lines.suffix(drop).reduce(0) { $0 + $1.bytes }
            lines.removeLast(drop)
            (isAtEnd, newest) = (false, nil)
        } else {
            bytes -= freed
            lines.removeFirst(drop)
            (isAtStart, oldest) = (false, nil)
        }
    }

    // MARK: - Filters

    /// Whether everything the window spans is here, also what the filter hides.
    var isComplete: Bool { sieve.filter.isEmpty ? !isStale : unfiltered != nil }

    /// Sets what is shown. The eye stays at its record, or at the next that is shown.
    mutating func show(_ filter: LogFilter) {
        guard filter != sieve.filter else { return }
        let all = isComplete ? (unfiltered ?? lines) : nil
        sieve = LogSieve(filter)
        followTop = nil
        trouble = nil
        if let eye { eyeTime = lines[eye].record.time }
        defer { if let search { self.search = LogSearch(search, in: lines) } }
        if let all {
            lines = sieve.sifted(all)
            unfiltered = filter.isEmpty ? nil : all
            hidden = all.count - lines.count
            bytes = lines.reduce(0) { $0 + $1.bytes } + (unfiltered?.reduce(0) { $0 + $1.bytes } ?? 0)
        } else {
            lines = sieve.sifted(lines)
            bytes = lines.reduce(0) { $0 + $1.bytes }
            (hidden, isStale) = (0, true)
        }
        (oldest, newest, load) = (nil, nil, nil)
    }
}
