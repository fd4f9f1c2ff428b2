/// One cell of the screen, counted from 0 at the top left.
public struct Point: Hashable, Sendable {
    /// Columns from the left edge.
    public var x: Int
    /// Rows from the top edge.
    public var y: Int

    /// A cell, which may lie outside of any screen.
    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}
