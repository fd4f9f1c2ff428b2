/// What every role looks like.
///
/// A theme is a small text file. It never fails to load: whatever it does not say, or says wrongly, comes from the role's
/// relatives and at last from `text`.
public struct Theme: Sendable {
    /// What the user types to choose it.
    public var name: String
    /// What the file says of itself in a few words, for a list to choose from; may be empty.
    public var summary: SafeText
    /// What the file said, kept for themes that inherit from this one.
    var source: ThemeSource
    private var styles: [StyleToken: ThemeEntry]
    private var monoStyles: [StyleToken: ThemeEntry]

    init(
        name: String, summary: SafeText = .empty, source: ThemeSource, styles: [StyleToken: ThemeEntry],
        monoStyles: [StyleToken: ThemeEntry]
    ) {
        self.name = name
        self.summary = summary
        self.source = source
        self.styles = styles
        self.monoStyles = monoStyles
    }

    /// How a style looks on a terminal with so many colours.
    public func attributes(for style: Style, depth: ColorDepth) -> CellAttributes {
        let look = look(of: style, depth: depth)
        var attributes = CellAttributes(
            foreground: look.foreground?.index(at: depth), background: look.background?.index(at: depth))
        attributes.bold = look.emphasis.contains(.bold)
        attributes.dim = look.emphasis.contains(.dim)
        attributes.underline = look.emphasis.contains(.underline)
        attributes.reverse = look.emphasis.contains(.reverse)
        attributes.italic = look.emphasis.contains(.italic)
        return attributes
    }

    /// How a style looks in full colour; reversed styles come with their colours exchanged.
    public func colors(for style: Style) -> CellColors {
        let look = look(of: style, depth: .ansi256)
        let colors = CellColors(foreground: look.foreground?.rgb, background: look.background?.rgb)
        guard look.emphasis.contains(.reverse) else { return colors }
        return CellColors(foreground: colors.background, background: colors.foreground)
    }

    // MARK: -

    private func look(of style: Style, depth: ColorDepth) -> ThemeEntry {
        let text = entry(for: .text, depth: depth)
        let own = entry(for: style.token, depth: depth)
        let ground = style.background.map { entry(for: $0, depth: depth) }
        // A role whose ground is the page's lies on whatever is under it; one with a ground of its own brings it along.
        let isOpaque = own.background != nil && own.background != text.background
        var look = own
        look.foreground = own.foreground ?? text.foreground
        if !isOpaque {
            look.background = ground?.background ?? text.background
            // A ground with a text colour (an inverted selection) cannot bear others.
            look.foreground = ground?.foreground ?? look.foreground
        }
        if let ground {
            // Two reversals are none, so a match shows on a reversed row.
            let reversals = look.emphasis.symmetricDifference(ground.emphasis).intersection(.reverse)
            look.emphasis = look.emphasis.union(ground.emphasis).subtracting(.reverse).union(reversals)
        }
        if style.bold { look.emphasis.insert(.bold) }
        if style.dim { look.emphasis.insert(.dim) }
        if style.underline { look.emphasis.insert(.underline) }
        if style.reverse { look.emphasis.formSymmetricDifference(.reverse) }
        return look
    }

    /// The role's own entry, else that of its relative with emphasis added, else that of its dotted parent, else `text`.
    private func entry(for token: StyleToken, depth: ColorDepth) -> ThemeEntry {
        let entries = depth == .mono ? monoStyles : styles
        var token = token
        var added: ThemeEntry.Emphasis = []
        while true {
            if var entry = entries[token] {
                entry.emphasis.formUnion(added)
                return entry
            }
            if let derivation = Derivation.table[token] {
                added.formUnion(derivation.emphasis)
                token = derivation.base
            } else if let dot = token.rawValue.lastIndex(of: ".") {
                token = StyleToken(String(token.rawValue[..<dot]))
            } else if token != .text {
                token = .text
            } else {
                return ThemeEntry(emphasis: added)
            }
        }
    }
}
