import ServerModel

/// Replaces the variables in the texts of one definition.
struct Variables {
    /// The variables without a name of their own.
    var places: [Variable: String]
    /// What `${env:NAME}` looks up.
    var environment: [String: String]
    /// What `${secret:NAME}` looks up; the second text is the key it is written at.
    var secret: (String, String) -> Result<String, LaunchError>
    /// Whether a secret may stand in the text; not where every process could read it.
    var takesSecrets = false
    /// The variables of the environment that hold a secret of this server.
    var secretNames: Set<String> = []

    /// `text` with every variable replaced. `key` is where it was written, for the error.
    func expand(_ text: String, key: String) throws(LaunchError) -> String {
        var result = ""
        for part in InterpolatedText(text).parts {
            switch part {
            case .text(let text): result += text
            case .variable(let variable): result += try value(of: variable, key: key)
            case .invalid(let written): throw .notAVariable(written, key: key)
            }
        }
        return result
    }

    /// As ``expand(_:key:)``, with `~` and `~/…` for the user's home as well.
    func expandPath(_ text: String, key: String, userHome: String) throws(LaunchError) -> String {
        if text == "~" { return userHome }
        if text.hasPrefix("~/") { return try userHome + "/" + expand(String(text.dropFirst(2)), key: key) }
        return try expand(text, key: key)
    }

    private func value(of variable: Variable, key: String) throws(LaunchError) -> String {
        switch variable {
        case .port:
            guard let value = places[variable] else { throw .noPort(key) }
            return value
        case .serverDirectory, .sourceDirectory, .configDirectory, .logsDirectory, .home:
            // `source_dir` itself is written before it has a value.
            guard let value = places[variable] else { throw .circular(key) }
            return value
        case .environment(let name):
            guard takesSecrets || !secretNames.contains(name) else { throw .exposedSecret(name, key: key) }
            guard let value = environment[name] else { throw .unsetVariable(name, key: key) }
            return value
        case .secret(let name):
            guard takesSecrets else { throw .exposedSecret(name, key: key) }
            return try secret(name, key).get()
        }
    }
}

extension LaunchError {
    fileprivate static func notAVariable(_ written: String, key: String) -> LaunchError {
        let name = String(written.dropFirst(2).prefix { $0 != "}" })
        let closest = written.hasSuffix("}") ? closestMatch(to: name, among: Variable.fixed.map(\.name)) : nil
        return LaunchError(
            code: "unknown-variable", problem: "in \(key), '\(written)' is no variable",
            remedy: closest.map { "did you mean '${\($0)}'?" }
                ?? "the variables are: \(Variable.fixed.map(\.name).joined(separator: ", ")), env:NAME; write '$${' for a plain '${'"
        )
    }

    fileprivate static func circular(_ key: String) -> LaunchError {
        LaunchError(
            code: "unknown-variable", problem: "\(key) names itself", remedy: "write '${server_dir}' or a path instead")
    }

    fileprivate static func noPort(_ key: String) -> LaunchError {
        LaunchError(
            code: "unknown-variable", problem: "\(key) names the port, and there is none", remedy: "write it as execution.port")
    }

    fileprivate static func unsetVariable(_ name: String, key: String) -> LaunchError {
        LaunchError(
            code: "unknown-variable", problem: "\(key) needs the environment variable \(name), which the daemon does not have",
            remedy: "set \(name) where you log in and restart the daemon, or write its value in the definition")
    }

    fileprivate static func exposedSecret(_ name: String, key: String) -> LaunchError {
        LaunchError(
            code: "exposed-secret", problem: "\(key) would show the secret \(name) to every process on this machine",
            remedy: "have it in the environment instead: name it under 'secrets', or write '${secret:\(name)}' as the value of a "
                + "variable under execution.local.environment")
    }
}
