import ServerModel

/// The secrets of one server as they were found for one run.
public struct SecretSupply: Sendable, Hashable {
    /// By the secret's name; those that have a usable value.
    public var values: [String: SecretValue]
    /// Why others have none, where more is known than that they were never set: a locked store, a command that failed.
    public var problems: [String: ErrorReport]

    public init(values: [String: SecretValue] = [:], problems: [String: ErrorReport] = [:]) {
        self.values = values
        self.problems = problems
    }
}

/// Which secrets a definition wants.
extension LaunchPlanner {
    /// Those it declares, in its order, then those its texts mention, and what `auth_method` sends; each once.
    public static func secretsWanted(by definition: ServerDefinition) -> [SecretRequirement] {
        let declared = Set(definition.secrets.map(\.name))
        let mentioned = mentionedSecrets(of: definition).subtracting(declared).sorted()
        return definition.secrets
            + mentioned.map { name in
                var requirement = SecretRequirement(name: name)
                // Nothing starts without what its texts have in them.
                requirement.required = true
                return requirement
            }
    }

    /// The names in `${secret:…}`, and the one `auth_method` means.
    private static func mentionedSecrets(of definition: ServerDefinition) -> Set<String> {
        let execution = definition.execution
        var texts: [String] = []
        if execution.mode == .remote {
            texts += execution.remote.map { [$0.url, $0.host].compactMap(\.self) + $0.headers.values } ?? []
        } else {
            texts += execution.local.map { Array($0.environment.values) } ?? []
        }
        texts += [execution.path].compactMap(\.self)
        var names: Set<String> = []
        for text in texts where text.contains("${secret:") {
            for case .variable(.secret(let name)) in InterpolatedText(text).parts { names.insert(name) }
        }
        if let method = execution.remote?.authMethod, method != .none, execution.mode == .remote {
            names.insert(credentialName(of: definition, for: method))
        }
        return names
    }

    /// The secrets that have a value.
    func secretValues() -> [String: String] { (supply?.values ?? [:]).mapValues(\.revealed) }

    /// The values that must not be shown: the secrets', and what `environment` gives their variables. Sorted.
    func secretsToConceal(of definition: ServerDefinition, given environment: [String: String] = [:]) -> [String] {
        let values = secretValues()
        var concealed: Set<String> = []
        for secret in Self.secretsWanted(by: definition) {
            for value in [environment[secret.name], values[secret.name]].compactMap(\.self) where secret.type.conceals(value) {
                concealed.insert(value)
            }
        }
        return concealed.sorted()
    }
}
