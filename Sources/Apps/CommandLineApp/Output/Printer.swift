import ControlAPI

/// Puts text and values on one channel.
struct Printer: Sendable {
    var channel: OutputChannel
    var colored: Bool

    /// Prints `text` as it is, without a further newline.
    func print(_ text: StyledText) throws {
        let rendered = text.rendered(colored: colored)
        if !rendered.isEmpty { try channel.write(rendered) }
    }

    /// Prints `value` as one line of JSON.
    func print(json value: some Encodable) throws {
        let text = String(decoding: try ControlCoding.encode(value), as: UTF8.self)
        try channel.write(Self.escaped(text) + "\n")
    }

    /// Prints JSON text of somebody else's as one line, if it is one, made harmless.
    func print(rawJSON text: String) throws {
        try channel.write(Self.escaped(text) + "\n")
    }

    /// The same JSON, with the characters that could move a terminal's cursor as `\u….`.
    ///
    /// Such characters can only stand inside strings, so the value stays the same.
    private static func escaped(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: PlainText.isUnwelcome) else { return json }
        return json.unicodeScalars.reduce(into: "") { result, scalar in
            if PlainText.isUnwelcome(scalar) {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
}
