/// What one line of somebody's exposition says.
enum ExpositionLine: Equatable {
    /// A comment, or nothing.
    case nothing
    case help(name: String, text: String)
    /// The kind as it is written.
    case type(name: String, word: String)
    /// Times and exemplars are not looked at.
    case sample(name: String, labels: MetricLabels, value: Double)
    /// None of these.
    case bad

    /// The most labels a sample may have.
    private static let labelLimit = 64

    init(_ line: ArraySlice<UInt8>) {
        var cursor = LineCursor(line)
        cursor.skipBlanks()
        switch cursor.next {
        case nil: self = .nothing
        case UInt8(ascii: "#"): self = Self.comment(&cursor)
        default: self = Self.sample(&cursor) ?? .bad
        }
    }

    private static func comment(_ cursor: inout LineCursor) -> ExpositionLine {
        cursor.skip(UInt8(ascii: "#"))
        // "#HELP" is a comment to everybody.
        guard cursor.skipBlanks() else { return .nothing }
        let keyword = cursor.word()
        guard keyword == "HELP" || keyword == "TYPE" else { return .nothing }
        cursor.skipBlanks()
        let name = cursor.word()
        guard MetricName.isValid(name) else { return .bad }
        cursor.skipBlanks()
        if keyword == "HELP" { return .help(name: name, text: unescaped(cursor.rest)) }
        let word = cursor.word()
        cursor.skipBlanks()
        return word.isEmpty || cursor.next != nil ? .bad : .type(name: name, word: word)
    }

    private static func sample(_ cursor: inout LineCursor) -> ExpositionLine? {
        let name = cursor.name()
        guard MetricName.isValid(name) else { return nil }
        let isApart = cursor.skipBlanks()
        var labels: MetricLabels = [:]
        if cursor.next == UInt8(ascii: "{") {
            guard let pairs = pairs(&cursor), let given = MetricLabels(foreign: pairs) else { return nil }
            labels = given
            cursor.skipBlanks()
        } else if !isApart {
            return nil
        }
        guard let number = MetricNumber(cursor.word()) else { return nil }
        cursor.skipBlanks()
        // After the value there may be a time; what comes after '#' is an exemplar.
        if cursor.next != nil, cursor.next != UInt8(ascii: "#"), MetricNumber(cursor.word()) == nil { return nil }
        cursor.skipBlanks()
        guard cursor.next == nil || cursor.next == UInt8(ascii: "#") else { return nil }
        return .sample(name: name, labels: labels, value: number.value)
    }

    /// From the opening brace to behind the closing one; `nil` when there is something else between them than labels.
    private static func pairs(_ cursor: inout LineCursor) -> [(String, String)]? {
        cursor.skip(UInt8(ascii: "{"))
        var pairs: [(String, String)] = []
        while true {
            cursor.skipBlanks()
            if cursor.skip(UInt8(ascii: "}")) { return pairs }
            let name = cursor.name()
            cursor.skipBlanks()
            guard pairs.count < labelLimit, cursor.skip(UInt8(ascii: "=")) else { return nil }
            cursor.skipBlanks()
            guard let value = cursor.quoted() else { return nil }
            pairs.append((name, unescaped(value)))
            cursor.skipBlanks()
            guard cursor.skip(UInt8(ascii: ",")) || cursor.next == UInt8(ascii: "}") else { return nil }
        }
    }

    /// A backslash before anything else than a backslash, a quotation mark or an `n` is one.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        var plain: [UInt8] = []
        var isEscaped = false
        for byte in bytes {
            switch (isEscaped, byte) {
            case (false, UInt8(ascii: "\\")):
                isEscaped = true
                continue
            case (true, UInt8(ascii: "n")): plain.append(0x0A)
            case (true, UInt8(ascii: "\\")), (true, UInt8(ascii: "\"")), (false, _): plain.append(byte)
            case (true, _): plain += [UInt8(ascii: "\\"), byte]
            }
            isEscaped = false
        }
        if isEscaped { plain.append(UInt8(ascii: "\\")) }
        return String(decoding: plain, as: UTF8.self)
    }
}

/// A place in a line, whose blanks at the end are cut off.
private struct LineCursor {
    private(set) var rest: ArraySlice<UInt8>

    init(_ line: ArraySlice<UInt8>) {
        rest = line[..<(line.lastIndex { !Self.isBlank($0) && $0 != 0x0D }.map { $0 + 1 } ?? line.startIndex)]
    }

    var next: UInt8? { rest.first }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Whether there was any.
    @discardableResult
    mutating func skipBlanks() -> Bool {
        let count = rest.count
        rest = rest.drop(while: Self.isBlank)
        return rest.count < count
    }

    /// Whether it was there.
    @discardableResult
    mutating func skip(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    /// Up to the next blank.
    mutating func word() -> String { take { Self.isBlank($0) } }

    /// Up to what cannot be in a name.
    mutating func name() -> String {
        take { Self.isBlank($0) || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "}") }
    }

    /// What is between two quotation marks; `nil` when there are none.
    mutating func quoted() -> ArraySlice<UInt8>? {
        guard rest.first == UInt8(ascii: "\"") else { return nil }
        var index = rest.startIndex + 1
        while index < rest.endIndex, rest[index] != UInt8(ascii: "\"") {
            index += rest[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < rest.endIndex else { return nil }
        defer { rest = rest[(index + 1)...] }
        return rest[(rest.startIndex + 1)..<index]
    }

    private mutating func take(until isEnd: (UInt8) -> Bool) -> String {
        let end = rest.firstIndex(where: isEnd) ?? rest.endIndex
        defer { rest = rest[end...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}
