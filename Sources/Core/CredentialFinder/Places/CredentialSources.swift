import ServerModel

/// The files in which credentials are looked for.
struct CredentialSources: Sendable {
    /// The home of mcp-manager.
    var home: String
    var userHome: String
    var environment: [String: String]
    /// The folders in which servers' code is, besides `servers/NAME/`.
    var sourceFolders: [(server: ServerID, folder: String)]

    /// One file to look into.
    struct Source: Sendable {
        var path: String
        var kind: Kind

        enum Kind: Sendable {
            case client(ClientFile)
            /// Of a server of ours, or of nobody's in particular.
            case variables(ServerID?)
            case definition(ServerID)
        }
    }

    /// The usual places: definitions, files of variables, clients' files. Those that are not there are left out.
    func usual() -> [Source] {
        var sources = definitions() + serverFolders()
        sources.append(Source(path: "\(userHome)/.env", kind: .variables(nil)))
        for row in ClientFile.all { sources += files(of: row).map { Source(path: $0, kind: .client(row)) } }
        return Self.each(sources)
    }

    private func files(of row: ClientFile) -> [String] { (Self.isMac ? row.mac : row.linux).flatMap(expanded) }

    private func knownFiles() -> [String: ClientFile] {
        Dictionary(ClientFile.all.flatMap { row in files(of: row).map { ($0, row) } }) { first, _ in first }
    }

    /// What is at explicit paths: files as what they look like, folders with the files in them that may hold credentials.
    func explicit(_ paths: [String]) -> [Source] {
        var sources: [Source] = []
        let known = knownFiles()
        for path in paths {
            if Folder.exists(path) {
                sources += FolderSearch(root: path).paths.compactMap { source(at: $0, known, isWanted: false) }
            } else if let source = source(at: path, known, isWanted: true) {
                sources.append(source)
            }
        }
        return Self.each(sources)
    }

    private func definitions() -> [Source] {
        let folder = "\(home)/servers"
        return Folder.names(in: folder).compactMap { name in
            Self.definedServer(name).map { Source(path: "\(folder)/\(name)", kind: .definition($0)) }
        }
    }

    private func serverFolders() -> [Source] {
        let own = Folder.names(in: "\(home)/servers").compactMap { name -> (server: ServerID, folder: String)? in
            guard let id = try? ServerID(name), Folder.exists("\(home)/servers/\(name)") else { return nil }
            return (id, "\(home)/servers/\(name)")
        }
        return (own + sourceFolders).flatMap { server, folder in
            FolderSearch(root: folder).paths.filter { Self.isVariables(Folder.name(of: $0)) }
                .map { Source(path: $0, kind: .variables(server)) }
        }
    }

    /// `nil` for a file in a folder that nothing is known of.
    private func source(at path: String, _ known: [String: ClientFile], isWanted: Bool) -> Source? {
        let name = Folder.name(of: path)
        let server = server(of: path)
        if Self.isVariables(name) { return Source(path: path, kind: .variables(server)) }
        if Folder.parent(of: path) == "\(home)/servers", let id = Self.definedServer(name) {
            return Source(path: path, kind: .definition(id))
        }
        if let row = known[path] ?? ClientFile.all.first(where: { $0.project.contains { path.hasSuffix("/\($0)") } }) {
            return Source(path: path, kind: .client(row))
        }
        switch name.split(separator: ".").last.map({ $0.lowercased() }) ?? "" {
        case "json" where isWanted || name.contains("mcp"), "jsonc" where isWanted, "json5" where isWanted:
            return Source(path: path, kind: .client(.unknown(.json)))
        case "toml" where isWanted: return Source(path: path, kind: .client(.unknown(.toml)))
        case "yaml" where isWanted, "yml" where isWanted: return Source(path: path, kind: .client(.unknown(.yaml)))
        default: return isWanted ? Source(path: path, kind: .variables(server)) : nil
        }
    }

    /// Whose folder a file is in.
    private func server(of path: String) -> ServerID? {
        if path.hasPrefix("\(home)/servers/") {
            let name = path.dropFirst("\(home)/servers/".count).prefix { $0 != "/" }
            if let id = try? ServerID(String(name)), Folder.exists("\(home)/servers/\(name)") { return id }
        }
        return sourceFolders.first { path.hasPrefix("\($0.folder)/") }?.server
    }

    /// The paths that a pattern of the table stands for; none when a variable in it is not set.
    func expanded(_ pattern: String) -> [String] {
        var parts = pattern.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts[0] == "~" {
            parts[0] = userHome
        } else if parts[0].hasPrefix("$") {
            let name = String(parts[0].dropFirst())
            let value = environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
            guard let folder = value ?? (name == "XDG_CONFIG_HOME" ? "\(userHome)/.config" : nil) else { return [] }
            parts[0] = folder
        }
        return parts.dropFirst().reduce([parts[0]]) { folders, part in
            guard part.contains("*") else { return folders.map { "\($0)/\(part)" } }
            let ends = part.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
            return folders.flatMap { folder in
                Folder.names(in: folder).filter { $0.first != "." && $0.hasPrefix(ends[0]) && $0.hasSuffix(ends[1]) }.map {
                    "\(folder)/\($0)"
                }
            }
        }
    }

    private static func definedServer(_ name: String) -> ServerID? {
        for ending in [".yaml", ".yml"] where name.hasSuffix(ending) {
            return try? ServerID(String(name.dropLast(ending.count)))
        }
        return nil
    }

    /// `.env` and `.env.local`, and not what shows how one looks.
    static func isVariables(_ name: String) -> Bool {
        guard name == ".env" || name.hasPrefix(".env.") else { return false }
        let endings = ["example", "sample", "template", "dist", "tmpl", "defaults", "schema"]
        return !name.split(separator: ".").dropFirst().contains { endings.contains($0.lowercased()) }
    }

    /// Each file once, however many names lead to it.
    private static func each(_ sources: [Source]) -> [Source] {
        var seen: Set<String> = []
        return sources.filter { source in Folder.realPath(source.path).map { seen.insert($0).inserted } ?? false }
    }

    #if os(macOS)
        private static let isMac = true
    #else
        private static let isMac = false
    #endif
}
