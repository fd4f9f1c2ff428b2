/// A chart of columns over several rows, in eighths of a row.
///
///     120 ms      ▂
///                ▃█
///       0 ms ▂▅▁·██▂▅
///            13:04  14:04
public struct ColumnChart: Hashable, Sendable {
    /// Oldest first; `nil` where nothing is known.
    public var values: [Double?]
    /// What fills all rows.
    public var ceiling: Double
    /// Places in ``values`` that are to be seen first: something went wrong there, and a cross stands on the column.
    public var highlights: Set<Int>
    /// At the left of the first and of the last row.
    public var topLabel: SafeText
    public var bottomLabel: SafeText
    /// Under the chart, at its beginning, in the middle and at its end.
    public var times: [SafeText]

    public init(
        _ values: [Double?], ceiling: Double, highlights: Set<Int> = [], topLabel: SafeText = .empty,
        bottomLabel: SafeText = .empty, times: [SafeText] = []
    ) {
        self.values = values
        self.ceiling = ceiling
        self.highlights = highlights
        self.topLabel = topLabel
        self.bottomLabel = bottomLabel
        self.times = times
    }

    /// The columns alone, the highest row first.
    public func rows(width: Int, height: Int, glyphs: GlyphSet) -> [[ChartCell]] {
        guard width > 0, height > 0 else { return [] }
        let shown: [(value: Double?, isHigh: Bool)] =
            values.isEmpty
            ? Array(repeating: (nil, false), count: width) : Resampling.peaks(values, highlights, width)
        return (0..<height).map { row in
            shown.map { cell($0.value, isHigh: $0.isHigh, level: height - 1 - row, of: height, glyphs) }
        }
    }

    /// A column in one row, counted from the lowest.
    private func cell(_ value: Double?, isHigh: Bool, level: Int, of height: Int, _ glyphs: GlyphSet) -> ChartCell {
        guard let value, value.isFinite else {
            guard level == 0 else { return .blank }
            return isHigh ? .cross(glyphs) : ChartCell(glyphs.isUnicode ? "·" : ".", .sparkGap)
        }
        let part = max(0, min(1, value / max(ceiling, .leastNonzeroMagnitude)))
        // An answer in no time at all is an answer.
        let filled = max(1, Int((part * Double(height * 8)).rounded()))
        if isHigh, level == min((filled + 7) / 8, height - 1) { return .cross(glyphs) }
        let eighths = max(0, min(8, filled - level * 8))
        return eighths == 0 ? .blank : ChartCell(Self.block(eighths, glyphs), isHigh ? .error : .sparkMid)
    }

    /// Columns, labels and times in a block; the last row is for the times, when there are any.
    public func draw(in rect: Rect, on frame: inout Frame, glyphs: GlyphSet) {
        let labels = max(topLabel.width, bottomLabel.width)
        let left = labels == 0 ? 0 : labels + 1
        let height = rect.height - (times.isEmpty ? 0 : 1)
        let plot = Rect(x: rect.x + left, y: rect.y, width: max(0, rect.width - left), height: max(0, height))
        guard !plot.isEmpty else { return }
        for (row, cells) in rows(width: plot.width, height: plot.height, glyphs: glyphs).enumerated() {
            for (column, cell) in cells.enumerated() where cell != .blank {
                frame.put(cell.glyph, x: plot.x + column, y: plot.y + row, style: Style(cell.token))
            }
        }
        func label(_ text: SafeText, row: Int) {
            frame.put(text.padded(to: labels, alignment: .trailing), x: rect.x, y: row, style: Style(.textDim), maxWidth: labels)
        }
        label(topLabel, row: plot.y)
        if plot.height > 1 { label(bottomLabel, row: plot.maxY - 1) }
        for (place, text) in Self.places(of: times, width: plot.width) {
            frame.put(text, x: plot.x + place, y: plot.maxY, style: Style(.textDim), maxWidth: plot.width - place)
        }
    }

    /// Where times stand under so many columns: the first at the left, the last at the right, others between, where there is room.
    static func places(of times: [SafeText], width: Int) -> [(Int, SafeText)] {
        guard let last = times.last, times.count > 1 else { return times.map { (0, $0) } }
        let end = width - last.width
        var places: [(Int, SafeText)] = []
        var free = 0
        for (index, text) in times.dropLast().enumerated() {
            let place = index * end / (times.count - 1)
            guard place >= free, place + text.width + 2 <= end else { continue }
            places.append((place, text))
            free = place + text.width + 2
        }
        return places + (end >= 0 ? [(end, last)] : [])
    }

    private static func block(_ eighths: Int, _ glyphs: GlyphSet) -> SafeText {
        let blocks: [SafeText] =
            glyphs.isUnicode
            ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : ["_", "_", "_", "=", "=", "=", "#", "#"]
        return blocks[eighths - 1]
    }
}
