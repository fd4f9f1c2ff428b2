/// Values in lines that are shown and kept in the events, where nothing may stand that looks like a credential.
enum HiddenCredential {
    private static let mark = "…"
    private static let names = ["KEY", "TOKEN", "SECRET", "PASS", "PWD", "AUTH", "CREDENTIAL"]

    /// A value as it may be shown; `name` is that of its variable.
    static func shown(_ value: String, of name: String) -> String {
        // What only points to the store gives nothing away.
        let bare = value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value
        if bare.hasPrefix("${"), bare.firstIndex(of: "}") == bare.indices.last { return value }
        let letters = name.uppercased()
        return names.contains { letters.contains($0) } || hasPassword(value) ? mark : value
    }

    /// `postgres://me:hunter2@host/db`
    private static func hasPassword(_ value: String) -> Bool {
        guard let scheme = value.firstRange(of: "://") else { return false }
        let authority = value[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return false }
        return authority[..<at].contains(":")
    }
}
