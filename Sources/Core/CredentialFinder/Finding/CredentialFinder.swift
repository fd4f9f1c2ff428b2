import CarefulFiles
import ClientPlatforms
import DocumentEditing
import ServerConfiguration
import ServerModel

/// Looks for credentials in plain text: in the files of AI clients, files of variables, and our own definitions.
///
/// It reads and never writes. Files that cannot be read, are too large or make no sense are left out, as far as they make none.
public struct CredentialFinder: Sendable {
    let home: String
    let userHome: String
    let environment: [String: String]
    /// The clients that are known, asked for each time: people may describe others.
    let platforms: @Sendable () -> [Platform]

    /// - Parameters:
    ///   - home: that of mcp-manager, an absolute path without a slash at its end; `userHome` likewise.
    ///   - environment: for the variables that say where clients keep their files.
    package init(
        home: String, userHome: String, environment: [String: String],
        platforms: @escaping @Sendable () -> [Platform] = { Platform.builtIn }
    ) {
        self.home = home
        self.userHome = userHome
        self.environment = environment
        self.platforms = platforms
    }

    /// Reads all the files; it takes its time, and belongs on no event loop.
    ///
    /// - Parameter paths: absolute; files and folders. Empty: the usual places.
    public func find(in paths: [String] = []) -> [FoundCredential] {
        search(paths.isEmpty ? nil : paths).findings.map(\.credential)
    }

    /// What is needed to move what was found.
    struct Search: Sendable {
        var findings: [Finding]
        var definitions: [ServerID: DefinitionStore.Loaded]
    }

    func search(_ paths: [String]?, besidesUsual: Bool = false) -> Search {
        let definitions = definitions()
        let sources = sources(definitions)
        var wanted = paths.map(sources.explicit) ?? []
        if paths == nil || besidesUsual { wanted += sources.usual() }
        var seen: Set<String> = []
        let findings = wanted.flatMap { source -> [Finding] in
            guard let file = try? SourceFile(reading: source.path), seen.insert(file.realPath).inserted else { return [] }
            // Windows' editors write UTF-16; nothing we look for can be seen in it.
            guard !file.bytes.starts(with: [0xFF, 0xFE]), !file.bytes.starts(with: [0xFE, 0xFF]) else { return [] }
            return self.findings(in: file, source.kind, definitions)
        }
        return Search(findings: findings, definitions: definitions)
    }

    func definitions() -> [ServerID: DefinitionStore.Loaded] {
        DefinitionStore(directory: "\(home)/servers").load().definitions
    }

    func sources(_ definitions: [ServerID: DefinitionStore.Loaded]) -> CredentialSources {
        CredentialSources(
            home: home, userHome: userHome, environment: environment, platforms: platforms(),
            sourceFolders: sourceFolders(of: definitions))
    }

    private func findings(
        in file: SourceFile, _ kind: CredentialSources.Source.Kind, _ definitions: [ServerID: DefinitionStore.Loaded]
    ) -> [Finding] {
        switch kind {
        case .client(let row): clientFindings(in: Document(file, row.format), row, definitions)
        case .variables(let server): variableFindings(in: file, of: server, definitions)
        case .definition(let id): definitionFindings(in: Document(file, .yaml), of: id, definitions[id]?.reading.definition)
        }
    }

    // MARK: Each kind of file

    private func clientFindings(
        in document: Document, _ row: ClientFile, _ definitions: [ServerID: DefinitionStore.Loaded]
    ) -> [Finding] {
        ClientEntry.all(in: document, row).flatMap { entry -> [Finding] in
            let places = entry.places
            let obstacle = Takeover.obstacle(to: entry, definitions)
            return places.enumerated().map { index, place in
                let (line, column) = document.place(of: place.value.span.lowerBound)
                let found = FoundCredential(
                    id: identity(of: document.file, place.value.span.lowerBound + place.part.lowerBound, place.key),
                    file: document.file.path,
                    line: line, column: column, kind: .clientFile, client: row.title.isEmpty ? nil : row.title,
                    server: entry.name,
                    key: place.key, hint: SecretName.hint(for: place.credential), reason: place.reason, obstacle: obstacle)
                return Finding(
                    credential: found, value: SecretValue(place.credential), file: document.file, spot: .entry(entry, index),
                    span: place.value.span)
            }
        }
    }

    private func variableFindings(
        in file: SourceFile, of server: ServerID?, _ definitions: [ServerID: DefinitionStore.Loaded]
    ) -> [Finding] {
        EnvironmentFile.entries(of: file.bytes).compactMap { entry in
            let judgements = CredentialJudge.judgements(of: entry.value, named: entry.name, at: .variable)
            guard let judgement = judgements.first else { return nil }
            let (line, column) = file.bytes.place(of: entry.span.lowerBound)
            let obstacle = Self.obstacle(to: entry, of: server, file, definitions)
            let found = FoundCredential(
                id: identity(of: file, entry.span.lowerBound, entry.name), file: file.path, line: line, column: column,
                kind: .environmentFile, server: server?.rawValue, key: entry.name, hint: SecretName.hint(for: entry.value),
                reason: judgement.reason, obstacle: obstacle)
            return Finding(credential: found, value: SecretValue(entry.value), file: file, spot: .line(entry), span: entry.span)
        }
    }

    private func definitionFindings(in document: Document, of id: ServerID, _ definition: ServerDefinition?) -> [Finding] {
        let sections = ["local", "remote", "docker"].flatMap { document.values(at: ["execution", $0]) }
        return sections.flatMap { EntryScan.places(in: $0.value) }.map { place in
            let (line, column) = document.place(of: place.value.span.lowerBound)
            let obstacle = DefinitionEdits.obstacle(to: place, in: document, of: definition)
            let found = FoundCredential(
                id: identity(of: document.file, place.value.span.lowerBound + place.part.lowerBound, place.key),
                file: document.file.path,
                line: line, column: column, kind: .definition, server: id.rawValue, key: place.key,
                hint: SecretName.hint(for: place.credential), reason: place.reason, obstacle: obstacle)
            return Finding(
                credential: found, value: SecretValue(DefinitionEdits.literal(place.credential) ?? place.credential),
                file: document.file, spot: .definition(id, place),
                span: place.value.span)
        }
    }

    /// Why a line of a file of variables cannot be moved.
    private static func obstacle(
        to entry: EnvironmentFile.Entry, of server: ServerID?, _ file: SourceFile,
        _ definitions: [ServerID: DefinitionStore.Loaded]
    ) -> String? {
        if !isEnvironmentName(entry.name) { return "'\(entry.name)' cannot be the name of a secret: use letters, digits and '_'" }
        if file.facts.names > 1 { return "the file has several names (hard links): make one of them the only one" }
        guard String(validating: file.bytes, as: UTF8.self) != nil else { return "the file is not UTF-8: save it as UTF-8" }
        guard let server else { return nil }
        guard let loaded = definitions[server] else {
            return "no server is named '\(server)': define it first, or name another one"
        }
        guard let definition = loaded.reading.definition else {
            return "the definition of '\(server)' has errors: mend them first, 'mcp-manager doctor' tells them"
        }
        return DefinitionEdits.obstacle(toDeclaring: entry.name, in: definition)
    }

    /// The same while the file is the same; says nothing of the value.
    private func identity(of file: SourceFile, _ offset: Int, _ key: String) -> String {
        var digest = ContentDigest()
        for part in [file.realPath, "\(offset)", key, "\(file.facts.modified)", "\(file.facts.inode)", "\(file.bytes.count)"] {
            digest.add(part)
        }
        return digest.short
    }

    private func sourceFolders(of definitions: [ServerID: DefinitionStore.Loaded]) -> [(server: ServerID, folder: String)] {
        definitions.sorted { $0.key < $1.key }.compactMap { id, loaded in
            guard let written = loaded.reading.definition?.execution.local?.sourceDir else { return nil }
            let own = "\(home)/servers/\(id)"
            let text = InterpolatedText(written).replacing { variable in
                switch variable {
                case .serverDirectory: own
                case .home: home
                case .environment(let name): environment[name] ?? ""
                case .sourceDirectory, .configDirectory, .logsDirectory, .port, .secret: ""
                }
            }
            if text.hasPrefix("~/") { return (id, userHome + text.dropFirst()) }
            return (id, text.hasPrefix("/") ? text : "\(own)/\(text)")
        }
    }
}
