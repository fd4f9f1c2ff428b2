/// A block of cells. Cutting and insetting never make a side negative, so a layout of a tiny screen yields empty blocks.
public struct Rect: Hashable, Sendable {
    /// The leftmost column.
    public var x: Int
    /// The uppermost row.
    public var y: Int
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// A block from its top left cell; negative measures count as none.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// The whole of a screen of this size.
    public init(_ size: Size) {
        self.init(x: 0, y: 0, width: size.columns, height: size.rows)
    }

    /// The first column to the right of the block.
    public var maxX: Int { x + width }
    /// The first row below the block.
    public var maxY: Int { y + height }
    /// Its measures without its place.
    public var size: Size { Size(columns: width, rows: height) }
    /// Whether it has no cell.
    public var isEmpty: Bool { width == 0 || height == 0 }

    /// Whether a cell belongs to the block.
    public func contains(_ point: Point) -> Bool {
        point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
    }

    /// The block without `margin` cells on every side.
    public func inset(by margin: Int) -> Rect {
        inset(left: margin, top: margin, right: margin, bottom: margin)
    }

    /// The block without the given number of cells on each side; a margin larger than the block leaves an empty one.
    public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
        Rect(
            x: x + min(left, width), y: y + min(top, height),
            width: width - left - right, height: height - top - bottom)
    }

    /// One row of the block, counted from its top; empty when the block has no such row.
    public func row(_ index: Int) -> Rect {
        Rect(x: x, y: y + index, width: width, height: index >= 0 && index < height ? 1 : 0)
    }

    /// The part both blocks share; empty when they do not meet.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
    }

    /// A block of at most this size in the middle of this one, for popups.
    public func centered(width wanted: Int, height tall: Int) -> Rect {
        let width = min(max(0, wanted), self.width)
        let height = min(max(0, tall), self.height)
        return Rect(x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
    }
}

extension Rect {
    /// The leftmost `columns` (clamped to what there is) and the rest.
    public func splitting(left columns: Int) -> (left: Rect, rest: Rect) {
        let cut = min(max(0, columns), width)
        return (
            Rect(x: x, y: y, width: cut, height: height),
            Rect(x: x + cut, y: y, width: width - cut, height: height)
        )
    }

    /// The rightmost `columns` (clamped to what there is) and the rest.
    public func splitting(right columns: Int) -> (rest: Rect, right: Rect) {
        let (rest, right) = splitting(left: width - min(max(0, columns), width))
        return (rest, right)
    }

    /// The uppermost `rows` (clamped to what there is) and the rest.
    public func splitting(top rows: Int) -> (top: Rect, rest: Rect) {
        let cut = min(max(0, rows), height)
        return (
            Rect(x: x, y: y, width: width, height: cut),
            Rect(x: x, y: y + cut, width: width, height: height - cut)
        )
    }

    /// The lowest `rows` (clamped to what there is) and the rest.
    public func splitting(bottom rows: Int) -> (rest: Rect, bottom: Rect) {
        let (rest, bottom) = splitting(top: height - min(max(0, rows), height))
        return (rest, bottom)
    }
}
