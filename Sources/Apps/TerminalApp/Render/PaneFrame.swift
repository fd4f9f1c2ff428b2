import TerminalKit

/// The quiet frame of a pane: title or tabs in the border, what is active in the pane at its right and bottom.
struct PaneFrame {
    /// A name in the border; several make a strip of tabs.
    struct Title {
        var text: SafeText
        /// Chosen among tabs.
        var isActive: Bool
        /// The pane's number before it, where a key goes there.
        var number: Int?

        /// The number alone, unless it is the chosen one.
        var brief: Title { isActive ? self : Title(text: .empty, isActive: false, number: number) }
    }

    var titles: [Title]
    var isFocused: Bool
    /// At the right of the upper border.
    var right: [Piece] = []
    /// At the left of the lower border.
    var bottom: [Piece] = []

    func draw(in rect: Rect, on frame: inout Frame, glyphs: Glyphs) {
        guard rect.width >= 4, rect.height >= 2 else { return }
        let border = Style(isFocused ? .borderFocus : .border)
        frame.box(rect, border, glyphs: glyphs.kit)
        var x = rect.x + 2
        let end = rect.maxX - 2
        let isStrip = titles.count > 1
        for title in titles {
            let spans = spans(of: title, isStrip: isStrip)
            guard x + spans.width <= end else { break }
            frame.put(spans, x: x, y: rect.y, maxWidth: end - x, glyphs: glyphs)
            x += spans.width + (isStrip ? 1 : 0)
        }
        if !right.isEmpty, x + right.width + 3 <= end {
            frame.put(padded(right), x: end - right.width - 2, y: rect.y, maxWidth: right.width + 2, glyphs: glyphs)
        }
        if !bottom.isEmpty, rect.height > 2 {
            frame.put(padded(bottom), x: rect.x + 2, y: rect.maxY - 1, maxWidth: rect.width - 4, glyphs: glyphs)
        }
    }

    private func padded(_ spans: [Piece]) -> [Piece] {
        [Piece(" ")] + spans + [Piece(" ")]
    }

    private func spans(of title: Title, isStrip: Bool) -> [Piece] {
        let number = title.number.map { [Piece(SafeText(" \($0)"), .textDim)] } ?? []
        if isStrip {
            guard !title.text.isEmpty else { return number + [Piece(" ")] }
            let style = title.isActive ? Style(.tabActive, bold: true) : Style(.tab)
            return number + (number.isEmpty ? [] : [Piece(" ")]) + [Piece(SafeText(" ") + title.text + " ", style)]
        }
        return number + [Piece(SafeText(" ") + title.text + " ", Style(isFocused ? .titleFocus : .title, bold: isFocused))]
    }
}
