/// A curve in one row: `▁▂▃▅▇▅▂··▁`.
///
/// The lowest height is zero and nothing else; the smallest amount is one higher; where nothing is known is a dot, and where
/// something went wrong a cross.
public struct Sparkline: Hashable, Sendable {
    /// Oldest first; `nil` where nothing is known.
    public var values: [Double?]
    /// What fills a cell; `nil`: the highest value does.
    public var ceiling: Double?
    /// Places in ``values`` where something went wrong.
    public var highlights: Set<Int>

    public init(_ values: [Double?], ceiling: Double? = nil, highlights: Set<Int> = []) {
        self.values = values
        self.ceiling = ceiling
        self.highlights = highlights
    }

    /// As many cells as asked for; where several values meet, the highest is shown.
    public func cells(width: Int, glyphs: GlyphSet) -> [ChartCell] {
        let heights = Self.heights(glyphs)
        let gap = ChartCell(glyphs.isUnicode ? "·" : ".", .sparkGap)
        guard !values.isEmpty else { return Array(repeating: gap, count: max(0, width)) }
        let highest = values.compactMap(\.self).filter(\.isFinite).max() ?? 0
        let top = max(ceiling ?? highest, .leastNonzeroMagnitude)
        return Resampling.peaks(values, highlights, width).map { value, isHigh in
            if isHigh { return .cross(glyphs) }
            guard let value, value.isFinite else { return gap }
            guard value > 0 else { return ChartCell(heights[0], .sparkMid) }
            let level = (min(1, value / top) * Double(heights.count - 1)).rounded(.up)
            return ChartCell(heights[max(1, min(heights.count - 1, Int(level)))], .sparkMid)
        }
    }

    private static func heights(_ glyphs: GlyphSet) -> [SafeText] {
        glyphs.isUnicode ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : ["_", "-", "=", "#"]
    }
}
