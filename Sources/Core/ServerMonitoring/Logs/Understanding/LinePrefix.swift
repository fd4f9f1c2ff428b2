import ServerModel

/// What the beginning of a plain line says of its level and time, in the way the usual loggers write it.
///
/// Python's logging, rich, loguru, uvicorn, structlog; winston, npm and Node itself; Go's log, klog, zap, logrus, zerolog;
/// Rust's tracing and env_logger; Java's and Ruby's loggers; syslog. A level counts only where loggers put it: at the start,
/// behind the time, or in a field of its own. The word "error" elsewhere says nothing.
struct LinePrefix {
    private(set) var level: LogLevel?
    private(set) var time: StatedTime?
    /// It begins with a level's word, and says that there is nothing of the kind: `error: none`.
    private(set) var deniesTrouble = false

    private let line: LineBytes
    private var position = 0
    /// How many fields may stand before the level, and how long one may be.
    private static let mostFields = 5
    private static let longestField = 80

    init(_ line: LineBytes) {
        self.line = line
        read()
    }

    private mutating func read() {
        position = line.skippingBlanks(from: 0)
        if position > 0 { return readAlignedLevel() }
        switch line.byte(0) {
        case UInt8(ascii: "<"): if readSyslog() { return }
        case UInt8(ascii: "("):
            if line.has("(node:"), line.first("Warning: ") != nil { level = .warning }
        case UInt8(ascii: "n"): if line.has("npm ") { return readNPM() }
        case UInt8(ascii: "D"), UInt8(ascii: "I"), UInt8(ascii: "W"), UInt8(ascii: "E"), UInt8(ascii: "F"), UInt8(ascii: "A"):
            if readLetter() { return }
        default: break
        }
        readFields()
        if level == nil, line.isPythonWarning { level = .warning }
    }

    /// The columns of rich, where it leaves out a time it has written already: `           INFO     message`.
    private mutating func readAlignedLevel() {
        guard position >= 8, let (word, end) = word(at: position), word.isCapital, !word.isShort,
            line.byte(end) == 0x20, line.skippingBlanks(from: end) - position >= 9
        else { return }
        level = word.level
    }

    /// `<3>message`.
    private mutating func readSyslog() -> Bool {
        let length = (1...3).first { line.byte($0 + 1) == UInt8(ascii: ">") }
        guard let length, let priority = line.number(1, length), priority < 192 else { return false }
        level = LogLevel(syslog: priority)
        position = line.skippingBlanks(from: length + 2)
        takeTime()
        return true
    }

    /// `npm ERR! code`, `npm warn deprecated`.
    private mutating func readNPM() {
        guard let (word, end) = word(at: 4), line.byte(end).isOne(of: " !\0") else { return }
        level = word.level
    }

    /// `E1128 10:00:00.123   1 file.go:12] message` (klog, glog, abseil), and Ruby's `E, [2026-11-28T10:00:00 #1] ERROR -- : x`.
    private mutating func readLetter() -> Bool {
        let stated: LogLevel
        switch line[0] {
        case UInt8(ascii: "D"): stated = .debug
        case UInt8(ascii: "I"): stated = .info
        case UInt8(ascii: "W"): stated = .warning
        case UInt8(ascii: "E"): stated = .error
        default: stated = .critical
        }
        if line.has(", [", at: 1) {
            guard let found = StatedTime(in: line, at: 4) else { return false }
            (level, time) = (stated, found)
            return true
        }
        guard line[0] != UInt8(ascii: "A"), line[0] != UInt8(ascii: "D") else { return false }
        let digits = line.number(1, 8) != nil ? 8 : 4
        guard line.number(1, digits) != nil, line.byte(digits + 1) == 0x20, line.byte(digits + 4) == 0x3A else { return false }
        (level, time) = (stated, StatedTime(clockIn: line, at: digits + 2))
        return true
    }

    // MARK: Time, fields, level

    private mutating func readFields() {
        takeTime()
        var mayBeName = true
        for number in 0..<Self.mostFields {
            position = line.skippingBlanks(from: position)
            if line.byte(position) == UInt8(ascii: "|") { position = line.skippingBlanks(from: position + 1) }
            if line.has("- ", at: position) { position = line.skippingBlanks(from: position + 2) }
            if line.byte(position) == UInt8(ascii: "[") {
                guard readBrackets() else { return }
                // `[x]: message` ends the fields.
                if line.byte(position) == 0x3A { return }
                continue
            }
            if takeLevel(isFirst: number == 0) { return }
            // Only one name stands between blanks alone.
            guard skipField(isFirst: number == 0, mayBeName: &mayBeName) else { return }
        }
    }

    private mutating func takeTime() {
        guard let found = StatedTime(in: line, at: position) else { return }
        time = found
        position = found.end
    }

    /// `[INFO]`, `[2026-11-28T10:00:00Z INFO  target]`, `[main]`; `false` when the level is known, or these are no fields.
    private mutating func readBrackets() -> Bool {
        guard let end = line.first(UInt8(ascii: "]"), from: position), end - position <= Self.longestField else { return false }
        var start = line.skippingBlanks(from: position + 1)
        if time == nil, let found = StatedTime(in: line, at: start) {
            time = found
            start = line.skippingBlanks(from: found.end)
        }
        if let (word, wordEnd) = word(at: start), wordEnd <= end {
            let isWhole = line.skippingBlanks(from: wordEnd) == end
            if isWhole || (word.isCapital && line[wordEnd].isBlank) {
                level = word.level
                return false
            }
        }
        position = end + 1
        return true
    }

    private mutating func takeLevel(isFirst: Bool) -> Bool {
        guard let (word, end) = word(at: position) else { return false }
        let next = line.byte(end)
        let behind = line.skippingBlanks(from: end)
        let isField = line.byte(behind) == UInt8(ascii: "|") || (behind > end && line.has("- ", at: behind))
        let isLevel: Bool
        switch next {
        case 0x3A:
            deniesTrouble = !word.isCapital && time == nil && isDenial(at: end + 1)
            isLevel = !deniesTrouble
        case 0x20, 0x09, 0, 0x7C:
            isLevel = isField || (word.isCapital ? !word.isShort || time != nil : next == 0x09 && time != nil)
        case UInt8(ascii: "["):
            isLevel = word.isCapital
        default:
            isLevel = false
        }
        if isLevel { level = word.level }
        return isLevel
    }

    /// Skips a field that is not the level: up to ` - ` or ` | `, or a logger's name (`mcp.server`) before a level in capitals.
    private mutating func skipField(isFirst: Bool, mayBeName: inout Bool) -> Bool {
        var end = position
        while end < line.count, !line[end].isBlank { end += 1 }
        guard end > position, end - position <= Self.longestField else { return false }
        let behind = line.skippingBlanks(from: end)
        if behind > end, line.has("- ", at: behind) || line.byte(behind) == UInt8(ascii: "|") {
            // Without a time, `name - LEVEL - message` alone is a logger's; anything else with a dash is prose.
            if time == nil {
                guard isFirst, let (word, wordEnd) = word(at: line.skippingBlanks(from: behind + 1)), word.isCapital,
                    line.has(" - ", at: wordEnd) || line.byte(wordEnd) == 0x3A || line.byte(wordEnd) == 0x20
                else { return false }
            }
            position = behind
            return true
        }
        guard time != nil, mayBeName, line.part(position, end).looksLikeName else { return false }
        mayBeName = false
        position = end
        return true
    }

    /// `0`, `none` and the like: "error: none" is a result, not a level.
    private func isDenial(at offset: Int) -> Bool {
        let start = line.skippingBlanks(from: offset)
        for word in ["0", "none", "null", "nil", "false", "no", "None", "False"] as [StaticString] where line.has(word, at: start)
        {
            let next = line.byte(start + word.utf8CodeUnitCount)
            if !next.isLetter, !next.isASCIIDigit, next != UInt8(ascii: "x"), word.utf8CodeUnitCount != 2 || next == 0 {
                return true
            }
        }
        return false
    }

    /// The level that the letters at `offset` name, and where they end.
    private func word(at offset: Int) -> (LevelWord, Int)? {
        var end = offset
        while line.byte(end).isLetter, end - offset <= 11 { end += 1 }
        return LevelWord(line.part(min(offset, line.count), min(end, line.count))).map { ($0, end) }
    }
}

extension LineBytes {
    /// `mcp.server`, `my-server`, `root`: a logger's name, no word of a sentence.
    fileprivate var looksLikeName: Bool {
        says("root") || says("__main__") || contains { $0.isOne(of: "._-/:") } && last != 0x3A && last != 0x2E
            || first == UInt8(ascii: "(") && last == UInt8(ascii: ")")
    }

    /// `/app/x.py:12: DeprecationWarning: message`.
    fileprivate var isPythonWarning: Bool {
        guard let found = first("Warning: "), found < 400 else { return false }
        var start = found
        while start > 0, self[start - 1].isLetter { start -= 1 }
        return start > 3 && has(": ", at: start - 2) && self[start - 3].isASCIIDigit
    }
}
