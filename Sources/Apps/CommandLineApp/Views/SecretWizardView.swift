import ServerModel

/// What `secrets setup` says and asks.
struct SecretWizardView {
    var wizard: SecretWizard

    /// What is to come.
    func heading(store: SecretStoreReport?) -> StyledText {
        let count = wizard.fields.count
        let place = store.map { "the \($0.kind.title)" + ($0.place.isEmpty ? "" : " (\($0.place))") } ?? ""
        var text: StyledText = "\(wizard.server, .strong) asks for \(count == 1 ? "1 secret" : "\(count) secrets")\n"
        if count == 0 { text = "\(wizard.server, .strong) asks for no secret that is to be stored\n" }
        for secret in wizard.elsewhere {
            text += "  \(secret.name, .strong) is kept elsewhere: \(secret.requirement.from ?? "")\n"
        }
        guard count > 0 else { return text }
        return text + """
            New values will be kept in \(place). Enter keeps a value, or skips one that is optional;
            < goes back; Ctrl-C ends this with nothing stored.

            """
    }

    /// All there is to know for an answer.
    func question(_ index: Int) -> StyledText {
        let field = wizard.fields[index]
        let requirement = field.requirement
        var text: StyledText = """

            \(requirement.name, .strong)  \("\(index + 1) of \(wizard.fields.count)", .muted)  \(field.status.need), \
            \(requirement.type.rawValue), \(state(of: field))

            """
        if let description = requirement.description { text += "  \(description)\n" }
        for (number, choice) in (requirement.validation.choices ?? []).enumerated() { text += "  \(number + 1)  \(choice)\n" }
        if let hint = hint(for: requirement) { text += "  \(hint, .muted)\n" }
        if let problem = field.status.problem, field.decision == .open { text += "  \("✘", .error) \(problem.problem)\n" }
        return text
    }

    /// What stands before the answer.
    func prompt(_ index: Int) -> StyledText {
        let field = wizard.fields[index]
        let enter: String? =
            switch field.withoutAnswer {
            case .new: "Enter keeps the new one"
            case .kept: "Enter keeps it"
            case .skipped: "Enter skips it"
            case .open, nil: nil
            }
        let notes = [field.isHidden ? "not shown" : nil, enter].compactMap(\.self)
        return "\(field.requirement.name, .accent)\(notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))"): "
    }

    /// Everything that was answered, before it is agreed to.
    var review: StyledText {
        let rows = wizard.fields.map { [StyledText("  \($0.requirement.name)", .strong), value(of: $0), outcome(of: $0)] }
        let others = wizard.elsewhere.map {
            [StyledText("  \($0.name)", .strong), StyledText($0.requirement.from ?? ""), StyledText("kept elsewhere", .muted)]
        }
        return (rows + others).lines.reduce("\n") { $0 + $1 + "\n" }
    }

    let agreement: StyledText = "[A]pply, [b]ack, [q]uit: "

    private func state(of field: SecretWizard.Field) -> StyledText {
        if case .new = field.decision { return StyledText("● new value", .accent) }
        return "\(field.status.shape) \(field.status.state.rawValue)"
    }

    /// How a value looks, where that is not plain already.
    private func hint(for requirement: SecretRequirement) -> String? {
        switch requirement.type {
        case .choice: "type a number or the word"
        case .password, .text: requirement.validation.example.map { "for example \($0)" }
        case .url, .email, .number, .file: requirement.advice
        }
    }

    private func value(of field: SecretWizard.Field) -> StyledText {
        switch field.decision {
        case .new(let value): field.isHidden ? StyledText(concealed) : StyledText(value.revealed).cut(to: 60)
        case .kept: field.isHidden ? StyledText(concealed) : StyledText("as it is", .muted)
        case .skipped, .open: StyledText("-", .muted)
        }
    }

    private func outcome(of field: SecretWizard.Field) -> StyledText {
        switch field.decision {
        case .new: StyledText("new", .ok)
        case .kept: StyledText("kept", .muted)
        case .skipped, .open: StyledText("skipped", .muted)
        }
    }
}

extension [[StyledText]] {
    /// The rows as lines of aligned columns.
    fileprivate var lines: [StyledText] {
        first.map { Table(header: $0, rows: Array(dropFirst())).lines(width: nil) } ?? []
    }
}
