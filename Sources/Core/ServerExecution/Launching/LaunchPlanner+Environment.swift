import ServerModel

/// What a server's process finds in its environment.
extension LaunchPlanner {
    /// The daemon's variables on the allow-list, ours, the secrets and the definition's own; the later ones win.
    func plannedEnvironment(
        of definition: ServerDefinition, _ local: LocalExecution, _ places: Places
    ) -> PlannedEnvironment {
        var result = PlannedEnvironment()
        for (name, value) in environment where InheritedEnvironment.includes(name) { result.set(name, value, .inherited) }
        if result["HOME"] == nil { result.set("HOME", userHome, .manager) }
        // As mcp-manager 1 told its servers who they are.
        result.set("MCP_SERVER_NAME", definition.name.rawValue, .manager)
        result.set("MCP_SERVER_HOME", places.server, .manager)
        addSecrets(of: definition, to: &result)
        for (name, value) in Self.developmentVariables(of: definition) { result.set(name, value, .manager) }
        addOwn(of: definition, local, places, to: &result)
        for secret in definition.secrets where secret.required && (result[secret.name] ?? "").isEmpty {
            result.fail(.missingSecret(secret.name, of: definition.name))
        }
        completePath(of: &result)
        return result
    }

    private func addSecrets(of definition: ServerDefinition, to result: inout PlannedEnvironment) {
        let values = secretValues(of: definition)
        for secret in definition.secrets {
            result.set(secret.name, values[secret.name] ?? result[secret.name], .secret)
        }
    }

    /// `execution.local.environment`
    private func addOwn(
        of definition: ServerDefinition, _ local: LocalExecution, _ places: Places, to result: inout PlannedEnvironment
    ) {
        let secrets = Set(definition.secrets.map(\.name))
        for (name, value) in local.environment.sorted(by: { $0.key < $1.key }) {
            // Also what the definition itself gives a secret's variable is a secret.
            let origin: EnvironmentReport.Origin = secrets.contains(name) ? .secret : .definition
            do throws(LaunchError) {
                result.set(name, try places.variables.expand(value, key: "execution.local.environment.\(name)"), origin)
            } catch {
                result.set(name, nil, origin)
                result.fail(error)
            }
        }
    }

    private func completePath(of result: inout PlannedEnvironment) {
        let origin = result.variables["PATH"]?.origin ?? .manager
        if result["PATH"] == nil { result.set("PATH", InheritedEnvironment.standardPath, origin) }
        let path = result.path
        result.set("PATH", (path + extraPath.filter { !path.contains($0) }).joined(separator: ":"), origin)
    }

    /// The values that must not be shown: the secrets', and what `environment` gives their variables.
    func secretsToConceal(of definition: ServerDefinition, given environment: [String: String]) -> [String] {
        let given = definition.secrets.compactMap { environment[$0.name] }
        return Set(given + secretValues(of: definition).values).filter { $0.count >= 4 }.sorted()
    }
}
