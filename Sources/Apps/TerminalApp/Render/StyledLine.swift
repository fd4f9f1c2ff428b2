import TerminalKit

/// A piece of text in one style.
struct Piece: Hashable {
    var text: SafeText
    var style: Style

    init(_ text: SafeText, _ token: StyleToken = .text, bold: Bool = false) {
        self.text = text
        style = Style(token, bold: bold)
    }

    init(_ text: SafeText, _ style: Style) {
        self.text = text
        self.style = style
    }
}

/// A row of text: what stands at its left, and what stands at its right edge.
struct StyledLine: Hashable {
    var leading: [Piece]
    var trailing: [Piece]

    init(_ leading: [Piece] = [], trailing: [Piece] = []) {
        self.leading = leading
        self.trailing = trailing
    }

    static let blank = StyledLine()
}

extension [Piece] {
    var width: Int { reduce(0) { $0 + $1.text.width } }
}

extension Frame {
    /// Writes spans one after another and returns the columns they took; what does not fit into `maxWidth` is cut with an ellipsis.
    @discardableResult
    mutating func put(_ spans: [Piece], x: Int, y: Int, maxWidth: Int, glyphs: Glyphs, on ground: StyleToken? = nil) -> Int {
        var used = 0
        for (index, span) in spans.enumerated() {
            let room = maxWidth - used
            guard room > 0 else { break }
            let followed = spans[(index + 1)...].contains { !$0.text.isEmpty }
            // A cut is marked where it happens, also when only the spans after this one are lost.
            let text =
                span.text.width == room && followed
                ? span.text.prefix(columns: room - 1) + glyphs.kit.ellipsis
                : span.text.truncated(to: room, ellipsis: glyphs.kit.ellipsis)
            used += put(text, x: x + used, y: y, style: span.style.background == nil ? span.style.on(ground) : span.style)
        }
        return used
    }

    /// Writes a line into a row of cells: the right part whole, the left part in what remains.
    mutating func put(_ line: StyledLine, in row: Rect, glyphs: Glyphs, on ground: StyleToken? = nil) {
        guard !row.isEmpty else { return }
        let trailing = line.trailing.width
        let fits = trailing > 0 && trailing + 2 <= row.width
        let gap = fits ? trailing + 2 : 0
        put(line.leading, x: row.x, y: row.y, maxWidth: row.width - gap, glyphs: glyphs, on: ground)
        if fits {
            put(line.trailing, x: row.maxX - trailing, y: row.y, maxWidth: trailing, glyphs: glyphs, on: ground)
        }
    }
}
