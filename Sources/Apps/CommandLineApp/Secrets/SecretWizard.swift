import ServerModel

/// The questions of `secrets setup`, as a value: what is asked, what an answer does, and what is to be stored in the end.
///
/// It knows nothing of terminals and stores nothing; what makes a good answer, `SecretRequirement` says.
struct SecretWizard {
    /// One secret that is asked for.
    struct Field {
        let status: SecretStatus
        var decision = Decision.open

        var requirement: SecretRequirement { status.requirement }
        /// Whether what is typed must not show.
        var isHidden: Bool { requirement.type == .password }
    }

    enum Decision: Hashable {
        case open
        case new(SecretValue)
        /// What is there stays.
        case kept
        /// It stays without a value.
        case skipped
    }

    /// Where in the questions we are.
    enum Place: Hashable {
        case field(Int)
        case review
        /// All was answered and agreed to: ``SecretWizard/values`` are to be stored.
        case agreed
        case abandoned
    }

    /// Why an answer cannot be taken; the question stands.
    struct Remark: Hashable {
        var problem: String
        var advice: String
    }

    let server: ServerID
    private(set) var fields: [Field]
    /// Those that are kept elsewhere, by their definition.
    let elsewhere: [SecretStatus]
    private(set) var place: Place

    init(_ secrets: ServerSecrets) {
        server = secrets.server
        let wanted = secrets.secrets.filter { $0.demand != .none }
        fields = wanted.filter { $0.requirement.from == nil }.map { Field(status: $0) }
        elsewhere = wanted.filter { $0.requirement.from != nil }
        place = fields.isEmpty ? .agreed : .field(0)
    }

    /// The new ones, by name.
    var values: [String: String] {
        fields.reduce(into: [:]) { values, field in
            if case .new(let value) = field.decision { values[field.requirement.name] = value.revealed }
        }
    }

    /// Takes what was typed; returns what is wrong with it, and then nothing has changed.
    mutating func answer(_ text: String) -> Remark? {
        switch place {
        case .field(let index): answer(text, field: index)
        case .review: review(text)
        case .agreed, .abandoned: nil
        }
    }

    private mutating func answer(_ text: String, field index: Int) -> Remark? {
        if ["<", "back"].contains(text) {
            guard index > 0 else {
                return Remark(problem: "there is nothing before this", advice: "Ctrl-C ends with nothing stored")
            }
            place = .field(index - 1)
            return nil
        }
        let field = fields[index]
        let value = field.requirement.meant(by: text)
        if value.isEmpty {
            guard let decision = field.withoutAnswer else { return field.wanting }
            fields[index].decision = decision
        } else {
            if let objection = field.requirement.objection(to: value) {
                return Remark(problem: objection.problem, advice: objection.advice)
            }
            fields[index].decision = .new(SecretValue(value))
        }
        place = index + 1 < fields.count ? .field(index + 1) : .review
        return nil
    }

    private mutating func review(_ text: String) -> Remark? {
        switch text.lowercased() {
        case "", "a", "apply": place = .agreed
        case "<", "b", "back": place = .field(fields.count - 1)
        case "q", "quit": place = .abandoned
        default: return Remark(problem: "that is none of the answers", advice: "type a, b or q")
        }
        return nil
    }
}

extension SecretWizard.Field {
    /// What Enter alone means; `nil` when a value must be typed.
    var withoutAnswer: SecretWizard.Decision? {
        if case .new = decision { return decision }
        return switch status.state {
        // Of one in a store that is locked nobody can say more than that it may be there.
        case .set, .unreachable: .kept
        case .missing, .invalid: requirement.required ? nil : .skipped
        }
    }

    /// What to say to Enter alone where a value must be typed.
    fileprivate var wanting: SecretWizard.Remark {
        let problem = status.state == .invalid ? status.problem?.problem : nil
        return SecretWizard.Remark(problem: problem ?? "\(requirement.name) is required", advice: requirement.advice)
    }
}

extension SecretRequirement {
    /// The value that somebody means who types `text`: a choice may be told by its number, and only in passwords and plain texts do
    /// spaces around it count.
    func meant(by text: String) -> String {
        switch type {
        case .password, .text: return text
        case .url, .email, .number, .file: return text.trimmed
        case .choice:
            let choices = validation.choices ?? []
            let word = text.trimmed
            guard !choices.contains(word), let number = Int(word), choices.indices.contains(number - 1) else { return word }
            return choices[number - 1]
        }
    }
}

extension String {
    /// Without white space around it.
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...(lastIndex { !$0.isWhitespace } ?? first)])
    }
}
