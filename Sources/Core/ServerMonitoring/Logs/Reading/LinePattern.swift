import PatternMatching
import ServerModel

/// A regular expression that messages are matched with, scalar by scalar.
struct LinePattern: Sendable {
    /// How much of a message is looked at, in bytes of UTF-8.
    static let limit = 64 << 10

    /// In each message that matches.
    let required: Needle?
    private let pattern: Pattern

    /// Throws `bad-pattern`.
    init(_ text: String) throws {
        do throws(PatternError) {
            pattern = try Pattern(text)
        } catch {
            throw ErrorReport(
                code: "bad-pattern", problem: "'\(text)' is not a regular expression: \(error)",
                remedy: #"put a backslash before what is meant as it is, as in 'f\(x\)', or search for it as text"#)
        }
        required = RequiredLiteral.of(text)
    }

    func isIn(_ message: String) -> Bool { pattern.matches(utf8: message.utf8.prefix(Self.limit)) }
}
