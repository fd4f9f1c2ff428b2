import DocumentEditing
import ServerConfiguration
import ServerModel

/// What a client's entry for a server is as a server of ours: its credentials are secrets, and the rest is as it was.
struct Takeover: Sendable {
    var id: ServerID
    var launch: Launch
    /// The secret of each of the entry's places, in their order.
    var secrets: [String]
    /// The values of the secrets.
    var values: [String: SecretValue]

    enum Launch: Hashable, Sendable {
        case command(String, [String], environment: [String: String], directory: String?)
        case address(String, headers: [String: String], Transport?)
    }

    /// Why an entry cannot be taken over; `nil` when it can.
    static func obstacle(to entry: ClientEntry, _ definitions: [ServerID: DefinitionStore.Loaded]) -> String? {
        do throws(Obstacle) {
            let takeover = try Takeover(of: entry)
            guard let loaded = definitions[takeover.id] else { return nil }
            _ = try takeover.lacking(in: loaded.reading.definition)
            return nil
        } catch {
            return error.text
        }
    }

    init(of entry: ClientEntry) throws(Obstacle) {
        try Self.check(entry)
        id = try Self.identifier(entry.name)
        var names: [String: SecretValue] = [:]
        var secrets: [String] = []
        for place in entry.places {
            let value = SecretValue(place.credential)
            let name = SecretName.free(place.secret) { names[$0] != nil && names[$0] != value }
            names[name] = value
            secrets.append(name)
        }
        self.secrets = secrets
        values = names
        launch = try EntryReading(entry, secrets: secrets).launch()
    }

    private static func check(_ entry: ClientEntry) throws(Obstacle) {
        if let obstacle = entry.client.obstacle { throw Obstacle(obstacle) }
        guard entry.document.isWhole else { throw Obstacle("the file has mistakes: mend them first") }
        if entry.document.file.facts.names > 1 {
            throw Obstacle("the file has several names (hard links): make one of them the only one")
        }
        var value = entry.document.root
        for key in entry.path {
            guard let table = value, !table.hasTwins else {
                throw Obstacle("'\(key)' is in the file twice: keep one of the two")
            }
            value = table[key] ?? table.items?.first { $0["name"]?.text == key }
        }
        if entry.value.hasTwins { throw Obstacle("a key of the entry is there twice: keep one of the two") }
        let unknown = entry.value.members?.first { foreignKeys.contains($0.key) }
        if let unknown {
            throw Obstacle("'\(unknown.key)' has no counterpart in a definition: define the server with 'mcp-manager add'")
        }
    }

    /// What an entry may have that a definition cannot say, and that changes what the server gets.
    private static let foreignKeys: Set<String> = [
        "envFile", "env_file", "env_vars", "env_keys", "env_http_headers", "bearer_token_env_var", "headersHelper", "oauth",
        "auth",
        "authProviderType", "sandbox", "requestOptions", "requestInit",
    ]

    private static func identifier(_ name: String) throws(Obstacle) -> ServerID {
        if let id = try? ServerID(name) { return id }
        let words = name.split { !$0.isASCII || !($0.isLetter || $0.isNumber || "._-".contains($0)) }
        if let id = try? ServerID(String(words.joined(separator: "-").drop { !$0.isLetter && !$0.isNumber }.prefix(64))) {
            return id
        }
        throw Obstacle("'\(name)' cannot be the name of a server of ours: rename the entry")
    }

    // MARK: A server of this name that is there already

    /// The secrets that its definition must ask for in addition. Throws when it is another server.
    func lacking(in definition: ServerDefinition?) throws(Obstacle) -> [String] {
        guard let definition else {
            throw Obstacle("the definition of '\(id)' has errors: mend them first, 'mcp-manager doctor' tells them")
        }
        let other = Obstacle("a server named '\(id)' is defined, and it is another one: rename one of the two")
        switch launch {
        case .command(let command, let args, let environment, let directory):
            guard definition.execution.mode == .local, let local = definition.execution.local, local.command == command,
                local.args == args, local.cwd == directory || directory == nil
            else { throw other }
            var lacking: [String] = []
            for (name, value) in environment.sorted(by: { $0.key < $1.key }) where local.environment[name] != value {
                guard value == "${secret:\(name)}", local.environment[name] == nil else {
                    throw Obstacle("a server named '\(id)' is defined, with another value for '\(name)': rename one of the two")
                }
                if let obstacle = DefinitionEdits.obstacle(toDeclaring: name, in: definition) { throw Obstacle(obstacle) }
                if !definition.secrets.contains(where: { $0.name == name }) { lacking.append(name) }
            }
            return lacking
        case .address(let url, let headers, _):
            guard definition.execution.mode == .remote, let remote = definition.execution.remote, remote.url == url,
                remote.headers == headers
            else { throw other }
            return []
        }
    }

    // MARK: A new definition

    /// Its text. Throws when there can be no such definition.
    func definitionText(from client: String) throws(Obstacle) -> String {
        do {
            switch launch {
            case .command(let command, let args, let environment, let directory):
                return try DefinitionWriter.text(
                    for: NewServer(
                        name: id.rawValue, command: command, args: args, environment: environment,
                        description: "Taken over from \(client)", directory: directory))
            case .address(let url, let headers, let transport):
                let text = DefinitionText.remote(
                    id, url: url, headers: headers, transport, description: "Taken over from \(client)")
                let reading = DefinitionReader.read(text: text, file: "\(id).yaml", expecting: id)
                if let problem = reading.diagnostics.first(where: { $0.severity == .error }) {
                    throw Obstacle("\(problem.message): \(problem.fix)")
                }
                return text
            }
        } catch {
            throw Obstacle((error as? Obstacle)?.text ?? ErrorReport(describing: error).description)
        }
    }
}
