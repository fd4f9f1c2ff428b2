import CarefulFiles
import ServerModel

/// The steps of a move, in their order. After each of them a killed daemon leaves whole files, and a manifest to go back by.
struct MoveSteps: Sendable {
    let folder: String
    let plan: MovePlan
    let shelf: SecretShelf
    private(set) var manifest: MoveManifest

    /// Compares with the store, and writes nothing yet.
    init(
        id: String, in backups: String, _ plan: MovePlan, _ shelf: SecretShelf, beganAt: Timestamp? = nil
    ) async throws {
        folder = "\(backups)/\(id)"
        self.plan = plan
        self.shelf = shelf
        var secrets: [String: [String]] = [:]
        for (server, values) in plan.values {
            for (name, value) in values {
                let stored = try await shelf.value(server, name)
                if stored == nil { secrets[server.rawValue, default: []].append(name) }
                guard stored == nil || stored == value else {
                    throw CredentialMoveError.secretExists(server: server, secret: name)
                }
            }
        }
        let files = plan.changes.enumerated().map { index, change in
            MoveManifest.File(
                path: change.path, copy: change.original.map { "\(index)-\(Folder.name(of: $0.realPath))" },
                before: change.original.map { ContentDigest.text(of: $0.bytes) }, after: ContentDigest.text(of: change.new))
        }
        let folder = folder
        let changed = zip(plan.changes, files).map { change, file in
            CredentialMove.ChangedFile(
                path: change.original?.path ?? change.path, difference: change.difference,
                backup: file.copy.map { "\(folder)/\($0)" })
        }
        manifest = MoveManifest(
            id: id, move: CredentialMove(id: id, moved: plan.moved, files: changed), files: files,
            secrets: secrets.mapValues { $0.sorted() })
        manifest.beganAt = beganAt
        manifest.adopted = plan.adopted
        manifest.imported = plan.imported.isEmpty ? nil : plan.imported
    }

    /// First: copies of what is, for the owner alone, and the manifest. Throws when a file changed since it was read.
    func keepCopies() throws {
        try Folder.make(folder)
        for (change, file) in zip(plan.changes, manifest.files) {
            guard let original = change.original, let copy = file.copy else { continue }
            try CarefulWriting.create("\(folder)/\(copy)", original.bytes)
        }
        try manifest.write(in: folder)
    }

    /// Second: the values are stored before the files lose them.
    func storeValues() async throws {
        for (server, names) in manifest.storedSecrets {
            let values = plan.values[server] ?? [:]
            try await shelf.store(server, values.filter { names.contains($0.key) })
        }
    }

    /// Third: each file, and reads it back.
    func write(_ change: FileChange) throws {
        if let original = change.original {
            try SourceFile.replace(original, with: change.new)
        } else {
            try Folder.make(Folder.parent(of: change.path))
            try CarefulWriting.create(change.path, change.new)
        }
        guard try SourceFile(reading: change.path).bytes == change.new else {
            throw CredentialMoveError.changedSince([change.path])
        }
    }

    /// Last.
    mutating func finish() throws {
        manifest.isFinished = true
        try manifest.write(in: folder)
    }

    /// All of them. After a failure everything is as it was, or the error says what is not.
    mutating func perform() async throws {
        do {
            try keepCopies()
            try await storeValues()
            for change in plan.changes { try write(change) }
            try finish()
        } catch {
            try await putBack(after: error)
            throw error
        }
    }

    private func putBack(after cause: any Error) async throws {
        var stuck: [String] = []
        for change in plan.changes.reversed() {
            guard let current = try? SourceFile(reading: change.path), current.bytes == change.new else { continue }
            do {
                if let original = change.original {
                    try SourceFile.replace(current, with: original.bytes)
                } else {
                    try CarefulWriting.remove(change.path)
                }
            } catch {
                stuck.append(change.path)
            }
        }
        guard stuck.isEmpty else {
            // The values stay in the store: these files do not have them any more.
            throw CredentialMoveError.notPutBack(stuck, folder: folder, cause: ErrorReport(describing: cause).problem)
        }
        // One that stays in the store does no harm: the next move finds the same value there.
        for (server, names) in manifest.storedSecrets { try? await shelf.delete(server, names) }
        Folder.remove(folder)
    }
}
