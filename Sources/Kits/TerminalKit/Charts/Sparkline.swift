/// A curve in one row: `▁▂▃▅▇▅▂··▁`.
///
/// The lowest height is zero and nothing else; the smallest amount is one higher; where nothing is known is a dot.
public struct Sparkline: Hashable, Sendable {
    /// Oldest first; `nil` where nothing is known.
    public var values: [Double?]
    /// What fills a cell; `nil`: the highest value does.
    public var ceiling: Double?
    /// Values from here on are in ``StyleToken/sparkHigh``; `nil`: none.
    public var alarm: Double?

    public init(_ values: [Double?], ceiling: Double? = nil, alarm: Double? = nil) {
        self.values = values
        self.ceiling = ceiling
        self.alarm = alarm
    }

    /// As many cells as asked for; where several values meet, the highest is shown.
    public func cells(width: Int, glyphs: GlyphSet) -> [ChartCell] {
        let heights = Self.heights(glyphs)
        let gap = ChartCell(glyphs.isUnicode ? "·" : ".", .sparkGap)
        guard !values.isEmpty else { return Array(repeating: gap, count: max(0, width)) }
        let highest = values.compactMap(\.self).filter(\.isFinite).max() ?? 0
        let top = max(ceiling ?? highest, .leastNonzeroMagnitude)
        return Resampling.peaks(values, width).map { value in
            guard let value, value.isFinite else { return gap }
            let token: StyleToken = alarm.map { value >= $0 } ?? false ? .sparkHigh : .sparkMid
            guard value > 0 else { return ChartCell(heights[0], token) }
            let level = (min(1, value / top) * Double(heights.count - 1)).rounded(.up)
            return ChartCell(heights[max(1, min(heights.count - 1, Int(level)))], token)
        }
    }

    private static func heights(_ glyphs: GlyphSet) -> [SafeText] {
        glyphs.isUnicode ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : ["_", "-", "=", "#"]
    }
}
