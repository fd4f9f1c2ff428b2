import PatternMatching
import ServerModel

/// Finds in a text what was searched for, to show where it is. What matches is the daemon's business: this only marks it.
struct LogHighlight {
    private enum Wanted {
        /// Bytes of UTF-8; in lower case when that does not matter.
        case text([UInt8], matchesCase: Bool)
        case pattern(Pattern)
    }

    private let wanted: Wanted
    /// Marks are not worth waiting for.
    private static let longestText = 16_384

    /// `nil` when `query` asks for no text, or for an expression that is none.
    init?(_ query: LogQuery) {
        if let pattern = query.pattern, let expression = try? Pattern(pattern) {
            wanted = .pattern(expression)
        } else if let text = query.text, !text.isEmpty {
            let matchesCase = text.contains(where: \.isUppercase)
            wanted = .text(Array((matchesCase ? text : Self.folded(text)).utf8), matchesCase: matchesCase)
        } else {
            return nil
        }
    }

    /// In bytes of UTF-8, in order.
    func ranges(in text: String) -> [Range<Int>] {
        guard text.utf8.count <= Self.longestText else { return [] }
        switch wanted {
        case .text(let needle, let matchesCase):
            let haystack = Array((matchesCase ? text : Self.folded(text)).utf8)
            var ranges: [Range<Int>] = []
            var start = 0
            while let found = haystack[start...].firstRange(of: needle) {
                ranges.append(found)
                start = found.upperBound
            }
            return ranges
        case .pattern(let expression):
            return expression.ranges(utf8: text.utf8)
        }
    }

    /// ASCII in lower case, so that every byte stays where it is.
    private static func folded(_ text: String) -> String {
        String(
            decoding: text.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
