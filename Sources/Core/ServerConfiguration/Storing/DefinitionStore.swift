import ServerModel

/// The folder `servers/`: one definition in each `NAME.yaml`.
///
/// The files are the user's. They are read as they are, and written only to add a server or to take one away.
public struct DefinitionStore: Sendable {
    /// An absolute path without a slash at its end.
    public let directory: String

    public init(directory: String) {
        self.directory = directory
    }

    /// Reads every definition. Never fails: what cannot be read becomes a diagnostic.
    public func load() -> Contents {
        refresh(Contents())
    }

    /// Reads what changed since `previous`, by the files' fingerprints.
    public func refresh(_ previous: Contents) -> Contents {
        let names: [String]
        do {
            names = try TextFile.names(in: directory)
        } catch  where error.code == "not-found" {
            // Nobody has added a server yet.
            return Contents()
        } catch {
            // The servers we know of have not gone; they cannot be seen for the moment.
            return Contents(definitions: previous.definitions, strays: [Self.diagnostic(of: error)])
        }
        var contents = Contents()
        for (stem, files) in Dictionary(grouping: names.compactMap(DefinitionFileName.init), by: \.stem) {
            let paths = files.map { path(of: $0) }
            do {
                let id = try ServerID(stem)
                contents.definitions[id] =
                    paths.count == 1
                    ? refreshed(previous.definitions[id], id: id, path: paths[0]) : Self.conflict(paths)
            } catch {
                contents.strays += paths.map {
                    Diagnostic(
                        severity: .error, file: $0, line: 1, column: 1, message: "the file's name is not the name of a server",
                        fix: "rename it: \(error.remedy)")
                }
            }
        }
        contents.strays.sort { $0.file < $1.file }
        return contents
    }

    /// Adds a definition, as `NAME.yaml`.
    ///
    /// Throws `ServerExists` when there is one of this name, ``FileFailure`` when the disk is full, read-only and so on.
    public func write(_ text: String, for id: ServerID) throws {
        try TextFile.makeFolder(directory)
        let file = DefinitionFileName(stem: id.rawValue, fileExtension: "yaml")
        if TextFile.exists(path(of: DefinitionFileName(stem: id.rawValue, fileExtension: "yml"))) {
            throw ServerExists(id: id)
        }
        do {
            // For the owner alone: the environment may hold what is nobody else's business.
            try TextFile.create(path(of: file), bytes: text.utf8, mode: 0o600)
        } catch  where error.isTaken {
            throw ServerExists(id: id)
        }
    }

    /// Takes a definition away, and keeps a copy in `backups/servers/NAME-YYYYMMDDTHHMMSSZ.yaml`.
    ///
    /// Returns the path of the copy. Throws `UnknownServer`, or ``FileFailure``; then the definition is still there.
    /// Behind a symbolic link, the link goes and what it leads to stays.
    public func remove(_ id: ServerID, keepingCopyIn backups: String, at time: Timestamp) throws -> String {
        let paths = DefinitionFileName.extensions
            .map { path(of: DefinitionFileName(stem: id.rawValue, fileExtension: $0)) }
            .filter(TextFile.exists)
        let folder = backups + "/servers"
        let copies = try paths.map { path in
            let (bytes, _, mode) = try TextFile.read(path, limit: .max)
            try TextFile.makeFolder(folder)
            return try Self.keep(bytes, mode: mode, as: "\(folder)/\(id)-\(Self.stamp(time))")
        }
        guard let first = copies.first else {
            throw UnknownServer(name: id.rawValue, among: load().definitions.keys.sorted())
        }
        for path in paths { try TextFile.remove(path) }
        return first
    }

    // MARK: - Reading

    private func path(of file: DefinitionFileName) -> String { "\(directory)/\(file)" }

    private func refreshed(_ previous: Loaded?, id: ServerID, path: String) -> Loaded {
        if let previous, previous.path == path, let known = previous.fingerprint, known == Fingerprint(path: path) {
            return previous
        }
        do {
            let (bytes, fingerprint, _) = try TextFile.read(path, limit: DefinitionReader.sizeLimit + 1)
            let (text, reading) = DefinitionReader.read(bytes: bytes, file: path, expecting: id)
            return Loaded(path: path, text: text, reading: reading, fingerprint: fingerprint)
        } catch {
            // Without a fingerprint it is tried again each time: a changed permission changes nothing else.
            let reading = DefinitionReading(definition: nil, diagnostics: [Self.diagnostic(of: error)])
            return Loaded(path: path, text: "", reading: reading, fingerprint: nil)
        }
    }

    private static func conflict(_ paths: [String]) -> Loaded {
        let reading = DefinitionReading(
            unreadable: paths[0], "two files define this server: \(paths.joined(separator: " and "))",
            fix: "keep one of them, and move the other away")
        return Loaded(path: paths[0], text: "", reading: reading, fingerprint: nil)
    }

    private static func diagnostic(of failure: FileFailure) -> Diagnostic {
        Diagnostic(severity: .error, file: failure.path, line: 1, column: 1, message: failure.problem, fix: failure.remedy)
    }

    // MARK: - Keeping copies

    /// Writes a copy under the first free name: `BASE.yaml`, `BASE-2.yaml`, …
    private static func keep(_ bytes: [UInt8], mode: FileMode, as base: String) throws(FileFailure) -> String {
        var number = 1
        while true {
            let path = number == 1 ? "\(base).yaml" : "\(base)-\(number).yaml"
            do {
                try TextFile.create(path, bytes: bytes, mode: mode)
                return path
            } catch  where error.isTaken {
                number += 1
            }
        }
    }

    /// `20261122T154457Z`
    private static func stamp(_ time: Timestamp) -> String {
        String(time.description.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
    }
}
