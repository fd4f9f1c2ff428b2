import ServerModel

/// What a credential is called among a server's secrets.
enum SecretName {
    /// Letters, digits and `_`, in capitals unless it is a name already: `X-API-Key` → `X_API_KEY`, `api_key` → `API_KEY`.
    static func environmental(_ name: String) -> String {
        if isEnvironmentName(name), name.contains("_") || name == name.uppercased() { return name.uppercased() }
        let text = RevealingName.words(of: name).joined(separator: "_")
        let ascii = String(text.map { $0.isASCII ? $0 : "_" })
        guard let first = ascii.first else { return "SECRET" }
        return first.isNumber ? "SECRET_\(ascii)" : ascii
    }

    /// `Authorization` → `AUTHORIZATION_TOKEN`, `X-API-Key` → `API_KEY`
    static func ofHeader(_ name: String) -> String {
        let text = environmental(name)
        if text == "AUTHORIZATION" || text == "PROXY_AUTHORIZATION" { return "\(text)_TOKEN" }
        return text.hasPrefix("X_") && text.count > 2 ? String(text.dropFirst(2)) : text
    }

    /// `name`, with a number when it is taken.
    static func free(_ name: String, isTaken: (String) -> Bool) -> String {
        guard isTaken(name) else { return name }
        return (2...).lazy.map { "\(name)_\($0)" }.first { !isTaken($0) } ?? name
    }

    /// The first two characters and the length: `gh… (40)`; of short values the length alone.
    static func hint(for value: String) -> String {
        guard value.count >= 8 else { return "(\(value.count))" }
        let first = value.prefix(2).map {
            $0.isASCII && !$0.isWhitespace && $0.asciiValue.map { $0 > 32 && $0 < 127 } == true ? $0 : "·"
        }
        return "\(String(first))… (\(value.count))"
    }
}
