import ServerModel

/// A search and what it found: first in the window while it is typed, then in all that the daemon keeps.
struct LogSearch {
    let pattern: TextPattern
    /// In the order of time.
    private(set) var matches: [LogKey]
    /// Of ``matches``, the one the last jump went to.
    var current: Int?
    var progress: Progress = .typed
    /// What the daemon found so far.
    private var found: [LogKey] = []
    /// What came since the daemon began to look.
    private var met: [LogKey] = []

    /// More matches than this are only counted.
    static let most = 100_000

    enum Progress: Hashable {
        /// Only the window was looked through.
        case typed
        case running(generation: Int, LogSearchProgress)
        /// Everything was looked through, or it was stopped on the way.
        case done(isWhole: Bool)
    }

    init(_ pattern: TextPattern, in lines: [LogLine]) {
        self.pattern = pattern
        matches = lines.filter { pattern.matches($0.record) }.map { LogKey($0.record) }
    }

    /// The same search where something else is shown: begun anew, at the match it was at.
    init(_ search: LogSearch, in lines: [LogLine]) {
        self.init(search.pattern, in: lines)
        current = search.current.flatMap { search.matches[safe: $0] }.flatMap { index(of: $0) }
    }

    /// The generation of the daemon's search while it runs.
    var generation: Int? { if case .running(let generation, _) = progress { generation } else { nil } }

    /// How much was looked through, from 0 to 1; `nil` when nothing runs.
    var part: Double? {
        guard case .running(_, let progress) = progress else { return nil }
        return progress.totalBytes == 0 ? 0 : min(1, Double(progress.searchedBytes) / Double(progress.totalBytes))
    }

    /// How many are known.
    var count: Int { max(matches.count, found.count) }
    var isCapped: Bool { count >= Self.most }

    mutating func begin(generation: Int) {
        (found, met) = ([], [])
        progress = .running(generation: generation, LogSearchProgress())
    }

    /// A new record came.
    mutating func meet(_ record: LogRecord) {
        guard pattern.matches(record) else { return }
        let key = LogKey(record)
        if matches.count < Self.most { matches.append(key) }
        if generation != nil { met.append(key) }
    }

    mutating func find(_ keys: [LogKey], _ now: LogSearchProgress, generation: Int) {
        guard self.generation == generation else { return }
        found += keys.prefix(max(0, Self.most - found.count))
        progress = .running(generation: generation, now)
    }

    /// What was found takes the place of what the window had. Stopped on the way, the window's own stay beside it.
    mutating func end(isWhole: Bool) {
        guard generation != nil else { return }
        let chosen = current.map { matches[$0] }
        let known = Set(found)
        let others = (isWhole ? met : matches).filter { !known.contains($0) }
        matches =
            isWhole
            ? found + others
            : (found + others).enumerated().sorted {
                ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
            }.map(\.element)
        current = chosen.flatMap { key in matches.lastIndex(of: key) }
        (found, met) = ([], [])
        progress = .done(isWhole: isWhole)
    }

    /// The match after (`1`) or before (`-1`) the current one, else the nearest to a time, round the ends; `nil` without any.
    func next(_ direction: Int, from time: Timestamp?) -> Int? {
        guard !matches.isEmpty else { return nil }
        if let current { return (current + direction + matches.count) % matches.count }
        guard let time else { return direction > 0 ? 0 : matches.count - 1 }
        return direction > 0
            ? matches.firstIndex { $0.time >= time } ?? 0 : matches.lastIndex { $0.time <= time } ?? matches.count - 1
    }

    func index(of key: LogKey) -> Int? { matches.lastIndex(of: key) }
}
