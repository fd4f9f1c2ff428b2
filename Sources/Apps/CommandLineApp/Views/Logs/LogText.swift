import ServerModel

/// Foreign text that was coloured, as the lines of a terminal, with what was searched for in it marked.
struct LogText {
    var text: String
    /// See ``LogRecord/styles``. What lies outside of the text or between two characters is left out.
    var styles: [LogStyle] = []
    var highlight: LogHighlight?

    /// What was found is shown the other way round, whatever its colours.
    private static let mark = GraphicRendition(ours: "7")

    /// One for each line of the text, harmless; with colours only when those are wanted.
    func lines(colored: Bool) -> [String] {
        guard colored else { return PlainText.lines(text) }
        let bytes = Array(text.utf8)
        let looks = looks(of: bytes)
        guard !looks.isEmpty else { return PlainText.lines(text) }
        var lines = [""]
        for (range, look) in looks {
            let parts = bytes[range].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if index > 0 { lines.append("") }
                let harmless = PlainText.lines(String(decoding: part, as: UTF8.self)).first ?? ""
                lines[lines.count - 1] += look.around(harmless)
            }
        }
        // A text that ends with a newline has no further line.
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// The whole text in pieces that look the same; empty when it has no looks at all.
    private func looks(of bytes: [UInt8]) -> [(Range<Int>, GraphicRendition)] {
        let colored = Self.usable(styles.map { ($0.range, GraphicRendition($0.attributes)) }, in: bytes)
        let found = Self.usable((highlight?.ranges(in: text) ?? []).map { ($0, Self.mark) }, in: bytes)
        guard !colored.isEmpty || !found.isEmpty else { return [] }
        let borders = Set((colored + found).flatMap { [$0.0.lowerBound, $0.0.upperBound] } + [0, bytes.count]).sorted()
        var (styles, marks) = (colored[...], found[...])
        return zip(borders, borders.dropFirst()).map { start, end in
            styles = styles.drop { $0.0.upperBound <= start }
            marks = marks.drop { $0.0.upperBound <= start }
            let style = styles.first.flatMap { $0.0.lowerBound <= start ? $0.1 : nil } ?? GraphicRendition("")
            let mark = marks.first.flatMap { $0.0.lowerBound <= start ? $0.1 : nil } ?? GraphicRendition("")
            return (start..<end, style.with(mark))
        }
    }

    /// Those that lie in the text, between characters, one behind the other.
    private static func usable(
        _ ranges: [(Range<Int>, GraphicRendition)], in bytes: [UInt8]
    ) -> [(Range<Int>, GraphicRendition)] {
        func isBorder(_ offset: Int) -> Bool { offset == bytes.count || bytes[offset] & 0xC0 != 0x80 }
        var end = 0
        return ranges.filter { range, look in
            guard !range.isEmpty, range.lowerBound >= end, range.upperBound <= bytes.count, !look.parameters.isEmpty,
                isBorder(range.lowerBound), isBorder(range.upperBound)
            else { return false }
            end = range.upperBound
            return true
        }
    }
}
