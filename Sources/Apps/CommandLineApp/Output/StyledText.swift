/// What a piece of text is for; how that looks is decided when it is printed.
enum Style: Hashable, Sendable {
    case strong, muted, accent, ok, warning, error
    /// Something waits for the reader, and nothing is wrong.
    case attention

    /// The parameter of SGR (ECMA-48 §8.3.117).
    fileprivate var parameter: String {
        switch self {
        case .strong: "1"
        case .muted: "2"
        case .accent: "36"
        case .ok: "32"
        case .warning: "33"
        case .error: "31"
        case .attention: "35"
        }
    }
}

/// Text for a terminal. Our own words are literals; whatever is interpolated is made harmless, so foreign text cannot get
/// through by being forgotten.
struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
    fileprivate struct Piece: Hashable {
        var text: String
        var style: Style?
    }

    fileprivate var pieces: [Piece] = []

    init(stringLiteral value: String) { pieces = [Piece(text: value)] }

    init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// Foreign text on one line.
    init(_ foreign: String, _ style: Style? = nil) { pieces = [Piece(text: PlainText.line(foreign), style: style)] }

    /// Foreign text of many lines, as it is but harmless; each line ends with a newline.
    init(lines foreign: String) { pieces = PlainText.lines(foreign).map { Piece(text: $0 + "\n") } }

    /// Columns of a text without newlines.
    var columns: Int { pieces.reduce(0) { $0 + $1.text.columns } }

    var isEmpty: Bool { pieces.allSatisfy(\.text.isEmpty) }

    /// The text as it goes to a terminal or, without colours, anywhere.
    func rendered(colored: Bool) -> String {
        var result = ""
        for piece in pieces where !piece.text.isEmpty {
            if colored, let style = piece.style {
                result += "\u{1B}[\(style.parameter)m\(piece.text)\u{1B}[0m"
            } else {
                result += piece.text
            }
        }
        return result
    }

    /// The beginning that fits into `limit` columns.
    func cut(to limit: Int) -> StyledText {
        guard columns > limit else { return self }
        var result = StyledText("")
        var left = limit
        for piece in pieces {
            // One column is kept for what follows, so that the "…" always has room.
            let text = piece.text.columns < left ? piece.text : (piece.text + " ").cut(to: left)
            result.pieces.append(Piece(text: text, style: piece.style))
            left -= text.columns
            if left <= 0 { break }
        }
        return result
    }

    static func + (a: StyledText, b: StyledText) -> StyledText {
        var sum = a
        sum += b
        return sum
    }

    static func += (a: inout StyledText, b: StyledText) { a.pieces += b.pieces }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { pieces.append(Piece(text: literal)) }

        mutating func appendInterpolation(_ foreign: some CustomStringConvertible, _ style: Style? = nil) {
            pieces.append(Piece(text: PlainText.line(foreign.description), style: style))
        }

        mutating func appendInterpolation(_ text: StyledText) { pieces += text.pieces }
    }
}

extension Sequence<StyledText> {
    func joined(by separator: StyledText) -> StyledText {
        var result = StyledText("")
        for (index, text) in enumerated() { result += index == 0 ? text : separator + text }
        return result
    }
}
