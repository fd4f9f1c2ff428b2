import CarefulFiles
import ServerModel

/// Goes back by a manifest: to what was before a move, whether that was finished or not.
struct MoveUndoing {
    private let folder: String
    private let manifest: MoveManifest
    private let shelf: SecretShelf

    init(_ manifest: MoveManifest, in folder: String, _ shelf: SecretShelf) {
        self.manifest = manifest
        self.folder = folder
        self.shelf = shelf
    }

    /// Throws before anything is touched when a file is neither what we made of it nor what it was.
    func perform() async throws {
        let work = try manifest.files.compactMap(putting)
        // The sources first: from then on the credentials are there again.
        for put in work.reversed() { try put() }
        for (server, names) in manifest.storedSecrets { try await shelf.delete(server, await own(names, of: server)) }
        Folder.remove(folder)
    }

    /// Those that have the value the move gave them: what somebody has set since is not ours to take away.
    private func own(_ names: [String], of server: ServerID) async -> [String] {
        guard let began = manifest.beganAt else { return names }
        var own: [String] = []
        for name in names {
            let changed = await shelf.changedAt(server, name)
            if changed.map({ $0 - began <= Self.longestMove }) ?? true { own.append(name) }
        }
        return own
    }

    /// Storing takes seconds at most.
    private static let longestMove = Duration.seconds(30)

    /// What is to be done about one file; `nil` when it is as it was.
    private func putting(_ file: MoveManifest.File) throws -> (() throws -> Void)? {
        let current = try? SourceFile(reading: file.path)
        let digest = current.map { ContentDigest.text(of: $0.bytes) }
        if digest == file.before { return nil }
        guard let current, digest == file.after else { throw CredentialMoveError.changedSince(changed) }
        guard let copy = file.copy else { return { try CarefulWriting.remove(file.path) } }
        guard let kept = try? SourceFile(reading: "\(folder)/\(copy)"), ContentDigest.text(of: kept.bytes) == file.before else {
            throw CredentialMoveError.damagedBackup("\(folder)/\(copy)")
        }
        return { try SourceFile.replace(current, with: kept.bytes) }
    }

    private var changed: [String] {
        manifest.files.filter { file in
            let digest = (try? SourceFile(reading: file.path)).map { ContentDigest.text(of: $0.bytes) }
            return digest != file.before && digest != file.after
        }.map(\.path)
    }
}
