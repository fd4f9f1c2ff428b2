import CarefulFiles
import ClientPlatforms
import DocumentEditing
import ServerConfiguration
import ServerModel

/// Works out what a move does. Pure: reads nothing but what was found.
struct MovePlanner {
    private let search: CredentialFinder.Search
    private let servers: String
    private let bridge: Bridge
    private var plan = MovePlan(moved: [], values: [:], changes: [])
    private var definitions: [ServerID: DefinitionEdits] = [:]
    private var documents: [ServerID: Document] = [:]
    private var takeovers: [ServerID: (takeover: Takeover, text: String)] = [:]
    private var edits: [String: (file: SourceFile, edits: [TextEdit])] = [:]
    private var clients: [String: (old: Document, new: EditableDocument)] = [:]

    /// - Parameters:
    ///   - servers: the folder of definitions.
    ///   - bridge: what clients are pointed at.
    static func plan(
        _ request: CredentialMoveRequest, of search: CredentialFinder.Search, servers: String, bridge: Bridge
    ) throws -> MovePlan {
        var planner = MovePlanner(search: search, servers: servers, bridge: bridge)
        try planner.collect(request)
        try planner.finish()
        return planner.plan
    }

    /// Takes entries over, each as the server it is to be.
    static func plan(
        importing groups: [(id: ServerID, places: [ImportCandidate.Place], entries: [ClientEntry])],
        of search: CredentialFinder.Search, servers: String, bridge: Bridge
    ) throws -> MovePlan {
        var planner = MovePlanner(search: search, servers: servers, bridge: bridge)
        for group in groups {
            for entry in group.entries {
                do {
                    try planner.take(entry, as: group.id)
                } catch let obstacle as Obstacle {
                    throw CredentialMoveError.obstacle(
                        file: entry.document.file.path, key: entry.name, text: obstacle.text)
                }
            }
            planner.plan.imported.append(ImportOutcome.Imported(server: group.id, places: group.places))
        }
        try planner.finish()
        return planner.plan
    }

    private init(search: CredentialFinder.Search, servers: String, bridge: Bridge) {
        self.search = search
        self.servers = servers
        self.bridge = bridge
    }

    private mutating func collect(_ request: CredentialMoveRequest) throws {
        let wanted = Set(request.ids)
        let chosen = search.findings.filter { wanted.contains($0.credential.id) }
        let unknown = wanted.subtracting(chosen.map(\.credential.id)).sorted()
        guard unknown.isEmpty else { throw CredentialMoveError.unknownCredentials(unknown) }
        var entries: Set<[String]> = []
        for finding in chosen {
            if let obstacle = finding.credential.obstacle { throw error(finding, obstacle) }
            do {
                switch finding.spot {
                case .entry(let entry, _):
                    if entries.insert([entry.document.file.realPath] + entry.path).inserted { try take(entry) }
                case .definition(let id, let place): try take(finding, place, of: id)
                case .line(let entry): try take(finding, entry, for: request.server)
                }
            } catch let obstacle as Obstacle {
                throw error(finding, obstacle.text)
            }
        }
    }

    private func error(_ finding: Finding, _ text: String) -> CredentialMoveError {
        .obstacle(file: finding.file.path, key: finding.credential.key, text: text)
    }

    // MARK: Each kind of finding

    /// A client's entry, with everything in it; under another name, if there is one.
    private mutating func take(_ entry: ClientEntry, as id: ServerID? = nil) throws {
        var takeover = try Takeover(of: entry)
        if let id { takeover.id = id }
        if let planned = takeovers[takeover.id] {
            guard planned.takeover.launch == takeover.launch else { throw CredentialMoveError.twoServers(takeover.id) }
        } else if let loaded = search.definitions[takeover.id] {
            for name in try takeover.lacking(in: loaded.reading.definition) {
                try change(takeover.id) { $0.declare(name) }
            }
        } else {
            takeovers[takeover.id] = (takeover, try takeover.definitionText(from: entry.client.title))
        }
        for (name, value) in takeover.values { try keep(value, as: name, of: takeover.id) }
        try point(entry, to: takeover.id)
        for finding in search.findings where finding.file.realPath == entry.document.file.realPath {
            guard case .entry(let other, let index) = finding.spot, other.path == entry.path else { continue }
            plan.moved.append(
                CredentialMove.Moved(credential: finding.credential, server: takeover.id, secret: takeover.secrets[index]))
        }
    }

    private mutating func point(_ entry: ClientEntry, to id: ServerID) throws {
        let file = entry.document.file
        var document: EditableDocument
        if let known = clients[file.realPath] {
            document = known.new
        } else {
            do throws(DocumentMistake) {
                // What its client may not take, a comment or a comma, is not ours to judge here.
                let format = [.json, .jsonWithComments].contains(entry.client.format) ? .jsonc : entry.client.format
                document = try EditableDocument(file.bytes, format: format)
            } catch {
                throw Obstacle(
                    "the file has mistakes (line \(error.line), column \(error.column): \(error.message)): mend them first")
            }
        }
        plan.adopted.append(try EntryPointing.point(entry, to: id, bridge: bridge, in: &document))
        clients[file.realPath] = (entry.document, document)
    }

    /// A value in one of our definitions.
    private mutating func take(_ finding: Finding, _ place: CredentialPlace, of id: ServerID) throws {
        var name = place.secret
        try change(id) { name = $0.replace(place) }
        guard documents[id]?.file.bytes == finding.file.bytes else { throw CredentialMoveError.changedSince([finding.file.path]) }
        try keep(finding.value, as: name, of: id)
        plan.moved.append(CredentialMove.Moved(credential: finding.credential, server: id, secret: name))
    }

    /// A line of a file of variables.
    private mutating func take(_ finding: Finding, _ entry: EnvironmentFile.Entry, for server: String?) throws {
        guard let written = finding.credential.server ?? server else {
            throw CredentialMoveError.needsServer(file: finding.file.path, key: entry.name)
        }
        let known = search.definitions.keys.sorted()
        guard let id = try? ServerID(written), let definition = search.definitions[id]?.reading.definition else {
            throw UnknownServer(name: written, among: known)
        }
        if let obstacle = DefinitionEdits.obstacle(toDeclaring: entry.name, in: definition) { throw Obstacle(obstacle) }
        try change(id) { $0.declare(entry.name) }
        try keep(finding.value, as: entry.name, of: id)
        add(
            [TextEdit(entry.lines, "# \(entry.name) is kept by mcp-manager now ('mcp-manager secrets list \(id)')")],
            to: finding.file)
        plan.moved.append(CredentialMove.Moved(credential: finding.credential, server: id, secret: entry.name))
    }

    // MARK: Together

    private mutating func keep(_ value: SecretValue, as name: String, of id: ServerID) throws {
        if let other = plan.values[id]?[name], other != value { throw CredentialMoveError.twoValues(server: id, secret: name) }
        plan.values[id, default: [:]][name] = value
    }

    private mutating func add(_ new: [TextEdit], to file: SourceFile) {
        edits[file.realPath, default: (file, [])].edits += new
    }

    private mutating func change(_ id: ServerID, _ change: (inout DefinitionEdits) -> Void) throws {
        if definitions[id] == nil {
            guard let loaded = search.definitions[id], let definition = loaded.reading.definition else {
                throw Obstacle("the definition of '\(id)' has errors: mend them first, 'mcp-manager doctor' tells them")
            }
            let document = Document(try SourceFile(reading: loaded.path), .yaml)
            if document.file.facts.names > 1 {
                throw Obstacle("\(loaded.path) has several names (hard links): make one of them the only one")
            }
            documents[id] = document
            definitions[id] = DefinitionEdits(document, definition)
        }
        if var edits = definitions[id] {
            change(&edits)
            definitions[id] = edits
        }
    }

    private mutating func finish() throws {
        let spans = Dictionary(grouping: search.findings) { $0.file.realPath }.mapValues { $0.map(\.span) }
        for (id, new) in takeovers.sorted(by: { $0.key < $1.key }) {
            plan.changes.append(FileChange(making: "\(servers)/\(id).yaml", new.text))
        }
        for (id, definition) in definitions.sorted(by: { $0.key < $1.key }) {
            guard let file = documents[id]?.file else { continue }
            let made: [TextEdit]
            do {
                made = try definition.edits()
            } catch {
                throw CredentialMoveError.obstacle(file: file.path, key: id.rawValue, text: error.text)
            }
            if !made.isEmpty { plan.changes.append(try FileChange(file, made, hiding: spans[file.realPath] ?? [])) }
        }
        for (path, work) in clients.sorted(by: { $0.key < $1.key }) {
            let hidden = (spans[path] ?? []) + (work.old.root.map(SecretSpans.spans) ?? [])
            plan.changes.append(FileChange(work.old.file, work.new, hiding: hidden))
        }
        for (path, work) in edits.sorted(by: { $0.key < $1.key }) {
            plan.changes.append(try FileChange(work.file, work.edits, hiding: spans[path] ?? []))
        }
    }
}
