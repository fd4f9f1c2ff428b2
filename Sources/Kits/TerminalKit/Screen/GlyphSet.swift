/// The characters the kit itself draws with: lines, edges and marks.
public struct GlyphSet: Hashable, Sendable {
    /// A line from left to right.
    public var horizontal: SafeText
    /// A line from top to bottom.
    public var vertical: SafeText
    /// The four corners of a box.
    public var topLeft: SafeText
    public var topRight: SafeText
    public var bottomLeft: SafeText
    public var bottomRight: SafeText
    /// The left edge of the selected row.
    public var selectionEdge: SafeText
    /// Where text was cut.
    public var ellipsis: SafeText
    /// The way of a scroll bar.
    public var scrollTrack: SafeText
    /// The part of the way that is in view.
    public var scrollThumb: SafeText
    /// What stands for each character of a hidden secret.
    public var maskedCharacter: SafeText
    /// Whether the terminal shows characters beyond ASCII.
    public var isUnicode: Bool

    /// Thin lines and rounded corners.
    public static let unicode = GlyphSet(
        horizontal: "─", vertical: "│", topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯",
        selectionEdge: "▌", ellipsis: "…", scrollTrack: "│", scrollThumb: "┃", maskedCharacter: "•", isUnicode: true)

    /// For terminals and locales without Unicode.
    public static let ascii = GlyphSet(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
        selectionEdge: ">", ellipsis: "~", scrollTrack: "|", scrollThumb: "#", maskedCharacter: "*", isUnicode: false)
}
