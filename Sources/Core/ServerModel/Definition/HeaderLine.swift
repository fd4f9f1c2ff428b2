/// A header of HTTP as people write one: `X-Team: blue`, or `X-Team=blue`. Its value may be secret.
public struct HeaderLine: Hashable, Sendable {
    public var name: String
    public var value: String

    /// `nil` without a name that HTTP takes; spaces around the value mean nothing there.
    public init?(_ text: String) {
        // Neither can be in a name.
        guard let separator = text.firstIndex(where: { $0 == ":" || $0 == "=" }) else { return nil }
        name = String(text[..<separator])
        guard Self.isName(name) else { return nil }
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        let value = text[text.index(after: separator)...].drop(while: isSpace)
        self.value = String(value.reversed().drop(while: isSpace).reversed())
    }

    /// As HTTP writes it.
    public static func text(_ name: String, _ value: String) -> String { "\(name): \(value)" }

    /// Whether HTTP takes it as the name of a header: a token of RFC 9110, section 5.6.2.
    public static func isName(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isNameByte) }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
