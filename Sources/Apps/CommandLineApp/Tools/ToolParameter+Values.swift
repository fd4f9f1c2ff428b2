import ModelContextProtocol
import ServerModel

extension ToolParameter {
    /// What `word` says where a value of this parameter is wanted; or why it says nothing, in words.
    func value(of word: String) -> Result<JSONValue, Unfit> {
        if !choices.isEmpty { return choice(word) }
        if kinds.isEmpty { return .success(.string(word)) }
        for kind in kinds {
            if let value = kind.value(of: word) { return .success(value) }
        }
        return .failure(Unfit("'\(name)' wants \(kinds.map(\.words).joined(separator: " or ")), not '\(word)'"))
    }

    private func choice(_ word: String) -> Result<JSONValue, Unfit> {
        if let choice = choices.first(where: { Self.word($0) == word }) { return .success(choice) }
        let known = choices.map(Self.word)
        let guess = closestMatch(to: word, among: known).map { "did you mean '\($0)'?" }
        return .failure(Unfit("'\(name)' cannot be '\(word)'; \(guess ?? "it may be \(known.joined(separator: ", "))")"))
    }

    /// Why a word does not fit, as a clause.
    struct Unfit: Error, Hashable {
        var problem: String

        init(_ problem: String) { self.problem = problem }
    }
}

extension ToolParameter.Kind {
    /// What `word` says as this kind; `nil` when nothing.
    fileprivate func value(of word: String) -> JSONValue? {
        if self == .string { return .string(word) }
        guard let value = try? JSONValue.parse(word) else { return nil }
        return switch (self, value) {
        case (.boolean, .bool), (.number, .number), (.null, .null), (.array, .array), (.object, .object): value
        case (.integer, .number(let text)) where !text.contains { ".eE".contains($0) } || value.intValue != nil: value
        default: nil
        }
    }

    /// With its article; how to write it when that is not plain.
    fileprivate var words: String {
        switch self {
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .number: "a number"
        case .null: "null"
        case .array: "a JSON array such as [1, 2]"
        case .object: #"a JSON object such as {"a": 1}"#
        case .string: "a text"
        }
    }
}
