import TerminalKit

/// How far something has come, in one row: `━━━━━━━━────  64 %`, or a piece that wanders where nobody knows.
struct ProgressBar {
    /// 0–1; `nil`: it is not known how much there is.
    var fraction: Double?
    /// Columns, the percentage included.
    var width: Int
    /// Where a wandering piece is: any number that rises, such as seconds.
    var tick = 0
    let glyphs: Glyphs

    /// Columns of `  100 %`.
    private static let percentage = 7

    var pieces: [Piece] {
        let full: SafeText = glyphs.kit.isUnicode ? "━" : "="
        let rest: SafeText = glyphs.kit.isUnicode ? "─" : "-"
        guard let fraction else { return wandering(full, rest) }
        let known = max(0, min(1, fraction))
        let room = width > Self.percentage + 4 ? width - Self.percentage : max(1, width)
        let done = Int(Double(room) * known)
        let bar = [
            Piece(SafeText(repeating: full, columns: done), .accent),
            Piece(SafeText(repeating: rest, columns: room - done), .border),
        ]
        guard room < width else { return bar }
        let words = "\(Int(known * 100)) %"
        return bar + [Piece(SafeText(String(repeating: " ", count: Self.percentage - words.count) + words), .textDim)]
    }

    private func wandering(_ full: SafeText, _ rest: SafeText) -> [Piece] {
        let width = max(1, width)
        let piece = max(1, width / 5)
        let way = max(1, width - piece)
        // There and back again.
        let place = tick % (way * 2)
        let start = place <= way ? place : way * 2 - place
        return [
            Piece(SafeText(repeating: rest, columns: start), .border), Piece(SafeText(repeating: full, columns: piece), .accent),
            Piece(SafeText(repeating: rest, columns: max(0, width - start - piece)), .border),
        ]
    }
}
