/// The rules of a secret, applied: pure, so that a form can ask with every key and the daemon once more before it stores anything.
extension SecretRequirement {
    /// In bytes of UTF-8. The kernel takes variables of up to 128 KiB (execve(2), MAX_ARG_STRLEN).
    public static let longestValue = 64 << 10

    /// What is wrong with `value`, for people, all of it; each is a clause whose subject is the secret: `must begin with https://`.
    /// Never quotes the value. No value at all is wrong for a required one only.
    public func problems(with value: String) -> [String] {
        guard !value.isEmpty else { return required ? ["is required"] : [] }
        return ofAny(value) + ofType(value) + ofRules(value)
    }

    /// Why `value` cannot be taken; `nil` when it can.
    public func objection(to value: String) -> InvalidSecret? {
        let problems = problems(with: value)
        return problems.isEmpty ? nil : InvalidSecret(name: name, problems: problems, advice: advice)
    }

    /// How a value looks, for people: the example of the definition, else what its type says.
    public var advice: String {
        if let example = validation.example { return "for example \(example)" }
        return switch type {
        case .url: "write a whole address, such as \(schemes.first ?? "https")://example.com"
        case .email: "write an address, such as you@example.com"
        case .number: "write a number, such as 8080"
        case .choice: "choose one of: \((validation.choices ?? []).joined(separator: ", "))"
        case .file: "write the path of a file that is there, beginning with / or ~/"
        case .password, .text: description.map { "it is: \($0)" } ?? "look where it was given to you"
        }
    }

    private var schemes: [String] { validation.schemes.map { $0.isEmpty ? ["https", "http"] : $0 } ?? [] }

    private func ofAny(_ value: String) -> [String] {
        var problems: [String] = []
        if value.utf8.contains(0) { problems.append("has a NUL character in it, which no environment variable can hold") }
        if value.utf8.count > Self.longestValue { problems.append("is longer than \(Self.longestValue >> 10) KiB") }
        return problems
    }

    private func ofType(_ value: String) -> [String] {
        switch type {
        case .password, .text: []
        case .url: ofURL(value)
        case .email: Self.isEmail(value) ? [] : ["is no e-mail address"]
        case .number: Double(value).map(\.isFinite) == true ? [] : ["is no number"]
        case .choice: validation.choices.map { $0.contains(value) } ?? true ? [] : ["is none of the choices"]
        case .file: value.hasPrefix("/") || value.hasPrefix("~/") ? [] : ["is no absolute path"]
        }
    }

    private func ofURL(_ value: String) -> [String] {
        let parts = value.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts.count == 2 ? parts[0].lowercased() : ""
        guard isScheme(scheme) else { return ["is no address with a scheme, such as https://"] }
        if !schemes.isEmpty, !schemes.contains(where: { $0.lowercased() == scheme }) {
            return ["must begin with \(schemes.map { "\($0)://" }.joined(separator: " or "))"]
        }
        let host = parts[1].prefix { !"/?#".contains($0) }
        if host.isEmpty, scheme != "file" { return ["names no host"] }
        return value.contains { $0.isWhitespace } ? ["has a space in it"] : []
    }

    private func isScheme(_ text: String) -> Bool {
        text.first?.isLetter == true && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    }

    private static func isEmail(_ value: String) -> Bool {
        let parts = value.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !value.contains { $0.isWhitespace }
            && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
    }

    private func ofRules(_ value: String) -> [String] {
        var problems: [String] = []
        if let least = validation.minLength, value.count < least {
            problems.append("has \(value.count) characters, and at least \(least) are wanted")
        }
        if let most = validation.maxLength, value.count > most {
            problems.append("has \(value.count) characters, and at most \(most) are wanted")
        }
        // A pattern that is none is a mistake of the definition, and told there; the value is not to blame.
        if let pattern = validation.pattern, let regex = try? Regex(pattern), !value.contains(regex) {
            problems.append(CharacterClass(pattern: pattern).map { "may hold only \($0.words)" } ?? "does not match \(pattern)")
        }
        return problems
    }
}

/// A value breaks the rules of its definition. Holds nothing of the value.
public struct InvalidSecret: ActionableError, Hashable {
    public var name: String
    /// See ``SecretRequirement/problems(with:)``.
    public var problems: [String]
    public var advice: String

    public init(name: String, problems: [String], advice: String) {
        self.name = name
        self.problems = problems
        self.advice = advice
    }

    public var code: String { "invalid-secret" }
    public var problem: String { "\(name) \(problems.joined(separator: ", and "))" }
    public var remedy: String { advice }
}

/// A pattern that only says which characters are allowed, `^[A-Za-z0-9+/=]+$`, in words: people should not have to read patterns.
private struct CharacterClass {
    let words: String

    private static let ranges = [
        ("A-Za-z", "letters"), ("a-zA-Z", "letters"), ("a-z", "small letters"), ("A-Z", "capital letters"), ("0-9", "digits"),
    ]

    /// `nil` for every other pattern.
    init?(pattern: String) {
        guard pattern.hasPrefix("^["), let end = pattern.lastIndex(of: "]"), ["+$", "*$"].contains(pattern[end...].dropFirst())
        else { return nil }
        var rest = pattern[pattern.index(pattern.startIndex, offsetBy: 2)..<end]
        guard rest.first != "^", !rest.contains("["), !rest.contains("\\") else { return nil }
        var names: [String] = []
        for (range, name) in Self.ranges {
            guard let place = rest.firstRange(of: range) else { continue }
            rest.removeSubrange(place)
            names.append(name)
        }
        // What is left must be single characters: a `-` between two of them would be another range.
        if rest.dropFirst().dropLast().contains("-") { return nil }
        let signs = rest.map { String($0) }
        let all = names + (signs.isEmpty ? [] : [signs.joined(separator: " ")])
        guard let last = all.last else { return nil }
        words = all.count == 1 ? last : all.dropLast().joined(separator: ", ") + " and " + last
    }
}
