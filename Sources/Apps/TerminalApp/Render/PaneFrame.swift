import TerminalKit

/// The quiet frame of a pane: title or tabs in the border, what is active in the pane at its right and bottom.
struct PaneFrame {
    /// A name in the border; several make a strip of tabs.
    struct Title {
        var text: SafeText
        /// Chosen among tabs.
        var isActive: Bool
        /// The key that goes there, before it.
        var key: Character?

        /// The name alone.
        var plain: Title { Title(text: text, isActive: isActive, key: nil) }
        /// The key alone, unless it is the chosen one.
        var brief: Title { isActive ? self : Title(text: .empty, isActive: false, key: key) }
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
        let (shown, gap) = fitting(end - x - (right.isEmpty ? 0 : right.width + 3))
        for title in shown {
            let spans = spans(of: title, isStrip: isStrip)
            guard x + spans.width <= end else { break }
            frame.put(spans, x: x, y: rect.y, maxWidth: end - x, glyphs: glyphs)
            x += spans.width + gap
        }
        if !right.isEmpty, x + right.width + 3 <= end {
            frame.put(padded(right), x: end - right.width - 2, y: rect.y, maxWidth: right.width + 2, glyphs: glyphs)
        }
        if !bottom.isEmpty, rect.height > 2 {
            frame.put(padded(bottom), x: rect.x + 2, y: rect.maxY - 1, maxWidth: rect.width - 4, glyphs: glyphs)
        }
    }

    /// Names with their keys; where there is no room names alone, or keys alone; and the columns between two.
    private func fitting(_ room: Int) -> (titles: [Title], gap: Int) {
        guard titles.count > 1 else { return (titles, 0) }
        func fits(_ titles: [Title], gap: Int) -> Bool {
            titles.reduce(0) { $0 + spans(of: $1, isStrip: true).width + gap } <= room
        }
        if fits(titles, gap: 1) { return (titles, 1) }
        let names = titles.map(\.plain)
        if fits(names, gap: 0) { return (names, 0) }
        // Where not even the keys have room, the first ones go: which one is open must be seen.
        var brief = titles.map(\.brief)
        while let active = brief.firstIndex(where: \.isActive), active > 0, !fits(Array(brief[...active]), gap: 1) {
            brief.removeFirst()
        }
        return (brief, 1)
    }

    private func padded(_ spans: [Piece]) -> [Piece] {
        [Piece(" ")] + spans + [Piece(" ")]
    }

    private func spans(of title: Title, isStrip: Bool) -> [Piece] {
        let key = title.key.map { [Piece(SafeText(" \($0)"), .textDim)] } ?? []
        if isStrip {
            guard !title.text.isEmpty else { return key + [Piece(" ")] }
            let style = title.isActive ? Style(.tabActive, bold: true) : Style(.tab)
            return key + (key.isEmpty ? [] : [Piece(" ")]) + [Piece(SafeText(" ") + title.text + " ", style)]
        }
        return key + [Piece(SafeText(" ") + title.text + " ", Style(isFocused ? .titleFocus : .title, bold: isFocused))]
    }
}
