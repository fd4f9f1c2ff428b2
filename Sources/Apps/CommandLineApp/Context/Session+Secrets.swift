import ServerModel

/// What stands in the place of every value that is not to be seen, however long that is.
let concealed = "••••••••"

extension Session {
    /// What a person types unseen. Throws ``Abandoned``.
    func askHidden(_ prompt: StyledText) throws -> SecretValue {
        let errors = errors
        guard let value = try context.readHidden({ try errors.print(prompt) }) else {
            try errors.print("\n")
            throw Abandoned()
        }
        // Whoever pastes sees that something came.
        try errors.print(value.isEmpty ? "\n" : "\(concealed, .muted)\n")
        return value
    }

    /// What a person types for all to see. Throws ``Abandoned``.
    func askVisible(_ prompt: StyledText) throws -> String {
        try errors.print(prompt)
        guard let answer = context.readAnswer() else {
            try errors.print("\n")
            throw Abandoned()
        }
        return answer
    }

    /// Says what is wrong with an answer before it is asked for again.
    func remark(_ problem: String, _ advice: String) throws {
        try errors.print("  \("✘", .error) \(problem)\n    \("→", .accent) \(advice)\n")
    }

    /// A new value that keeps the rules: from `source`; else typed, as often as it takes; else all of standard input.
    func newValue(of requirement: SecretRequirement, from source: ValueSource?) throws -> SecretValue {
        if source == nil || source == .input, context.inputIsTerminal {
            while true {
                let value = try askHidden("\(requirement.name, .strong) (not shown): ")
                guard let objection = requirement.refusal(of: value.revealed) else { return value }
                try remark(objection.problem, objection.remedy)
            }
        }
        let value = SecretValue(try (source ?? .input).text(in: context))
        if let objection = requirement.refusal(of: value.revealed) { throw objection }
        return value
    }

    /// The vault's passphrase: from the environment; else typed; else all of standard input.
    ///
    /// - Parameters:
    ///   - isNew: it is asked for twice.
    ///   - isFromEnvironment: `MCP_MANAGER_VAULT_PASSPHRASE` counts.
    func passphrase(isNew: Bool, isFromEnvironment: Bool) throws -> SecretValue {
        if isFromEnvironment, let text = context.environment(vaultPassphraseVariable), !text.isEmpty { return SecretValue(text) }
        guard context.inputIsTerminal else {
            let value = SecretValue(try ValueSource.input.text(in: context))
            guard !value.isEmpty else {
                throw BadUse(
                    problem: "there is no passphrase on standard input",
                    remedy: isFromEnvironment ? "pipe it in, or set \(vaultPassphraseVariable)" : "pipe it in")
            }
            return value
        }
        while true {
            let value = try askHidden(isNew ? "new passphrase (not shown): " : "passphrase of the vault (not shown): ")
            if value.isEmpty {
                try remark("a passphrase cannot be empty", "type some words that nobody guesses; Ctrl-C ends this")
            } else if isNew, try askHidden("the same once more: ") != value {
                try remark("these are two", "type the same twice")
            } else {
                return value
            }
        }
    }
}

/// Holds the vault's passphrase where nobody is there to type it.
let vaultPassphraseVariable = "MCP_MANAGER_VAULT_PASSPHRASE"

extension SecretRequirement {
    /// Why `value` is not stored. No value at all never is: for that there is `delete`.
    fileprivate func refusal(of value: String) -> InvalidSecret? {
        value.isEmpty ? InvalidSecret(name: name, problems: ["is empty"], advice: advice) : objection(to: value)
    }
}

extension ProcessContext {
    /// `path` with the user's home for a `~` at its beginning, as a shell has it.
    func expanded(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = environment("HOME"), !home.isEmpty else { return path }
        return home + path.dropFirst()
    }

    /// The same, the other way round.
    func shortened(_ path: String) -> String {
        guard let home = environment("HOME"), home.count > 1, path.hasPrefix(home + "/") else { return path }
        return "~" + path.dropFirst(home.count)
    }
}
