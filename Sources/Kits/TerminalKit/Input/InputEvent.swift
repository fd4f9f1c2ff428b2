/// What a terminal reports.
public enum InputEvent: Hashable, Sendable {
    case key(KeyPress)
    /// Text pasted in one go, line breaks as `\n`, otherwise as foreign as any text.
    case paste(String)
    case resize(Size)
    /// Only while ``Terminal/readsMouse`` is set.
    case mouse(MouseEvent)
    /// The terminal is gone: no event follows and nothing can be shown.
    case terminalClosed
}

/// What was done with the mouse, and where.
public struct MouseEvent: Hashable, Sendable {
    public enum Act: Hashable, Sendable {
        /// The left button went down.
        case press
        case wheelUp
        case wheelDown
    }

    public var act: Act
    /// The cell under the pointer.
    public var place: Point

    /// An act at a cell.
    public init(_ act: Act, at place: Point) {
        self.act = act
        self.place = place
    }
}
