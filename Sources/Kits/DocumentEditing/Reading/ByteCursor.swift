/// A place in a file's bytes, and whether what was read up to it made sense. What the lexers have in common.
package struct ByteCursor {
    /// Files of people are not deeper; a recursion without an end would be one for the stack.
    static let depthLimit = 64
    /// Values in one file.
    static let valueLimit = 300_000

    let bytes: [UInt8]
    var position = 0
    /// Set once something was not understood.
    var hasFailed = false {
        didSet { if hasFailed, failure == nil { failure = ReadingFailure(offset: position) } }
    }
    /// Where that was for the first time, and why.
    private(set) var failure: ReadingFailure?
    /// Whether what the format does not allow is refused, though it could be understood.
    let isStrict: Bool
    private var values = 0

    init(_ bytes: [UInt8], isStrict: Bool = false) {
        self.bytes = bytes
        self.isStrict = isStrict
        // The byte order mark some editors write is no part of the text.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func byte(ahead count: Int) -> UInt8? {
        position + count < bytes.count ? bytes[position + count] : nil
    }

    /// Whether `text` stands here.
    func stands(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        return text.withUTF8Buffer { buffer in (0..<count).allSatisfy { buffer[$0] == bytes[position + $0] } }
    }

    /// Goes behind `text` when it stands here.
    mutating func takes(_ text: StaticString) -> Bool {
        guard stands(text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    mutating func skip(while isWanted: (UInt8) -> Bool) {
        while let byte = current, isWanted(byte) { position += 1 }
    }

    /// Spaces and tabs.
    mutating func skipBlanks() {
        while position < bytes.count, bytes[position].isBlank { position += 1 }
    }

    /// Line breaks too.
    mutating func skipSpaces() {
        while position < bytes.count, bytes[position].isSpace { position += 1 }
    }

    /// To the line break.
    mutating func skipLine() {
        while position < bytes.count, bytes[position] != .newline { position += 1 }
    }

    /// Counts a value that begins; `false`, and failed, when there are too many or it is too deep.
    mutating func begins(depth: Int) -> Bool {
        values += 1
        if depth > Self.depthLimit { fail(.tooDeep) }
        if values > Self.valueLimit { fail(.tooMany) }
        return !hasFailed
    }

    mutating func fail(_ reason: ReadingFailure.Reason, at offset: Int? = nil) {
        if failure == nil { failure = ReadingFailure(offset: offset ?? position, reason: reason) }
        hasFailed = true
    }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension UInt8 {
    package static let newline = UInt8(ascii: "\n")
    package static let quote = UInt8(ascii: "\"")
    package static let apostrophe = UInt8(ascii: "'")
    package static let backslash = UInt8(ascii: "\\")
    package static let hash = UInt8(ascii: "#")
    package static let space = UInt8(ascii: " ")

    /// A space, a tab, or the first half of a line's end.
    package var isBlank: Bool { self == 32 || self == 9 || self == 13 }
    package var isSpace: Bool { self == 32 || self == 10 || self == 9 || self == 13 }
    package var isDigit: Bool { (48...57).contains(self) }
    package var isLetter: Bool { (97...122).contains(self | 0x20) }
    package var isAlphanumeric: Bool { isDigit || isLetter }
}
