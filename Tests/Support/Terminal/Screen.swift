/// What a terminal shows, as text.
public struct Screen: Sendable, CustomStringConvertible {
    /// Top to bottom, without trailing blanks.
    public var lines: [String]

    public init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    public func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

    /// Whether one line holds all of these.
    public func hasLine(_ parts: String...) -> Bool { lines.contains { line in parts.allSatisfy { line.contains($0) } } }

    /// All words of all lines, frames left out, joined by one space: a text broken over lines is found.
    public var words: String {
        let frames: ClosedRange<Unicode.Scalar> = "\u{2500}"..."\u{259f}"
        let text = String(String.UnicodeScalarView(lines.joined(separator: " ").unicodeScalars.filter { !frames.contains($0) }))
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    public var description: String { lines.map { "|\($0)" }.joined(separator: "\n") }
}
