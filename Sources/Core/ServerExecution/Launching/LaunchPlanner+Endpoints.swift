import ServerModel

/// Servers over HTTP: where they listen, and what is sent along.
extension LaunchPlanner {
    /// A server of ours on this machine.
    func localEndpoint(of definition: ServerDefinition, _ transport: Endpoint.Transport) throws(LaunchError) -> Endpoint {
        guard let port = definition.execution.port else {
            throw LaunchError(
                code: "bad-address", problem: "'\(definition.name)' listens on a port, and there is none in its definition",
                remedy: "write it as execution.port")
        }
        let path = try path(of: definition, transport)
        return Endpoint(
            url: "http://127.0.0.1:\(port)\(path)", transport: transport,
            healthPath: definition.execution.remote?.healthCheckPath)
    }

    /// A server that somebody else runs: `url`, or `protocol`, `host` and `port`; https and `/mcp` unless written.
    func remoteEndpoint(of definition: ServerDefinition) throws(LaunchError) -> Endpoint {
        guard let remote = definition.execution.remote else { throw .badAddress(definition.name, key: "execution.remote") }
        for (key, value) in [("ssh", remote.ssh), ("manager", remote.manager)] where value != nil {
            throw .notSupported("execution.remote.\(key)", of: definition.name, instead: "mode: local")
        }
        let transport: Endpoint.Transport =
            switch definition.execution.transport {
            case .stdio: .any
            case .streamableHTTP: .streamableHTTP
            case .sse: .sse
            }
        var variables = variables(of: definition)
        variables.takesSecrets = true
        let url: String
        if let written = remote.url {
            url = try variables.expand(written, key: "execution.remote.url")
            guard Self.isAddress(url) else { throw .badAddress(definition.name, key: "execution.remote.url") }
        } else {
            let host = try variables.expand(remote.host ?? "", key: "execution.remote.host")
            let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
            let port = remote.port.map { ":\($0)" } ?? ""
            url = "\(remote.protocolScheme ?? "https")://\(name)\(port)\(try path(of: definition, transport))"
            guard Self.isAddress(url), !host.contains("/") else {
                throw .badAddress(definition.name, key: "execution.remote.host")
            }
        }
        return Endpoint(
            url: url, transport: transport, headers: try headers(of: definition, remote, variables),
            healthPath: remote.healthCheckPath)
    }

    private func path(of definition: ServerDefinition, _ transport: Endpoint.Transport) throws(LaunchError) -> String {
        guard let written = definition.execution.path else { return transport == .sse ? "/sse" : "/mcp" }
        var variables = variables(of: definition)
        variables.takesSecrets = true
        return try variables.expand(written, key: "execution.path")
    }

    private static func isAddress(_ url: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: url.lowercased().hasPrefix) else { return false }
        let authority = url.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
        return !authority.isEmpty && !authority.hasPrefix(":") && !url.contains { $0.isWhitespace || $0.isNewline }
    }

    // MARK: Headers

    /// Those written, and the one of `auth_method` unless it is written too.
    private func headers(
        of definition: ServerDefinition, _ remote: RemoteExecution, _ variables: Variables
    ) throws(LaunchError) -> [Endpoint.Header] {
        var headers: [Endpoint.Header] = []
        for (name, value) in remote.headers.sorted(by: { $0.key < $1.key }) {
            let expanded = try variables.expand(value, key: "execution.remote.headers.\(name)")
            headers.append(Endpoint.Header(name: name, value: expanded))
        }
        if let method = remote.authMethod, method != .none {
            let name = method == .bearer ? "Authorization" : "X-API-Key"
            if !headers.contains(where: { $0.name.lowercased() == name.lowercased() }) {
                let value = try credential(of: definition, for: method)
                headers.append(Endpoint.Header(name: name, value: method == .bearer ? "Bearer \(value)" : value))
            }
        }
        for header in headers where header.value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw .badHeader(header.name, of: definition.name)
        }
        return headers
    }

    /// What `auth_method` sends: the first password among the definition's secrets. Without one, the secret that is called after the
    /// server, `NAME_API_KEY` or `NAME_TOKEN`: one of a general name could be meant for somebody else.
    private func credential(
        of definition: ServerDefinition, for method: RemoteExecution.AuthMethod
    ) throws(LaunchError) -> String {
        let name = Self.credentialName(of: definition, for: method)
        guard let value = supply?.values[name], !value.isEmpty else {
            throw supply?.problems[name].map { .unusableSecret(name, of: definition.name, $0) }
                ?? .missingCredential(name, of: definition.name, for: method.rawValue)
        }
        return value.revealed
    }

    static func credentialName(of definition: ServerDefinition, for method: RemoteExecution.AuthMethod) -> String {
        if let secret = definition.secrets.first(where: { $0.type == .password }) { return secret.name }
        let server = definition.name.rawValue.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
        return String(server) + (method == .bearer ? "_TOKEN" : "_API_KEY")
    }

    // MARK: Variables

    /// All but `${source_dir}`, which is only there for a process.
    func variables(of definition: ServerDefinition) -> Variables {
        let server = "\(home)/servers/\(definition.name)"
        var places: [Variable: String] = [
            .serverDirectory: server, .configDirectory: "\(server)/config", .logsDirectory: "\(home)/logs/\(definition.name)",
            .home: home,
        ]
        places[.port] = definition.execution.port.map { String($0) }
        var variables = Variables(places: places, environment: environment) { name, key in
            if let value = supply?.values[name], !value.isEmpty { return .success(value.revealed) }
            return .failure(
                supply?.problems[name].map { .unusableSecret(name, in: key, $0) }
                    ?? .unsetSecret(name, key: key, of: definition.name))
        }
        let secrets = Self.secretsWanted(by: definition)
        let references = secrets.compactMap(\.from).filter { $0.hasPrefix("env:") }.map { String($0.dropFirst(4)) }
        variables.secretNames = Set(secrets.map(\.name) + references)
        return variables
    }
}
