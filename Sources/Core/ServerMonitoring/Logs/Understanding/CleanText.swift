import ServerModel

/// Foreign text with nothing in it that could move a cursor, hide or reorder: well-formed UTF-8 whose only control characters
/// are tabs and newlines.
///
/// Colours are taken out and kept as styles. Every other control character becomes visible: U+2400–2421 for those of ASCII
/// (`␛[2J`), U+FFFD for those above and for what overrides the direction of text. A carriage return starts its line afresh, as
/// on a terminal: the last state of a progress bar is kept.
struct CleanText {
    private(set) var bytes: [UInt8]
    /// At most ``mostStyles``; the rest of a text that has more is plain.
    private(set) var styles: [LogStyle] = []

    static let mostStyles = 1_000

    /// Whether `bytes` are fine as they are: printable ASCII, tabs and newlines, by far the most common text.
    static func isClean(_ bytes: LineBytes) -> Bool {
        guard let start = UnsafeRawPointer(bytes.baseAddress) else { return true }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highBits: UInt64 = 0x8080_8080_8080_8080
        var offset = 0
        while offset + 8 <= bytes.count {
            let word = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            // Below 0x20, 0x7F, or above: a borrow may mark a byte too many, which is then looked at.
            let deletes = word ^ (ones &* 0x7F)
            let marks = (word | (word &- ones &* 0x20) | (deletes &- ones)) & highBits
            if marks != 0 {
                for index in offset..<offset + 8 where !isPlain(bytes[index]) && bytes[index] != 0x0A { return false }
            }
            offset += 8
        }
        while offset < bytes.count {
            if !isPlain(bytes[offset]) && bytes[offset] != 0x0A { return false }
            offset += 1
        }
        return true
    }

    @inline(__always)
    fileprivate static func isPlain(_ byte: UInt8) -> Bool { byte &- 0x20 < 0x5F || byte == 0x09 }

    init(_ foreign: LineBytes) {
        var cleaner = TextCleaner(foreign)
        cleaner.run()
        bytes = cleaner.output
        for run in cleaner.runs {
            if let last = styles.last, last.range.upperBound == run.range.lowerBound, last.attributes == run.attributes {
                styles[styles.count - 1].range = last.range.lowerBound..<run.range.upperBound
            } else if styles.count < Self.mostStyles {
                styles.append(run)
            } else {
                break
            }
        }
    }
}

/// One pass over a foreign text.
private struct TextCleaner {
    private let input: LineBytes
    var output: [UInt8] = []
    /// Stretches of coloured output, in order.
    var runs: [LogStyle] = []

    private var position = 0
    private var attributes = TextAttributes()
    /// Those of `attributes`, so that they are written once.
    private var parameters = ""
    private var runStart = 0
    private var lineStart = 0
    /// Where the output behind the newest carriage return of the line starts.
    private var segmentStart: Int?
    private var segmentIsVisible = false

    init(_ input: LineBytes) {
        self.input = input
        output.reserveCapacity(input.count)
    }

    mutating func run() {
        while position < input.count {
            let start = position
            skipHarmless()
            if position > start {
                let text = input.part(start, position)
                output.append(contentsOf: text)
                if segmentStart != nil, !segmentIsVisible { segmentIsVisible = !text.isBlankLine }
            }
            if position < input.count { special(input[position]) }
        }
        endSegment()
        endRun()
    }

    /// Goes on to the next byte that is not text to keep.
    private mutating func skipHarmless() {
        while position < input.count {
            if CleanText.isPlain(input[position]) {
                position += 1
            } else if input[position] >= 0x80 {
                let (length, isWhole) = input.characterLength(at: position)
                guard isWhole, !input.isHarmful(at: position) else { return }
                position += length
            } else {
                return
            }
        }
    }

    private mutating func special(_ byte: UInt8) {
        switch byte {
        case 0x0A:
            endSegment()
            output.append(byte)
            lineStart = output.count
            position += 1
        case 0x0D:
            position += 1
            endSegment()
            endRun()
            segmentStart = output.count
        case 0x1B: escape()
        case 0..<0x20, 0x7F:
            picture(byte)
            position += 1
        default: harmful()
        }
    }

    private mutating func picture(_ byte: UInt8) {
        output.append(0xE2)
        output.append(0x90)
        output.append(byte == 0x7F ? 0xA1 : 0x80 + byte)
    }

    /// Obeys a colour; shows anything else. A sequence (`ESC [ … letter`) is no text that would overwrite a line.
    private mutating func escape() {
        let start = position
        position += 1
        guard input.byte(position) == UInt8(ascii: "[") else { return picture(0x1B) }
        var end = position + 1
        var isColour = true
        while end < input.count, 0x20...0x3F ~= input[end] {
            if !(0x30...0x3B ~= input[end]) { isColour = false }
            end += 1
        }
        guard end < input.count, 0x40...0x7E ~= input[end] else { return picture(0x1B) }
        position = end + 1
        if isColour, input[end] == UInt8(ascii: "m") {
            endRun()
            attributes.apply(input.part(start + 2, end))
            parameters = attributes.isPlain ? "" : attributes.parameters
        } else {
            picture(0x1B)
            output.append(contentsOf: input.part(start + 1, position))
        }
    }

    /// A character beyond ASCII that is not shown, or bytes that are none.
    private mutating func harmful() {
        if segmentStart != nil { segmentIsVisible = true }
        output.append("\u{FFFD}")
        position += input.characterLength(at: position).length
    }

    /// Notes what was written since the attributes changed.
    private mutating func endRun() {
        if output.count > runStart, !parameters.isEmpty {
            runs.append(LogStyle(range: runStart..<output.count, attributes: parameters))
        }
        runStart = output.count
    }

    /// Decides between what stood in the line before a carriage return and what came behind it.
    private mutating func endSegment() {
        guard let start = segmentStart else { return }
        endRun()
        if segmentIsVisible {
            remove(lineStart..<start)
        } else {
            remove(start..<output.count)
        }
        runStart = output.count
        segmentStart = nil
        segmentIsVisible = false
    }

    /// Takes a part of the newest line away; no run crosses its ends.
    private mutating func remove(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        var kept: [LogStyle] = []
        while let run = runs.last, run.range.upperBound > range.lowerBound {
            runs.removeLast()
            if run.range.lowerBound >= range.upperBound {
                kept.append(
                    LogStyle(
                        range: run.range.lowerBound - range.count..<run.range.upperBound - range.count, attributes: run.attributes
                    ))
            } else if run.range.lowerBound < range.lowerBound {
                // A colour that began in the line before.
                kept.append(LogStyle(range: run.range.lowerBound..<range.lowerBound, attributes: run.attributes))
            }
        }
        runs.append(contentsOf: kept.reversed())
        output.removeSubrange(range)
    }
}

extension LineBytes {
    /// How many bytes the character at `offset` has, and whether it is one; else as many as are replaced by one U+FFFD
    /// (the Unicode standard's "maximal subpart").
    fileprivate func characterLength(at offset: Int) -> (length: Int, isWhole: Bool) {
        let lead = self[offset]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return (1, false)
        }
        guard second ~= byte(offset + 1) else { return (1, false) }
        for index in 2..<length where byte(offset + index) & 0xC0 != 0x80 { return (index, false) }
        return (length, true)
    }

    /// A control character of C1 (U+0080–9F), or one that overrides or isolates the direction of text (U+202A–E, U+2066–9).
    fileprivate func isHarmful(at offset: Int) -> Bool {
        switch self[offset] {
        case 0xC2: self[offset + 1] < 0xA0
        case 0xE2:
            (self[offset + 1] == 0x80 && 0xAA...0xAE ~= self[offset + 2])
                || (self[offset + 1] == 0x81 && 0xA6...0xA9 ~= self[offset + 2])
        default: false
        }
    }
}
