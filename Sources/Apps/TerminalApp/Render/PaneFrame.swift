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
        let end = rect.maxX - 2
        let strip = strip(room: end - rect.x - 2 - (right.isEmpty ? 0 : right.width + 3))
        let used = frame.put(strip, x: rect.x + 2, y: rect.y, maxWidth: end - rect.x - 2, glyphs: glyphs)
        if !right.isEmpty, rect.x + 2 + used + right.width + 3 <= end {
            frame.put(padded(right), x: end - right.width - 2, y: rect.y, maxWidth: right.width + 2, glyphs: glyphs)
        }
        if !bottom.isEmpty, rect.height > 2 {
            frame.put(padded(bottom), x: rect.x + 2, y: rect.maxY - 1, maxWidth: rect.width - 4, glyphs: glyphs)
        }
    }

    /// The keys of all, with the names of the first that have room, and always of the chosen one. Where not even the keys have
    /// room, the first go: which one is open must be seen.
    private func strip(room: Int) -> [Piece] {
        guard titles.count > 1 else { return titles.flatMap(lone) }
        let active = titles.firstIndex(where: \.isActive) ?? 0
        func strip(from first: Int, naming names: Int) -> [Piece] {
            let items = titles.indices.dropFirst(first).map { tab(titles[$0], isNamed: $0 < names || $0 == active) }
            return padded(Array(items.joined(separator: [Piece(" ")])))
        }
        if let names = (0...titles.count).last(where: { strip(from: 0, naming: $0).width <= room }) {
            return strip(from: 0, naming: names)
        }
        let first = (0..<active).first { strip(from: $0, naming: 0).width <= room } ?? active
        return strip(from: first, naming: 0)
    }

    private func padded(_ spans: [Piece]) -> [Piece] {
        [Piece(" ")] + spans + [Piece(" ")]
    }

    private func tab(_ title: Title, isNamed: Bool) -> [Piece] {
        let key = title.key.map { [Piece(SafeText("\($0)"), .textDim)] } ?? []
        guard isNamed else { return key }
        if title.isActive { return key + [Piece(" "), Piece(SafeText(" ") + title.text + " ", Style(.tabActive, bold: true))] }
        return key + [Piece(" "), Piece(title.text, Style(.tab))]
    }

    /// The name of a pane that is no tab.
    private func lone(_ title: Title) -> [Piece] {
        let key = title.key.map { [Piece(SafeText(" \($0)"), .textDim)] } ?? []
        return key + [Piece(SafeText(" ") + title.text + " ", Style(isFocused ? .titleFocus : .title, bold: isFocused))]
    }
}
