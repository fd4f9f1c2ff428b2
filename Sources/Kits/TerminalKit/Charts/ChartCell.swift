/// One column of one row of a chart: a character and its role.
public struct ChartCell: Hashable, Sendable {
    public var glyph: SafeText
    public var token: StyleToken

    public init(_ glyph: SafeText, _ token: StyleToken) {
        self.glyph = glyph
        self.token = token
    }

    /// Nothing is there.
    public static let blank = ChartCell(" ", .text)

    /// Something went wrong there: a shape of its own, so that colour is not needed.
    static func cross(_ glyphs: GlyphSet) -> ChartCell { ChartCell(glyphs.isUnicode ? "×" : "x", .error) }
}

extension [ChartCell] {
    /// The characters alone.
    public var text: String { map(\.glyph.string).joined() }
}

/// Values brought to another number of columns.
enum Resampling {
    /// - combine: makes one of several neighbours, of at least one.
    static func columns<Value>(_ values: [Value], _ count: Int, _ combine: (ArraySlice<Value>) -> Value) -> [Value] {
        guard !values.isEmpty, count > 0 else { return [] }
        return (0..<count).map { column in
            let start = column * values.count / count
            let end = Swift.max(start + 1, (column + 1) * values.count / count)
            return combine(values[start..<end])
        }
    }

    /// The highest, so that no peak is lost, `nil` where there is nothing; and whether one of them is highlighted.
    static func peaks(_ values: [Double?], _ highlights: Set<Int>, _ count: Int) -> [(value: Double?, isHigh: Bool)] {
        columns(values.enumerated().map { ($1, highlights.contains($0)) }, count) { several in
            (several.compactMap(\.0).max(), several.contains { $0.1 })
        }
    }
}

/// The end of an axis.
public enum AxisEnd {
    /// The smallest of 1, 2, 5, 10, 20, 50, … that is at least `value`; 1 for what is no positive number.
    public static func above(_ value: Double) -> Double {
        guard value.isFinite, value > 0 else { return 1 }
        var power = 1.0
        while power * 10 <= value { power *= 10 }
        while power > value { power /= 10 }
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= value } ?? power * 10
    }
}
