/// How people write keys into a file: `r`, `R`, `ctrl-r`, `space`, `shift-tab`, `f5`.
extension KeyPress {
    /// `nil` for what is no key, or one that terminals cannot tell from another (`ctrl-i` is Tab).
    public init?(named name: String) {
        if name.count == 1, let character = name.first {
            guard !character.isWhitespace,
                !character.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            else { return nil }
            self = .character(character)
            return
        }
        let word = name.lowercased()
        if let named = Self.names[word] {
            self = named
        } else if word.hasPrefix("ctrl-"), word.count == 6, let letter = word.last {
            guard letter.isASCII, letter.isLetter || "@\\]^_".contains(letter), !"hijm".contains(letter) else { return nil }
            self = .control(letter)
        } else if word.hasPrefix("f"), let number = Int(word.dropFirst()), (1...12).contains(number) {
            self = .function(number)
        } else {
            return nil
        }
    }

    private static let names: [String: KeyPress] = [
        "space": .character(" "), "enter": .enter, "esc": .escape, "tab": .tab, "shift-tab": .backTab, "backspace": .backspace,
        "del": .delete, "up": .up, "down": .down, "left": .left, "right": .right, "home": .home, "end": .end, "pgup": .pageUp,
        "pgdn": .pageDown,
    ]

    /// Whether it would be typed where text is typed.
    public var isTyped: Bool {
        if case .character = self { true } else { false }
    }
}
