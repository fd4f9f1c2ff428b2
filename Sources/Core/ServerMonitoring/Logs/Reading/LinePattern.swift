import ServerModel

/// A regular expression that messages are matched with, scalar by scalar.
struct LinePattern: Sendable {
    /// How much of a message is looked at. What some expressions cost grows with the square of it, or worse.
    static let limit = 64 << 10

    /// In each message that matches.
    let required: Needle?
    private let compiled: Compiled

    /// Throws `bad-pattern`.
    init(_ text: String) throws {
        do {
            // Grapheme by grapheme it is several times slower, and `e` is not in `é` or not, depending on how that is spelt.
            compiled = Compiled(try Regex(text).matchingSemantics(.unicodeScalar))
        } catch {
            throw ErrorReport(
                code: "bad-pattern", problem: "'\(text)' is not a regular expression: \(error)",
                remedy: #"put a backslash before what is meant as it is, as in 'f\(x\)', or search for it as text"#)
        }
        required = RequiredLiteral.of(text)
    }

    func isIn(_ message: String) -> Bool {
        guard message.utf8.count > Self.limit else { return compiled.isIn(message[...]) }
        var end = message.utf8.index(message.startIndex, offsetBy: Self.limit)
        // Not in the middle of a scalar.
        while end.samePosition(in: message.unicodeScalars) == nil { end = message.utf8.index(before: end) }
        return compiled.isIn(message[..<end])
    }

    /// `Regex` is not declared Sendable because it may hold code of the program. One made of text holds none, and its
    /// instructions, which it makes when it is used first, are not touched again after the first use here.
    private final class Compiled: @unchecked Sendable {
        private let regex: Regex<AnyRegexOutput>

        init(_ regex: Regex<AnyRegexOutput>) {
            self.regex = regex
            _ = isIn("")
        }

        func isIn(_ text: Substring) -> Bool {
            // It throws for code of the program only.
            (try? regex.firstMatch(in: text)) != nil
        }
    }
}
