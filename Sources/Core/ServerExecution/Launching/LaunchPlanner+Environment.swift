import ServerModel

/// What a server's process finds in its environment.
extension LaunchPlanner {
    /// The daemon's variables on the allow-list, ours, the secrets and the definition's own; the later ones win.
    func plannedEnvironment(
        of definition: ServerDefinition, _ local: LocalExecution, _ places: Places, shell: ShellAnswer
    ) -> PlannedEnvironment {
        var result = inheritedEnvironment(shell)
        var places = places
        // `${env:PATH}` is the one that servers get.
        places.variables.environment["PATH"] = result["PATH"]
        if result["HOME"] == nil { result.set("HOME", userHome, .manager) }
        // As mcp-manager 1 told its servers who they are.
        result.set("MCP_SERVER_NAME", definition.name.rawValue, .manager)
        result.set("MCP_SERVER_HOME", places.server, .manager)
        addSecrets(of: definition, to: &result)
        // All of them at once: whoever gives one shall not have to come back for the next.
        let lacking = lackingSecrets(of: definition, given: local.environment)
        if lacking.count > 1 { result.fail(.missingSecrets(lacking, of: definition.name)) }
        for (name, value) in Self.developmentVariables(of: definition) { result.set(name, value, .manager) }
        addOwn(of: definition, local, places, to: &result)
        for secret in definition.secrets where secret.required && (result[secret.name] ?? "").isEmpty {
            result.fail(lack(of: secret.name, for: definition.name))
        }
        completePath(of: &result, definition, local, places)
        return result
    }

    private func addSecrets(of definition: ServerDefinition, to result: inout PlannedEnvironment) {
        let values = secretValues()
        for secret in definition.secrets {
            result.set(secret.name, values[secret.name] ?? result[secret.name], .secret)
        }
    }

    /// The names of those that were never set and that nothing else gives a value.
    private func lackingSecrets(of definition: ServerDefinition, given environment: [String: String]) -> [String] {
        Self.secretsWanted(by: definition).filter { secret in
            secret.required && environment[secret.name] == nil && supply?.problems[secret.name] == nil
                && supply?.values[secret.name]?.isEmpty ?? true
        }.map(\.name)
    }

    /// Throws when there is no value for a secret that is required.
    func checkSupply(of secret: SecretRequirement, for server: ServerID) throws(LaunchError) {
        if supply?.values[secret.name]?.isEmpty ?? true { throw lack(of: secret.name, for: server) }
    }

    /// Why a secret has no value.
    func lack(of name: String, for server: ServerID) -> LaunchError {
        supply?.problems[name].map { .unusableSecret(name, of: server, $0) } ?? .missingSecret(name, of: server)
    }

    /// `execution.local.environment`
    private func addOwn(
        of definition: ServerDefinition, _ local: LocalExecution, _ places: Places, to result: inout PlannedEnvironment
    ) {
        let secrets = Set(definition.secrets.map(\.name))
        var variables = places.variables
        // Nobody but the user can read a process's environment, and its arguments everybody.
        variables.takesSecrets = true
        for (name, value) in local.environment.sorted(by: { $0.key < $1.key }) {
            // Also what the definition itself gives a secret's variable is a secret.
            let origin: EnvironmentReport.Origin = secrets.contains(name) ? .secret : .definition
            do throws(LaunchError) {
                result.set(name, try variables.expand(value, key: "execution.local.environment.\(name)"), origin)
            } catch {
                result.set(name, nil, origin)
                result.fail(error)
            }
        }
    }

    /// The daemon's variables on the allow-list, and the PATH of the login shell.
    private func inheritedEnvironment(_ shell: ShellAnswer) -> PlannedEnvironment {
        let path = SearchPath(shell: shell, daemon: environment["PATH"], extra: extraPath)
        var result = PlannedEnvironment(pathOrigin: path.origin)
        for (name, value) in environment where InheritedEnvironment.includes(name) { result.set(name, value, .inherited) }
        result.set("PATH", path.text, path.isFromShell ? .shell : .inherited)
        return result
    }

    /// What the definition makes of PATH still ends with our own folder, and begins with the server's virtual environment.
    private func completePath(
        of result: inout PlannedEnvironment, _ definition: ServerDefinition, _ local: LocalExecution, _ places: Places
    ) {
        let origin = result.variables["PATH"]?.origin ?? .manager
        var path = result.path
        if wantsPythonEnvironment(definition, local) {
            let folder = pythonFolder(places)
            result.set("VIRTUAL_ENV", folder, .manager)
            path.insert("\(folder)/bin", at: 0)
        }
        result.set("PATH", (path + extraPath.filter { !path.contains($0) }).joined(separator: ":"), origin)
    }
}
