import CarefulFiles
import ClientPlatforms
import ServerModel

/// The files in which credentials are looked for.
struct CredentialSources: Sendable {
    /// The home of mcp-manager.
    var home: String
    var userHome: String
    var environment: [String: String]
    /// The clients that are known.
    var platforms: [Platform]
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
        return Self.each(sources + clientFiles())
    }

    /// Every file of every client that is searched for servers, and that is there.
    func clientFiles() -> [Source] {
        let paths = PlatformPaths(PlatformPaths.Surroundings(userHome: userHome, environment: environment))
        return Self.each(
            platforms.flatMap { platform in
                [platform.files, platform.twins, platform.readOnlyFiles].flatMap(paths.all).map { path in
                    Source(path: path, kind: .client(ClientFile(platform, at: path)))
                }
            })
    }

    private func knownFiles() -> [String: ClientFile] {
        Dictionary(
            clientFiles().compactMap { source in
                if case .client(let file) = source.kind { (source.path, file) } else { nil }
            }
        ) { first, _ in first }
    }

    /// The client in whose projects a file of this path is.
    private func projectOwner(of path: String) -> Platform? {
        platforms.first { platform in
            platform.projectFiles.contains { pattern in
                let parts = pattern.split(separator: "/")
                let names = path.split(separator: "/").suffix(parts.count)
                return names.count == parts.count && zip(parts, names).allSatisfy { $0 == "*" || $0 == $1 }
            }
        }
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
        if let file = known[path] ?? projectOwner(of: path).map({ ClientFile($0, at: path) }) {
            return Source(path: path, kind: .client(file))
        }
        switch name.split(separator: ".").last.map({ $0.lowercased() }) ?? "" {
        case "json" where isWanted || name.contains("mcp"), "jsonc" where isWanted, "json5" where isWanted:
            return Source(path: path, kind: .client(ClientFile(unknown: .jsonc)))
        case "toml" where isWanted: return Source(path: path, kind: .client(ClientFile(unknown: .toml)))
        case "yaml" where isWanted, "yml" where isWanted: return Source(path: path, kind: .client(ClientFile(unknown: .yaml)))
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
}
