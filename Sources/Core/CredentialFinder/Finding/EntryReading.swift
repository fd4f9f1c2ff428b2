import DocumentEditing
import ServerModel

/// Reads what an entry starts, with its credentials as `${secret:NAME}`.
struct EntryReading {
    private let entry: ClientEntry
    private let secrets: [String]

    init(_ entry: ClientEntry, secrets: [String]) {
        self.entry = entry
        self.secrets = secrets
    }

    func launch() throws(Obstacle) -> Takeover.Launch {
        for place in entry.places {
            switch place.role {
            case .variable, .variableItem, .header, .address, .containerVariable: break
            case .argument:
                throw Obstacle(
                    "'\(place.key)' is an argument, which every program on this machine can read: "
                        + "give it in a variable, if the server knows one"
                )
            case .setting:
                throw Obstacle("'\(place.key)' has no counterpart in a definition: define the server with 'mcp-manager add'")
            }
        }
        if let command = entry.value["command"] ?? entry.value["cmd"] { return try process(command) }
        guard let key = EntryScan.addressKeys.sorted().first(where: { entry.value[$0]?.text != nil }), let url = entry.value[key]
        else {
            throw Obstacle("the entry has neither a command nor an address: define the server with 'mcp-manager add'")
        }
        return try address(url)
    }

    private func process(_ command: PlacedValue) throws(Obstacle) -> Takeover.Launch {
        var words: [PlacedValue]
        if let items = command.items { words = items } else { words = [command] + (try list(entry.value["args"], "args")) }
        guard let program = words.first?.text, !program.isEmpty else { throw Obstacle("the entry's command is no text") }
        words.removeFirst()
        if program.contains("/"), !program.hasPrefix("/") {
            throw Obstacle("'\(program)' is somewhere else for us: write the whole path")
        }
        var environment: [String: String] = [:]
        for (name, value) in try table(EntryScan.environmentKeys) { environment[name] = try text(value) }
        var arguments: [String] = []
        for word in words {
            guard let place = container(word) else {
                arguments.append(try text(word))
                continue
            }
            // `-e NAME` takes the value from the environment.
            arguments.append(String((word.text ?? "").prefix { $0 != "=" }) == "--env" ? "--env=\(place.name)" : place.name)
            environment[place.name] = "${secret:\(place.secret)}"
        }
        for name in environment.keys where !isEnvironmentName(name) {
            throw Obstacle("'\(name)' cannot be the name of an environment variable: use letters, digits and '_'")
        }
        let directory = entry.value["cwd"] ?? entry.value["working_directory"]
        if let path = directory?.text, !path.hasPrefix("/") {
            throw Obstacle("'\(path)' is somewhere else for us: write the whole path")
        }
        return .command(
            try literal(program), arguments, environment: environment,
            directory: try directory.map { value throws(Obstacle) in try text(value) })
    }

    private func address(_ url: PlacedValue) throws(Obstacle) -> Takeover.Launch {
        var headers: [String: String] = [:]
        for (name, value) in try table(EntryScan.headerKeys) { headers[name] = try text(value) }
        let type = (entry.value["type"] ?? entry.value["transport"] ?? entry.value["transportType"])?.text?.lowercased() ?? ""
        // Without a word for it, both are tried when the server starts.
        let transport: Transport? = type == "sse" ? .sse : type.contains("http") ? .streamableHTTP : nil
        return .address(try text(url), headers: headers, transport)
    }

    private func container(_ word: PlacedValue) -> (name: String, secret: String)? {
        for (place, secret) in zip(entry.places, secrets) where place.value.span == word.span {
            if case .containerVariable(let name) = place.role { return (name, secret) }
        }
        return nil
    }

    /// A value of the entry as a definition writes it.
    private func text(_ value: PlacedValue) throws(Obstacle) -> String {
        guard let text = value.scalar else { throw Obstacle("the entry has a value where a text should be") }
        let bytes = Array(text.utf8)
        var result = ""
        var position = 0
        for (place, secret) in zip(entry.places, secrets) where place.value.span == value.span {
            result +=
                try literal(String(decoding: bytes[position..<place.part.lowerBound], as: UTF8.self)) + "${secret:\(secret)}"
            position = place.part.upperBound
        }
        return result + (try literal(String(decoding: bytes[position...], as: UTF8.self)))
    }

    /// Text without credentials; what only the client can fill in is an obstacle.
    private func literal(_ text: String) throws(Obstacle) -> String {
        let isReference = text.hasPrefix("$") && !text.hasPrefix("${") && isEnvironmentName(text.dropFirst())
        if isReference || text.contains("{env:") && !text.contains("${env:") || text.contains("{file:") { throw foreign }
        for part in InterpolatedText(text).parts {
            switch part {
            case .text, .variable(.environment): break
            case .variable, .invalid: throw foreign
            }
        }
        return text
    }

    private var foreign: Obstacle {
        Obstacle("the entry has a reference that only \(entry.client.title) fills in: define the server with 'mcp-manager add'")
    }

    private func list(_ value: PlacedValue?, _ key: String) throws(Obstacle) -> [PlacedValue] {
        guard let value else { return [] }
        guard let items = value.items else { throw Obstacle("'\(key)' of the entry is no list") }
        return items
    }

    private func table(_ keys: Set<String>) throws(Obstacle) -> [(String, PlacedValue)] {
        let found = (entry.value.members ?? []).filter { keys.contains($0.key) }
        guard found.count < 2, let member = found.first else {
            if found.isEmpty { return [] }
            throw Obstacle("the entry has both '\(found[0].key)' and '\(found[1].key)': keep one of the two")
        }
        guard let members = member.value.members, !member.value.hasTwins else {
            throw Obstacle("'\(member.key)' of the entry is no table, or has a key twice")
        }
        return members.map { ($0.key, $0.value) }
    }
}
