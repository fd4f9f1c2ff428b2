/// Foreign text made harmless for a terminal.
enum PlainText {
    /// `text` on one line: escape sequences, control characters and marks that reorder text are gone; tabs and line ends
    /// are a space.
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnwelcome) else { return text }
        return clean(text) { $0 == "\t" || $0 == "\n" ? " " : nil }
    }

    /// The same for each line of `text`; tabs stay.
    static func lines(_ text: String) -> [String] {
        // Most text is, and logs come fast.
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.isEmpty ? [] : [text] }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // A text that ends with a newline has no further line.
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { clean(String($0)) { $0 == "\t" ? $0 : nil } }
    }

    /// C0, DEL, C1, line and paragraph separators, and the marks of Unicode's bidirectional algorithm.
    static func isUnwelcome(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func clean(_ text: String, replacing: (Unicode.Scalar) -> Unicode.Scalar?) -> String {
        var clean = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\u{1B}" || scalar == "\u{9B}" || scalar == "\u{9D}" || scalar == "\u{90}" {
                rest = skippingSequence(after: scalar, in: rest)
            } else if isUnwelcome(scalar) {
                if let other = replacing(scalar) { clean.append(other) }
            } else {
                clean.append(scalar)
            }
        }
        return String(clean)
    }

    /// What follows the escape sequence that `introducer` began (ECMA-48 §5.4 and §5.6).
    ///
    /// A sequence that never ends takes nothing with it but its introducer: text is not hidden that way.
    private static func skippingSequence(
        after introducer: Unicode.Scalar, in text: Substring.UnicodeScalarView
    ) -> Substring.UnicodeScalarView {
        var kind = introducer
        var rest = text
        if introducer == "\u{1B}" {
            guard let next = rest.popFirst() else { return text }
            switch next {
            case "[": kind = "\u{9B}"
            case "]", "P", "X", "^", "_": kind = "\u{9D}"
            // Two or three characters: intermediates and a final one.
            case "\u{20}"..."\u{2F}":
                rest = rest.drop { ("\u{20}"..."\u{2F}").contains($0) }
                return rest.first.map { ("\u{30}"..."\u{7E}").contains($0) } == true ? rest.dropFirst() : text
            case "\u{30}"..."\u{7E}": return rest
            default: return text
            }
        }
        if kind == "\u{9B}" {
            rest = rest.drop { ("\u{20}"..."\u{3F}").contains($0) }
            return rest.first.map { ("\u{40}"..."\u{7E}").contains($0) } == true ? rest.dropFirst() : text
        }
        // A string: ends with BEL or ST.
        while let scalar = rest.popFirst() {
            if scalar == "\u{07}" || scalar == "\u{9C}" { return rest }
            if scalar == "\u{1B}" { return rest.first == "\\" ? rest.dropFirst() : text }
        }
        return text
    }
}
