/// Turns foreign text into harmless text: a state machine after the VT500 parser (vt100.net/emu/dec_ansi_parser).
///
/// It drops escape sequences (ESC, CSI, OSC, DCS, APC, PM, SOS, as ESC pairs and as 8-bit C1 characters, terminated or not),
/// shows control characters as `^X`, and drops whatever reorders, hides or joins its neighbours: bidirectional controls,
/// zero-width and tag characters, variation selectors and joiners. Of characters a terminal would join into one picture,
/// only the first stays; flags become their two letters. What has no width becomes U+FFFD.
struct TextSanitizer {
    private enum State {
        case text
        case escape
        /// Between `CSI` and its final byte.
        case controlSequence
        /// Inside a string that only ST (or BEL) ends.
        case controlString
        /// After an ESC inside such a string: `\` ends the string, anything else begins a new sequence.
        case controlStringEscape
    }

    /// What becomes of control characters and line breaks.
    enum Controls {
        /// `^C` and `⏎`: the reader sees that something was there.
        case shown
        /// Nothing and a space, for text that will be edited.
        case dropped
    }

    /// More marks than this on one character are noise that spills over the lines above and below; ncurses holds four.
    private static let marksPerCharacter = 4
    private static let tabStop = 4

    private let breaksLines: Bool
    private let controls: Controls
    private var state = State.text
    private var line = ""
    private var column = 0
    /// The line before a lone `\r`, until something is written over it.
    private var returning: (string: String, width: Int)?
    private var lines: [SafeText] = []
    /// Marks the last base character has; `nil` when the line has no base yet.
    private var marks: Int?
    private var dropsJoined = false
    private var lastWasCarriageReturn = false

    init(breaksLines: Bool = false, controls: Controls = .shown) {
        self.breaksLines = breaksLines
        self.controls = controls
    }

    mutating func consume(_ scalars: some Sequence<Unicode.Scalar>) {
        for scalar in scalars { consume(scalar) }
    }

    /// The one line of all that was consumed.
    mutating func finish() -> SafeText {
        if lastWasCarriageReturn { flushCarriageReturn() }
        return SafeText(harmless: line, width: column)
    }

    /// Every line of what was consumed; the line break at the very end adds none.
    mutating func finishLines() -> [SafeText] {
        let last = currentLine
        if !last.isEmpty { lines.append(last) }
        return lines
    }

    // MARK: - The machine

    private mutating func consume(_ scalar: Unicode.Scalar) {
        switch state {
        case .text: text(scalar)
        case .escape: escape(scalar)
        case .controlSequence: controlSequence(scalar)
        case .controlString: controlString(scalar)
        case .controlStringEscape:
            if scalar == "\\" {
                state = .text
            } else {
                state = .escape
                escape(scalar)
            }
        }
    }

    private mutating func text(_ scalar: Unicode.Scalar) {
        if lastWasCarriageReturn {
            lastWasCarriageReturn = false
            // `\r\n` is one line break; any other `\r` stands alone.
            if scalar != "\n" { flushCarriageReturn() }
        }
        switch scalar.value {
        case 0x1B: state = .escape
        case 0x0A, 0x85, 0x2028, 0x2029: lineBreak()
        case 0x0D: lastWasCarriageReturn = true
        case 0x09:
            write(String(repeating: " ", count: Self.tabStop - column % Self.tabStop))
        case 0x00..<0x20, 0x7F: writeControl(scalar)
        case 0x80..<0xA0: state = Self.state(afterC1: scalar.value)
        default: character(scalar)
        }
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x5B: state = .controlSequence
        case 0x50, 0x58, 0x5D, 0x5E, 0x5F: state = .controlString
        case 0x20...0x2F: break  // an intermediate byte: the final one follows
        case 0x30...0x7E: state = .text
        case 0x1B: break
        default: resume(with: scalar)
        }
    }

    private mutating func controlSequence(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x20...0x3F: break
        case 0x40...0x7E: state = .text
        default: resume(with: scalar)
        }
    }

    private mutating func controlString(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x1B: state = .controlStringEscape
        case 0x07, 0x9C, 0x18, 0x1A: state = .text
        // Not in the standard, but an unterminated string must not swallow the lines that follow.
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: resume(with: scalar)
        default: break
        }
    }

    /// What cannot continue the sequence ends it and counts for itself.
    private mutating func resume(with scalar: Unicode.Scalar) {
        state = .text
        text(scalar)
    }

    private static func state(afterC1 value: UInt32) -> State {
        switch value {
        case 0x9B: .controlSequence
        case 0x90, 0x98, 0x9D, 0x9E, 0x9F: .controlString
        default: .text
        }
    }

    // MARK: - What stays

    private mutating func character(_ scalar: Unicode.Scalar) {
        if Self.vanishes(scalar) {
            dropsJoined = scalar.value == 0x200D && marks != nil
            return
        }
        // A modifier or a picture after a joiner would melt into the picture before it on some terminals and not on others.
        let isJoined = dropsJoined
        dropsJoined = false
        guard let width = CharacterWidth.columns(scalar) else {
            write("\u{FFFD}")
            return
        }
        switch width {
        case 0:
            guard let count = marks, count < Self.marksPerCharacter else { return }
            append(scalar, width: 0)
            marks = count + 1
        case 2 where isJoined || Self.isSkinTone(scalar) && marks != nil:
            return
        default:
            append(Self.letter(ofFlag: scalar) ?? scalar, width: width)
            marks = 0
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar, width: Int) {
        startAfresh()
        line.unicodeScalars.append(scalar)
        column += width
    }

    /// Appends printable text whose characters take one column each.
    private mutating func write(_ text: String) {
        startAfresh()
        line += text
        column += text.unicodeScalars.count
        marks = 0
        dropsJoined = false
    }

    /// `^C` for U+0003, `^?` for delete.
    private mutating func writeControl(_ scalar: Unicode.Scalar) {
        guard controls == .shown else { return }
        write("^" + String(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value ^ 0x40)))))
    }

    private mutating func lineBreak() {
        guard breaksLines else { return write(controls == .shown ? "⏎" : " ") }
        lines.append(currentLine)
        line = ""
        column = 0
        returning = nil
        lastWasCarriageReturn = false
        marks = nil
    }

    private mutating func flushCarriageReturn() {
        lastWasCarriageReturn = false
        guard breaksLines else { return controls == .shown ? write("^M") : write(" ") }
        if column > 0 { returning = (line, column) }
        line = ""
        column = 0
        marks = nil
    }

    private mutating func startAfresh() {
        returning = nil
    }

    /// The line as it looks now: after a lone `\r` with nothing behind it, still the old one.
    private var currentLine: SafeText {
        if line.isEmpty, let returning { return SafeText(harmless: returning.string, width: returning.width) }
        return SafeText(harmless: line, width: column)
    }

    // MARK: - Kinds of characters

    /// Format characters and everything else that Unicode says to ignore when it cannot be shown, and the keycap frame.
    private static func vanishes(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0xAD else { return false }
        return scalar.properties.generalCategory == .format || scalar.properties.isDefaultIgnorableCodePoint
            || scalar.value == 0x20E3
    }

    private static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F3FB...0x1F3FF).contains(scalar.value)
    }

    /// Flags are pairs of these; no two terminals agree on their width.
    private static func letter(ofFlag scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
        return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41)
    }
}
