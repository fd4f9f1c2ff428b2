/// Text that cannot harm a terminal: the only text a ``Frame`` accepts.
///
/// Every way in runs the ``TextSanitizer``: escape sequences are gone, control characters are visible, nothing reorders
/// or hides its neighbours, and the width of each character is known. Sanitising twice changes nothing.
public struct SafeText: Hashable, Sendable {
    /// The harmless text, one line; search in it freely.
    public private(set) var string: String
    /// Columns on the screen.
    public private(set) var width: Int

    /// Makes foreign text harmless; line breaks become `⏎`, tabs spaces up to the next multiple of four columns.
    public init(_ foreign: some StringProtocol) {
        if SafeText.isPlain(foreign.utf8) {
            string = String(foreign)
            width = foreign.utf8.count
        } else {
            var sanitizer = TextSanitizer()
            sanitizer.consume(foreign.unicodeScalars)
            let line = sanitizer.finish()
            string = line.string
            width = line.width
        }
    }

    /// `text` over and over, cut to exactly `columns`; for rules and bars.
    public init(repeating text: SafeText, columns: Int) {
        guard text.width > 0, columns > 0 else {
            self.init(harmless: "", width: 0)
            return
        }
        let times = (columns + text.width - 1) / text.width
        let long = SafeText(harmless: String(repeating: text.string, count: times), width: times * text.width)
        self = long.prefix(columns: columns).padded(to: columns)
    }

    /// Nothing.
    public static let empty = SafeText(harmless: "", width: 0)

    /// Whether there is no character.
    public var isEmpty: Bool { string.isEmpty }

    /// Foreign text of several lines. `\r\n` ends a line as `\n` does; a lone `\r` starts its line afresh, so a progress
    /// bar shows its last state. A final line break adds no empty line.
    public static func lines(_ foreign: some StringProtocol) -> [SafeText] {
        var sanitizer = TextSanitizer(breaksLines: true)
        sanitizer.consume(foreign.unicodeScalars)
        return sanitizer.finishLines()
    }

    /// Both texts in one line.
    public static func + (left: SafeText, right: SafeText) -> SafeText {
        var both = left
        both += right
        return both
    }

    /// Adds a text at the end.
    public static func += (left: inout SafeText, right: SafeText) {
        // A cell holds only so many combining marks, so marks at the seam are counted again.
        if let first = right.string.unicodeScalars.first, CharacterWidth.columns(first) == 0 {
            left = SafeText(left.string + right.string)
        } else {
            left.string += right.string
            left.width += right.width
        }
    }

    /// Text that is already known to be harmless.
    init(harmless: String, width: Int) {
        string = harmless
        self.width = width
    }

    /// Printable ASCII alone, by far the most common text, needs no rewriting.
    private static func isPlain(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
}

extension SafeText: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

extension SafeText: CustomStringConvertible {
    public var description: String { string }
}

extension Sequence<SafeText> {
    /// All texts in a row with `separator` between them.
    public func joined(separator: SafeText = .empty) -> SafeText {
        var result = SafeText.empty
        for (index, text) in enumerated() {
            result += index == 0 ? text : separator + text
        }
        return result
    }
}
