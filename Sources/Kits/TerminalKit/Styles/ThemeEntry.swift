/// What a theme says of one role: `red on default bold`.
struct ThemeEntry: Hashable, Sendable {
    /// Emphasis beside colour.
    struct Emphasis: OptionSet, Hashable, Sendable {
        let rawValue: UInt8

        static let bold = Emphasis(rawValue: 1)
        static let dim = Emphasis(rawValue: 2)
        static let underline = Emphasis(rawValue: 4)
        static let reverse = Emphasis(rawValue: 8)
        static let italic = Emphasis(rawValue: 16)

        static let names: [String: Emphasis] = [
            "bold": .bold, "dim": .dim, "underline": .underline, "reverse": .reverse, "italic": .italic,
        ]
    }

    /// Why a style could not be read.
    struct Mistake: Error {
        var problem: String
        var fix: String
    }

    /// `nil`: that of ordinary text.
    var foreground: ThemeColor?
    /// `nil`: what lies under the text.
    var background: ThemeColor?
    var emphasis: Emphasis = []

    /// Reads `[colour] [on colour] [bold|dim|italic|underline|reverse]…`; colours are palette names or literals.
    init(parsing text: String, palette: [String: ThemeColor]) throws(Mistake) {
        var expectsGround = false
        for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
            if let emphasis = Emphasis.names[word], !expectsGround {
                self.emphasis.insert(emphasis)
            } else if word == "on" && !expectsGround {
                expectsGround = true
            } else if let color = palette[word] ?? ThemeColor(literal: word) {
                if expectsGround {
                    background = color
                    expectsGround = false
                } else if foreground == nil {
                    foreground = color
                } else {
                    throw Mistake(problem: "'\(word)' is a second text colour", fix: "write 'on \(word)' for a ground")
                }
            } else {
                throw Mistake(
                    problem: "'\(word)' is no colour and no emphasis",
                    fix: "write a name of [palette], #rrggbb, 0 to 255, a name like red or bright-red, default, or one of "
                        + "bold, dim, italic, underline, reverse")
            }
        }
        if expectsGround {
            throw Mistake(problem: "no colour follows 'on'", fix: "write a colour after 'on', or remove the word")
        }
    }

    init(emphasis: Emphasis = []) {
        self.emphasis = emphasis
    }
}
