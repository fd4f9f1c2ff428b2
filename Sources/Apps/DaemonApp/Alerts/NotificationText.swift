/// Foreign text for programs that show or store it: one line, nothing in it that is an instruction to anybody.
enum NotificationText {
    /// Longer messages are cut: desktops show a few lines.
    static let limit = 400

    /// Without escape sequences, control characters, and what reorders or hides its neighbours; breaks become spaces.
    static func plain(_ text: String, limit: Int = limit) -> String {
        var words = ""
        var state = State.text
        for scalar in text.unicodeScalars {
            switch (state, scalar) {
            case (.text, "\u{1B}"): state = .escape
            case (.escape, "["): state = .sequence
            // Any other sequence of an escape is two characters, or ends in a way that only terminals know.
            case (.escape, _): state = .text
            case (.sequence, "@"..."~"): state = .text
            case (.sequence, _): break
            case (.text, "\n"), (.text, "\r"), (.text, "\t"), (.text, "\u{2028}"), (.text, "\u{2029}"):
                if words.last != " " { words.append(" ") }
            case (.text, _): if !isHarmful(scalar) { words.unicodeScalars.append(scalar) }
            }
        }
        return words.count <= limit ? words : words.prefix(limit - 1) + "…"
    }

    /// The same for a place that reads markup, such as the body of a notification.
    static func markup(_ text: String, limit: Int = limit) -> String {
        plain(text, limit: limit).unicodeScalars.reduce(into: "") { words, scalar in
            switch scalar {
            case "&": words += "&amp;"
            case "<": words += "&lt;"
            case ">": words += "&gt;"
            case "\"": words += "&quot;"
            case "'": words += "&apos;"
            default: words.unicodeScalars.append(scalar)
            }
        }
    }

    private enum State { case text, escape, sequence }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        // Cc, and Cf with the bidirectional and zero-width characters. A joiner of emoji goes with them.
        let category = scalar.properties.generalCategory
        return category == .control || category == .format
    }
}
