/// How one cell asks to look: a role, what lies under it, and emphasis on top of what the theme says.
public struct Style: Hashable, Sendable {
    /// The role, which decides the colours.
    public var token: StyleToken
    /// What the text lies on (a selection bar, a popup). A role with a ground of its own, like ``StyleToken/match``, keeps it.
    public var background: StyleToken?
    /// Bold whatever the theme says.
    public var bold: Bool
    /// Fainter; many terminals ignore it, so no meaning may hang on it.
    public var dim: Bool
    /// Underlined whatever the theme says.
    public var underline: Bool
    /// Text and ground exchanged; twice (theme and here) is not at all.
    public var reverse: Bool

    /// A role, perhaps on a ground, perhaps with emphasis.
    public init(
        _ token: StyleToken, on background: StyleToken? = nil, bold: Bool = false, dim: Bool = false,
        underline: Bool = false, reverse: Bool = false
    ) {
        self.token = token
        self.background = background
        self.bold = bold
        self.dim = dim
        self.underline = underline
        self.reverse = reverse
    }

    /// The same style on another ground.
    public func on(_ background: StyleToken?) -> Style {
        var style = self
        style.background = background
        return style
    }

    /// Ordinary text on the theme's ground.
    public static let text = Style(.text)
}
