import DocumentEditing

/// Values that stand for a credential, or are none for certain.
enum StandIn {
    /// `${env:X}`, `$X`, `{env:X}`, `op://…`: the value is somewhere else.
    static func isReference(_ value: String) -> Bool {
        if [
            "op://", "vault://", "keychain:", "keyring:", "secret://", "env:", "file:", "cmd:", "pass:", "bw://",
            "aws:secretsmanager", "arn:aws:", "projects/",
        ]
        .contains(where: value.hasPrefix) {
            return true
        }
        if let dollar = value.firstIndex(of: "$"), dollar == value.startIndex, isName(value.dropFirst()) { return true }
        if value.hasPrefix("%"), value.hasSuffix("%"), isName(value.dropFirst().dropLast()) { return true }
        guard
            let opening = ["${", "{env:", "{file:", "{{", "$("].compactMap({ value.firstRange(of: $0) }).min(by: {
                $0.lowerBound < $1.lowerBound
            })
        else { return false }
        guard let closing = value[opening.upperBound...].lastIndex(where: { $0 == "}" || $0 == ")" }) else { return false }
        // What is left around it must be no more than `Bearer `.
        let rest = value[..<opening.lowerBound] + value[value.index(after: closing)...]
        return rest.count < 12 || rest.allSatisfy { $0.isLetter || $0.isWhitespace || ":/.,@-_".contains($0) }
    }

    /// `your-token-here`, `<token>`, `xxxx`, `changeme`, `***`, or the name itself.
    static func isExample(_ value: String, of name: String) -> Bool {
        let text = value.trimming { $0.isWhitespace || "\"'".contains($0) }
        guard let first = text.first else { return true }
        if first == "<" && text.hasSuffix(">") || first == "[" && text.hasSuffix("]") && !text.contains(",") { return true }
        let lower = text.lowercased()
        if ["...", "…", "xxxx", "****", "••", "0000000000", "1234567890abcdef"].contains(where: lower.contains) { return true }
        if Set(lower.filter { $0.isLetter || $0.isNumber }).count <= 2, text.count > 2 { return true }
        if parts.contains(where: lower.contains) { return true }
        let words = lower.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if !alone.isDisjoint(with: [lower]) || words.allSatisfy({ fillers.contains($0) }) { return true }
        if words.contains("your") || words.first == "my" || words.last == "here" { return true }
        let names = RevealingName.words(of: name).map { $0.lowercased() }
        return words.joined() == names.joined() || (words.count == 1 && names.contains(lower))
    }

    /// A path, an address, a boolean, a number, a version, an e-mail address.
    static func isPlain(_ value: String, strength: RevealingName.Strength?) -> Bool {
        if ["~/", "./", "../", "file:", "\\\\"].contains(where: value.hasPrefix) || isAbsolutePath(value) { return true }
        let bytes = Array(value.utf8)
        if bytes.count > 2, bytes[0].isLetter, bytes[1] == UInt8(ascii: ":"),
            bytes[2] == .backslash || bytes[2] == UInt8(ascii: "/")
        {
            return true
        }
        if value.contains("://"), !value.contains(where: \.isWhitespace) { return true }
        if strength != .password {
            let isNumber = bytes.allSatisfy {
                $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
            if isNumber, strength == nil || bytes.count < 16 { return true }
        }
        return false
    }

    /// A secret in base64 may begin with a slash too; a path has more of them, or letters alone.
    private static func isAbsolutePath(_ value: String) -> Bool {
        guard value.hasPrefix("/") else { return false }
        return !(value.utf8.count == 40 && value.utf8.allSatisfy { TokenShape.Letters.base64.holds($0) } && value.contains("+"))
    }

    static func isUUID(_ value: String) -> Bool {
        let parts = value.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }

    private static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.first?.isDigit == false
            && text.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
    }

    private static let parts = [
        "changeme", "change-me", "change_me", "placeholder", "example", "redacted", "replace-me", "replaceme", "replace_me",
        "replace-with",
        "your-", "your_", "yourtoken", "yourapikey", "yourpassword", "yoursecret", "<your", "-here", "_here", "insert-",
        "insert_", "dummy", "todo",
    ]

    /// Words for settings, whatever their names say.
    private static let alone: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "none", "null", "nil", "undefined", "auto", "default", "enabled", "disabled",
        "required",
        "optional", "basic", "bearer", "oauth", "oauth2", "apikey", "api_key", "api-key", "token", "keyring", "keychain", "env",
        "environment",
        "prompt", "interactive", "anonymous", "public", "unset", "empty", "secret", "n/a", "jwt", "iam", "same-origin", "include",
        "omit",
        "header", "cookie", "session", "password", "local",
    ]

    private static let fillers: Set<String> = [
        "your", "my", "token", "key", "api", "secret", "password", "here", "the", "a", "value", "access", "enter", "insert",
        "put", "paste", "some",
        "test", "fake", "sample", "x", "xx", "xxx", "abc", "foo", "bar", "name", "id", "personal", "bot", "user", "client",
        "bearer",
    ]
}
