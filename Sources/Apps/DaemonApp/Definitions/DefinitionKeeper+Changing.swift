import CarefulFiles
import CredentialFinder
import ServerConfiguration
import ServerModel
import ServerSupervision

/// Changes of definitions that people ask for: checked first, written whole, and in force like an edit by hand.
extension DefinitionKeeper {
    /// What an edit changes. Throws ``DefinitionEditRefusal``, `FileFailure`; then the file is as it was.
    func change(_ name: String, by request: DefinitionEditRequest, isRunning: Bool) async throws -> DefinitionEdited {
        await refresh()
        let current = try document(name)
        let id = try ServerID(name)
        let file = try SourceFile(reading: current.path)
        let before = String(decoding: file.bytes, as: UTF8.self)
        let base = ContentDigest.text(of: file.bytes)
        if let based = request.basedOn, based != base {
            throw DefinitionEditRefusal.changedSince(path: current.path)
        }
        let after = try text(after: request, before, of: id, file)
        let reading = DefinitionReader.read(text: after, file: current.path, expecting: id)
        try check(reading, besides: current.diagnostics, id)
        let digest = ContentDigest.text(of: Array(after.utf8))
        if !request.isDryRun, after != before {
            try journal.keep(DefinitionJournal.Entry(before: before, digest: digest), for: id)
            try write(after, in: file)
            await refresh()
        }
        let replaces = current.definition.flatMap { old in reading.definition.map { old.needsNewRun(for: $0) } } ?? false
        return DefinitionEdited(
            path: current.path, before: before, after: after,
            difference: DefinitionEditor.difference(from: before, to: after),
            diagnostics: reading.diagnostics + CredentialFinder.warnings(inDefinition: after, file: current.path),
            needsNewRun: isRunning && replaces, base: base, digest: digest)
    }

    /// What the definition of a new server would be. Throws `ServerExists`, or what is wrong with it.
    func draft(_ new: NewServer) throws -> DefinitionDocument {
        let text = try DefinitionWriter.text(for: new)
        let id = try ServerID(new.name)
        guard all[id] == nil else { throw ServerExists(id: id) }
        let path = "\(folder)/\(id).yaml"
        let reading = DefinitionReader.read(text: text, file: path, expecting: id)
        return DefinitionDocument(
            path: path, text: text, definition: reading.definition,
            diagnostics: reading.diagnostics + CredentialFinder.warnings(inDefinition: text, file: path))
    }

    /// Puts a definition that was taken away back in its place, byte for byte.
    func restore(_ name: String, from backup: String) async throws {
        let id = try ServerID(name)
        guard Folder.parent(of: backup) == backups, Folder.name(of: backup).hasPrefix("\(id)-") else {
            throw ErrorReport(
                code: "unknown-backup", problem: "\(backup) is no copy of '\(id)'", remedy: "the copies are in \(backups)")
        }
        try await add(id, text: String(decoding: try SourceFile(reading: backup).bytes, as: UTF8.self))
    }

    private func text(
        after request: DefinitionEditRequest, _ before: String, of id: ServerID, _ file: SourceFile
    ) throws -> String {
        if request.undoesLast {
            guard let last = journal[id] else { throw DefinitionEditRefusal.nothingToUndo(id) }
            guard last.digest == ContentDigest.text(of: file.bytes) else {
                throw DefinitionEditRefusal.changedSince(path: file.path)
            }
            return last.before
        }
        return try request.text ?? DefinitionEditor.applying(request.edits, to: before, file: file.path)
    }

    /// Errors that are there already are no reason to refuse: somebody may be mending them one by one.
    private func check(_ reading: DefinitionReading, besides old: [Diagnostic], _ id: ServerID) throws {
        let known = Set(old.map(\.message))
        let errors = reading.diagnostics.filter { $0.severity == .error && !known.contains($0.message) }
        if let first = errors.first { throw DefinitionEditRefusal.invalid(id, first: first, count: errors.count) }
    }

    private func write(_ text: String, in file: SourceFile) throws {
        do {
            try CarefulWriting.replace(file, with: Array(text.utf8))
        } catch is ChangedMeanwhile {
            throw DefinitionEditRefusal.changedSince(path: file.path)
        }
    }
}
