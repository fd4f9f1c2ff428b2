/// Values in lines that are shown and kept in the events, where nothing may stand that looks like a credential.
enum HiddenCredential {
    private static let mark = "…"
    private static let names = ["KEY", "TOKEN", "SECRET", "PASS", "PWD", "AUTH", "CREDENTIAL", "COOKIE"]
    /// What stands before a credential in a header (RFC 7235).
    private static let schemes: Set<String> = ["bearer", "basic", "token"]

    /// A value as it may be shown; `name` is that of its variable or header.
    static func shown(_ value: String, of name: String) -> String {
        // What only points to the store gives nothing away.
        let bare = value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value
        let credential = afterScheme(bare)
        if isReference(credential ?? bare) { return value }
        let letters = name.uppercased()
        return credential != nil || names.contains { letters.contains($0) } || hasPassword(value) ? mark : value
    }

    private static func isReference(_ value: String) -> Bool {
        value.hasPrefix("${") && value.firstIndex(of: "}") == value.indices.last
    }

    /// `Bearer abc` → `abc`; `nil` for anything else.
    private static func afterScheme(_ value: String) -> String? {
        let words = value.split(separator: " ")
        guard words.count == 2, schemes.contains(words[0].lowercased()) else { return nil }
        return String(words[1])
    }

    /// `postgres://me:hunter2@host/db`
    private static func hasPassword(_ value: String) -> Bool {
        guard let scheme = value.firstRange(of: "://") else { return false }
        let authority = value[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return false }
        return authority[..<at].contains(":")
    }
}
