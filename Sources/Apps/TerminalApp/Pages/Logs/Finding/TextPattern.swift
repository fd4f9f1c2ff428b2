/// What was typed into a filter or a search: a piece of text, or a regular expression when it looks like one.
///
/// Smart case: a pattern without capitals finds capitals too. An expression that is not valid (yet, while it is typed) is
/// looked for literally, and ``error`` says so.
struct TextPattern {
    /// As typed.
    let source: String
    /// Why it is no regular expression; `nil` when it is one, or plain text.
    let error: String?
    /// Whether it is a regular expression, and a valid one.
    let isExpression: Bool
    /// Whether capitals do not matter.
    let ignoresCase: Bool
    private let matcher: Matcher

    private enum Matcher {
        /// The UTF-8 of the text; ASCII letters in lower case when case does not matter.
        case bytes([UInt8], ignoresCase: Bool)
        case expression(Regex<AnyRegexOutput>)
    }

    /// Lines are searched up to this many bytes, so that one endless line cannot hold up the screen.
    private static let searchedBytes = 8_192

    init(_ source: String) {
        self.source = source
        let ignoresCase = !source.contains(where: \.isUppercase)
        self.ignoresCase = ignoresCase
        let isASCII = source.utf8.allSatisfy { $0 < 0x80 }
        let looksLikeExpression = source.contains { ".*+?[](){}|^$\\".contains($0) }
        if looksLikeExpression {
            do {
                let expression = try Regex(source)
                matcher = .expression(ignoresCase ? expression.ignoresCase() : expression)
                error = nil
                isExpression = true
                return
            } catch {
                self.error = "not a regular expression, searched as it is"
            }
        } else {
            error = nil
        }
        isExpression = false
        if ignoresCase, !isASCII, let expression = try? Regex(Self.escaped(source)) {
            // Folding beyond ASCII is left to the expression engine. An escaped text is always a valid expression.
            matcher = .expression(expression.ignoresCase())
        } else {
            matcher = .bytes(Array(source.utf8), ignoresCase: ignoresCase)
        }
    }

    var isEmpty: Bool { source.isEmpty }

    func matches(_ text: String) -> Bool {
        isEmpty || firstMatch(in: Substring(text.utf8.prefix(Self.searchedBytes))) != nil
    }

    /// Every match from left to right, none of them empty.
    func ranges(in text: String) -> [Range<String.Index>] {
        guard !isEmpty else { return [] }
        var found: [Range<String.Index>] = []
        var rest = Substring(text.utf8.prefix(Self.searchedBytes))
        while let range = firstMatch(in: rest) {
            guard !range.isEmpty else {
                // `a*` matches nothing everywhere: step over a character and look on.
                guard range.upperBound < rest.endIndex else { break }
                rest = rest[rest.index(after: range.upperBound)...]
                continue
            }
            found.append(range)
            rest = rest[range.upperBound...]
        }
        return found
    }

    private func firstMatch(in text: Substring) -> Range<String.Index>? {
        switch matcher {
        case .expression(let expression):
            // An expression that gives up on a text has not found it.
            return (try? expression.firstMatch(in: text))?.range
        case .bytes(let wanted, let ignoresCase):
            return Self.firstRange(of: wanted, in: text, ignoresCase: ignoresCase)
        }
    }

    private static func firstRange(of wanted: [UInt8], in text: Substring, ignoresCase: Bool) -> Range<String.Index>? {
        func folded(_ byte: UInt8) -> UInt8 { ignoresCase && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
        let offset: Int? =
            text.utf8.withContiguousStorageIfAvailable { bytes in
                guard bytes.count >= wanted.count else { return nil }
                search: for start in 0...(bytes.count - wanted.count) {
                    for index in wanted.indices where folded(bytes[start + index]) != wanted[index] { continue search }
                    return start
                }
                return nil
            } ?? nil
        guard let offset else { return nil }
        let start = text.utf8.index(text.startIndex, offsetBy: offset)
        return start..<text.utf8.index(start, offsetBy: wanted.count)
    }

    private static func escaped(_ text: String) -> String {
        String(text.flatMap { ".*+?[](){}|^$\\".contains($0) ? ["\\", $0] : [$0] })
    }
}
