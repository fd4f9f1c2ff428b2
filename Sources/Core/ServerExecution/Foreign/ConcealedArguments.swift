/// Command lines as they may be shown: what looks like a secret by its option or by itself is not.
public enum ConcealedArguments {
    static let mark = "••••"

    /// The words as a person would type them, of `limit` characters at most.
    public static func text(_ words: [String], limit: Int = 2000) -> String {
        String(concealing(words).map(quoted).joined(separator: " ").prefix(limit))
    }

    static func concealing(_ words: [String]) -> [String] {
        var isNextSecret = false
        return words.map { word in
            defer { isNextSecret = word.hasPrefix("-") && !word.contains("=") && isRevealing(word) }
            if isNextSecret, !word.hasPrefix("-") { return mark }
            if let equals = word.firstIndex(of: "="), isRevealing(word[..<equals]) { return word[...equals] + mark }
            // `Authorization: Bearer …`, as one word.
            if let bearer = word.lowercased().range(ofText: "bearer ") { return word.prefix(bearer) + mark }
            return prefixes.contains { word.hasPrefix($0) } && word.count >= 16 ? mark : word
        }
    }

    /// Whether an option or a variable of this name holds a secret.
    public static func isRevealing(_ name: some StringProtocol) -> Bool {
        let parts = name.uppercased().split { "-_.".contains($0) }
        return parts.contains {
            ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "APIKEY", "KEY", "CREDENTIAL", "CREDENTIALS", "PAT"].contains($0)
        }
            || name.uppercased().hasSuffix("TOKEN") || name.uppercased().hasSuffix("APIKEY")
    }

    /// How well-known kinds of tokens begin.
    private static let prefixes = [
        "sk-", "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AKIA", "eyJ", "pplx-", "hf_",
    ]

    /// The mark needs no quotes, as every other letter of other scripts needs none.
    private static func quoted(_ word: String) -> String { quotedForShell(word) }
}

extension String {
    /// How many characters end with the first occurrence of `text`; `nil` when there is none.
    fileprivate func range(ofText text: String) -> Int? {
        firstRange(of: text).map { distance(from: startIndex, to: $0.upperBound) }
    }
}
