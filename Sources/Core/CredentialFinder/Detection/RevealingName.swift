import DocumentEditing

/// What a name says about the value beside it, by its words: `githubToken`, `X-API-Key` and `DB_PWD` reveal, `MAX_TOKENS`,
/// `TOKEN_URL` and `KEYBOARD` do not.
enum RevealingName {
    enum Strength: Comparable {
        /// `KEY`, `AUTH`: often something else; the value must look like one too.
        case weak
        case strong
        /// Whatever people think of, `1234` too.
        case password
    }

    static func strength(of name: String) -> Strength? {
        let words = words(of: name)
        guard let last = words.last, !describing.contains(last) else { return nil }
        if !passwords.isDisjoint(with: words) { return .password }
        if last == "PWD", words.count > 1, words.first != "OLD" { return .password }
        // `TOKENS_PER_MINUTE`, `KEY_BINDINGS`: the word must be the last, or nearly.
        let tail = words.suffix(2)
        if !strong.isDisjoint(with: tail) { return .strong }
        let joined = words.joined()
        if ["TOKEN", "APIKEY", "SECRET"].contains(where: joined.hasSuffix) { return .strong }
        if last == "KEY" { return keyStrength(words.dropLast()) }
        return weak.contains(last) ? .weak : nil
    }

    private static func keyStrength(_ before: ArraySlice<String>) -> Strength? {
        guard let qualifier = before.last else { return .weak }
        if harmlessKeys.contains(qualifier) { return nil }
        return secretKeys.contains(qualifier) ? .strong : .weak
    }

    /// `gitHubAPIKey2` → `GIT HUB API KEY 2`
    static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        let letters = Array(name.prefix(200))
        for (index, letter) in letters.enumerated() {
            guard letter.isLetter || letter.isNumber else {
                if !word.isEmpty { words.append(word) }
                word = ""
                continue
            }
            if let last = word.last, beginsWord(letter, after: last, before: index + 1 < letters.count ? letters[index + 1] : nil)
            {
                words.append(word)
                word = ""
            }
            word.append(letter)
        }
        if !word.isEmpty { words.append(word) }
        return words.map { $0.uppercased() }.filter { !$0.allSatisfy(\.isNumber) }
    }

    private static func beginsWord(_ letter: Character, after last: Character, before next: Character?) -> Bool {
        if last.isNumber != letter.isNumber { return true }
        guard letter.isUppercase else { return false }
        return last.isLowercase || next?.isLowercase == true
    }

    private static let passwords: Set<String> = ["PASSWORD", "PASSWD", "PASSPHRASE", "PASSCODE"]

    private static let strong: Set<String> = [
        "TOKEN", "SECRET", "APIKEY", "CREDENTIAL", "CREDENTIALS", "AUTHORIZATION", "COOKIE", "JWT", "BEARER", "ACCESSKEY",
        "SECRETKEY",
        "PRIVATEKEY",
    ]

    private static let weak: Set<String> = ["AUTH", "PAT", "DSN", "PIN", "SIGNATURE", "SIG", "PASS"]

    private static let secretKeys: Set<String> = [
        "API", "ACCESS", "SECRET", "PRIVATE", "AUTH", "ENCRYPTION", "SIGNING", "MASTER", "SERVICE", "SUBSCRIPTION", "LICENSE",
        "ADMIN",
        "APP", "APPLICATION", "ACCOUNT", "SHARED", "STORAGE", "DEPLOY", "ROLE",
    ]

    private static let harmlessKeys: Set<String> = [
        "PUBLIC", "PRIMARY", "FOREIGN", "SORT", "PARTITION", "CACHE", "HOT", "ROUTING", "PROJECT", "ISSUE", "SPACE", "ROW",
        "INDEX", "MAP",
        "SHORTCUT", "REGISTRY", "PREFIX",
    ]

    /// A name that ends with one of these tells of a credential, and is not one: `TOKEN_FILE`, `AUTH_TYPE`, `API_KEY_NAME`.
    private static let describing: Set<String> = [
        "FILE", "PATH", "DIR", "DIRECTORY", "FOLDER", "URL", "URI", "ENDPOINT", "HOST", "NAME", "HEADER", "TYPE", "ID", "IDS",
        "LIMIT", "COUNT",
        "SIZE", "TTL", "EXPIRY", "EXPIRES", "EXPIRATION", "LENGTH", "PREFIX", "SUFFIX", "ENV", "VAR", "VARIABLE", "PROVIDER",
        "MODE", "FORMAT",
        "ALGORITHM", "ENABLED", "DISABLED", "REQUIRED", "INTERVAL", "TIMEOUT", "SCOPE", "SCOPES", "ISSUER", "AUDIENCE", "TOKENS",
        "BUDGET",
        "STORE", "BACKEND", "METHOD", "REGION", "VERSION", "MAX", "MIN", "PER", "MINUTE", "RATE", "COST", "USAGE", "REF", "ARN",
        "USER",
        "USERNAME", "EMAIL", "PORT", "FIELD", "STRATEGY", "KEYS", "ALIAS", "FINGERPRINT", "HINT", "POLICY",
    ]
}
