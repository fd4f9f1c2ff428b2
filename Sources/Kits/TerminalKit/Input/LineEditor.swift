/// One line of input with the keys of readline, for filters, prompts and forms.
public struct LineEditor: Hashable, Sendable {
    /// What a key did.
    public enum Outcome: Hashable, Sendable {
        /// The text is another.
        case changed
        /// Only the cursor moved, or an editing key had nothing to do.
        case moved
        /// Enter: the text is final.
        case submitted
        /// Esc, Ctrl-C or Ctrl-G: the text is unwanted.
        case cancelled
        /// Not an editing key; the application may use it.
        case ignored
    }

    /// What was typed; free of control characters and line breaks.
    public private(set) var text: String
    /// Characters left of the cursor.
    public private(set) var cursor: Int
    private var killed = ""
    private let isVerbatim: Bool

    /// An editor with the cursor behind the text, which is cleaned as a paste is.
    ///
    /// - Parameter isVerbatim: For values that must arrive as they are, such as passwords: only control characters go. What
    ///   cannot be shown stays in the text, and is left out of what is shown.
    public init(_ text: String = "", isVerbatim: Bool = false) {
        self.isVerbatim = isVerbatim
        self.text = Self.cleaned(text, isVerbatim: isVerbatim)
        cursor = self.text.count
    }

    /// Whether nothing was typed.
    public var isEmpty: Bool { text.isEmpty }

    /// Replaces the text and puts the cursor behind it.
    public mutating func replace(with text: String) {
        self.text = Self.cleaned(text, isVerbatim: isVerbatim)
        cursor = self.text.count
    }

    /// Inserts at the cursor. The trailing line break that is so often copied along goes, inner ones become spaces, and
    /// escape sequences and control characters disappear. Answers the characters inserted.
    @discardableResult
    public mutating func paste(_ foreign: String) -> Int {
        let before = text.count
        insert(Self.cleaned(foreign, isVerbatim: isVerbatim))
        return text.count - before
    }

    /// Edits, or says why not.
    public mutating func handle(_ key: KeyPress) -> Outcome {
        let before = text
        switch key {
        case .character(let character): insert(String(character))
        case .enter: return .submitted
        case .escape, .control("c"), .control("g"): return .cancelled
        case .left, .control("b"): cursor = max(0, cursor - 1)
        case .right, .control("f"): cursor = min(text.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .backspace: remove(max(0, cursor - 1)..<cursor)
        case .delete, .control("d"): remove(cursor..<min(text.count, cursor + 1))
        case .control("w"): kill(startOfWord..<cursor)
        case .control("u"): kill(0..<cursor)
        case .control("k"): kill(cursor..<text.count)
        case .control("y"): insert(killed)
        case .control, .tab, .backTab, .up, .down, .pageUp, .pageDown, .function: return .ignored
        }
        return text == before ? .moved : .changed
    }

    /// The part of the text that fits, with the cursor's column in it; long text scrolls so that the cursor stays in view.
    ///
    /// `mask`, one column wide, stands for every character of a secret.
    public func visible(columns: Int, mask: SafeText? = nil) -> (text: SafeText, cursor: Int) {
        guard columns > 0 else { return (.empty, 0) }
        let parts = (left: text.prefix(cursor), right: text.dropFirst(cursor))
        let left = shown(parts.left, from: parts.left.suffix(columns * 2), columns: columns, mask: mask)
        let whole = left + shown(parts.right, from: parts.right.prefix(columns * 2), columns: columns, mask: mask)
        // The cursor needs a column of its own behind the text.
        let hidden = max(0, left.width - (columns - 1))
        return (whole.dropFirst(columns: hidden).prefix(columns: columns), left.width - hidden)
    }

    // MARK: -

    /// At least as much of a part as can be seen of it: of a long one only the stretch beside the cursor is looked at.
    private func shown(_ part: Substring, from stretch: Substring, columns: Int, mask: SafeText?) -> SafeText {
        if let mask { return SafeText(repeating: mask, columns: min(part.count, columns)) }
        let text = SafeText(stretch)
        // Characters may be without any width: then it takes more of them.
        return text.width >= columns || stretch.utf8.count == part.utf8.count ? text : SafeText(part)
    }

    private mutating func insert(_ addition: String) {
        let place = text.index(text.startIndex, offsetBy: cursor)
        let behind = text[place...]
        text = text[..<place] + addition + behind
        // Counted from the end: a mark joins the character before it and adds none.
        cursor = max(0, text.count - behind.count)
    }

    private mutating func remove(_ range: Range<Int>) {
        let start = text.index(text.startIndex, offsetBy: range.lowerBound)
        let end = text.index(text.startIndex, offsetBy: range.upperBound)
        text.removeSubrange(start..<end)
        cursor = min(range.lowerBound, text.count)
    }

    private mutating func kill(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        killed = String(text.dropFirst(range.lowerBound).prefix(range.count))
        remove(range)
    }

    /// Where the word left of the cursor begins; words are what spaces divide.
    private var startOfWord: Int {
        var place = text.prefix(cursor)
        while place.last?.isWhitespace == true { place.removeLast() }
        while let last = place.last, !last.isWhitespace { place.removeLast() }
        return place.count
    }

    private static func cleaned(_ foreign: String, isVerbatim: Bool) -> String {
        var trimmed = Substring(foreign)
        while trimmed.last?.isNewline == true { trimmed.removeLast() }
        if isVerbatim {
            let oneLine = trimmed.map { $0.isNewline ? " " : $0 }
            return String(
                String.UnicodeScalarView(String(oneLine).unicodeScalars.filter { $0.properties.generalCategory != .control }))
        }
        var sanitizer = TextSanitizer(controls: .dropped)
        sanitizer.consume(trimmed.unicodeScalars)
        return sanitizer.finish().string
    }
}
