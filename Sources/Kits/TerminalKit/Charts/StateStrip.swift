/// States over time in one row: `▃▃▃▅▅▃▃▇·▃`. Each state has a height of its own, so that nothing is told by colour alone; none fills
/// its row, so that strips below one another stay apart.
public struct StateStrip: Hashable, Sendable {
    /// What was in a cell; the worse, the higher.
    public enum State: Int, Hashable, Sendable, Comparable, CaseIterable {
        /// Nothing is known.
        case unknown
        case ok, degraded, failed

        public static func < (a: State, b: State) -> Bool { a.rawValue < b.rawValue }
    }

    /// Oldest first.
    public var states: [State]

    public init(_ states: [State]) { self.states = states }

    /// As many cells as asked for; where several states meet, the worst is shown.
    public func cells(width: Int, glyphs: GlyphSet) -> [ChartCell] {
        let shown = Resampling.columns(states, width) { $0.max() ?? .unknown }
        return (shown.isEmpty ? Array(repeating: .unknown, count: max(0, width)) : shown).map { state in
            switch state {
            case .unknown: ChartCell(glyphs.isUnicode ? "·" : ".", .sparkGap)
            case .ok: ChartCell(glyphs.isUnicode ? "▃" : "=", .ok)
            case .degraded: ChartCell(glyphs.isUnicode ? "▅" : "!", .warn)
            case .failed: ChartCell(glyphs.isUnicode ? "▇" : "x", .error)
            }
        }
    }
}
