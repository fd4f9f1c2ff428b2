import ServerModel

/// A word that programs name a level with, and how it is spelt.
struct LevelWord {
    var level: LogLevel
    /// All letters are capitals: programs write levels so, people rarely words.
    var isCapital: Bool
    /// Shortened to three or four letters (`INF`, `ERRO`), which are a level only where one is expected.
    var isShort: Bool

    /// Reads the whole of `word`, in capitals or not; `nil` when it names no level.
    init?(_ word: LineBytes) {
        guard 3...11 ~= word.count else { return nil }
        var key: UInt64 = 0
        var isCapital = true
        for index in 0..<word.count {
            let byte = word[index]
            guard byte.isLetter else { return nil }
            if !byte.isCapital { isCapital = false }
            // Eight letters tell all words apart, together with the length.
            if index < 8 { key = key << 8 | UInt64(byte | 0x20) }
        }
        guard let entry = Self.entries.first(where: { $0.key == key && $0.length == word.count }) else { return nil }
        level = entry.level
        isShort = entry.isShort
        self.isCapital = isCapital
    }

    private struct Entry: Sendable {
        var key: UInt64
        var length: Int
        var level: LogLevel
        var isShort: Bool

        init(_ word: StaticString, _ level: LogLevel, isShort: Bool) {
            length = word.utf8CodeUnitCount
            key = (0..<min(8, length)).reduce(0) { $0 << 8 | UInt64(word.utf8Start[$1]) }
            self.level = level
            self.isShort = isShort
        }
    }

    private static let words: [(StaticString, LogLevel)] = [
        ("info", .info), ("error", .error), ("debug", .debug), ("warning", .warning), ("warn", .warning), ("trace", .debug),
        ("critical", .critical), ("fatal", .critical), ("notice", .notice), ("verbose", .debug), ("severe", .error),
        ("panic", .critical), ("alert", .alert), ("emergency", .emergency), ("fine", .debug), ("finer", .debug),
        ("finest", .debug), ("config", .debug), ("silly", .debug), ("success", .info), ("information", .info),
        ("hint", .notice), ("dpanic", .critical),
    ]
    private static let shortWords: [(StaticString, LogLevel)] = [
        ("err", .error), ("emerg", .emergency), ("crit", .critical), ("fail", .error), ("dbug", .debug), ("trce", .debug),
        ("inf", .info), ("wrn", .warning), ("dbg", .debug), ("trc", .debug), ("ftl", .critical), ("pnc", .critical),
        ("erro", .error), ("fata", .critical), ("pani", .critical), ("debu", .debug), ("trac", .debug), ("vrb", .debug),
    ]
    private static let entries: [Entry] =
        words.map { Entry($0.0, $0.1, isShort: false) } + shortWords.map { Entry($0.0, $0.1, isShort: true) }
}

extension LogLevel {
    /// What a structured record calls its level: a word of any spelling (`WARN`, `info`, `INFO+1` of Go's slog).
    init?(word: LineBytes) {
        let end = word.firstIndex { !$0.isLetter } ?? word.count
        guard end == word.count || word[end] == UInt8(ascii: "+") || word[end] == UInt8(ascii: "-"),
            let named = LevelWord(word.part(0, end))
        else { return nil }
        self = named.level
    }

    /// The numbers of pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal; `nil` for those beyond.
    init?(number: Int) {
        switch number {
        case 10..<30: self = .debug
        case 30..<40: self = .info
        case 40..<50: self = .warning
        case 50..<60: self = .error
        case 60..<100: self = .critical
        default: return nil
        }
    }

    /// The priority of syslog, facility included.
    init(syslog priority: Int) {
        switch priority & 7 {
        case 0: self = .emergency
        case 1: self = .alert
        case 2: self = .critical
        case 3: self = .error
        case 4: self = .warning
        case 5: self = .notice
        case 6: self = .info
        default: self = .debug
        }
    }
}
