/// A width and a height in character cells; never negative.
public struct Size: Hashable, Sendable {
    /// Cells from left to right.
    public var columns: Int
    /// Cells from top to bottom.
    public var rows: Int

    /// Negative measures become zero: a terminal that reports nonsense has no room, not negative room.
    public init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// No room at all.
    public static let zero = Size(columns: 0, rows: 0)
}
