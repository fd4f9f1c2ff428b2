/// How one cell looks at one colour depth.
public struct CellAttributes: Hashable, Sendable {
    /// A palette index below 16 or 256, as the depth allows; `nil` for the terminal's own text colour.
    public var foreground: Int?
    /// The same for the ground.
    public var background: Int?
    /// Heavier strokes.
    public var bold = false
    /// Fainter strokes, where the terminal can.
    public var dim = false
    /// A line under the text.
    public var underline = false
    /// Text and ground exchanged by the terminal.
    public var reverse = false
    /// Slanted, where the terminal can.
    public var italic = false

    /// Colours without emphasis.
    public init(foreground: Int? = nil, background: Int? = nil) {
        self.foreground = foreground
        self.background = background
    }
}

/// How one cell looks in full colour, for pictures of the screen and for judging contrast.
public struct CellColors: Hashable, Sendable {
    /// `nil` for the terminal's own text colour.
    public var foreground: RGB?
    /// `nil` for the terminal's own ground.
    public var background: RGB?
}
