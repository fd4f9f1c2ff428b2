import CarefulFiles
import DocumentEditing
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Going back.
extension PlatformKeeper {
    /// Newest first.
    package func history() -> [PlatformSyncRecord] {
        shelf.ids.compactMap { id in
            guard var record = shelf.manifest(id)?.record else { return nil }
            record.backups = record.backups.map { $0.map { "\(shelf.path(of: id))/\($0)" } }
            return record
        }
    }

    /// Takes a writing back; what others changed since stays.
    package func undo(_ request: PlatformUndoRequest) async throws -> PlatformSync {
        try await inTurn { try await self.undone(request) }
    }

    private func undone(_ request: PlatformUndoRequest) async throws -> PlatformSync {
        let manifest: SyncManifest
        if let id = request.id {
            guard let kept = shelf.manifest(id) else { throw PlatformError.unknownSync(id) }
            guard !kept.isUndone else { throw PlatformError.nothingToUndo }
            manifest = kept
        } else {
            let kept = shelf.ids.lazy.compactMap(shelf.manifest).first { !$0.isUndone && $0.what != "undo" }
            guard let kept else { throw PlatformError.nothingToUndo }
            manifest = kept
        }
        let time = facts.now()
        var work = WritingWork(manifest: SyncManifest(id: SyncShelf.newID(at: time), time: time, what: "undo"))
        // A client may be among them twice, when somebody wrote between its files.
        for part in manifest.parts.reversed() { try await undo(part, of: manifest, request, &work) }
        if !request.isDryRun, work.refusals.isEmpty {
            var undone = manifest
            undone.isUndone = true
            try undone.write(in: shelf.path(of: manifest.id))
        }
        shelf.forgetOld()
        return PlatformSync(
            id: work.manifest.parts.isEmpty ? nil : work.manifest.id, changes: work.changes, refusals: work.refusals,
            digest: manifest.id)
    }

    private func undo(
        _ part: SyncManifest.Part, of manifest: SyncManifest, _ request: PlatformUndoRequest, _ work: inout WritingWork
    ) async throws {
        let platform: Platform
        do {
            platform = try await facts.table().platform(named: part.platform)
        } catch {
            work.refusals.append(
                PlatformRefusal(platform: part.platform, title: part.title, report: ErrorReport(describing: error)))
            return
        }
        for attempt in 1... {
            let look = await look(platform, ledger.read()[platform.id])
            do {
                var plan = PlatformPlan(record: restored(look.record, part))
                for file in part.files {
                    let old = file.copy.flatMap { try? SourceFile(reading: "\(shelf.path(of: manifest.id))/\($0)").bytes }
                    guard file.copy == nil || old.map({ ContentDigest.text(of: $0) }) == file.before else {
                        throw EntryObstacle(
                            "damaged-copy", "the copy of \(file.path) is gone or damaged",
                            "see what other copies there are: 'mcp-manager platform restore \(platform.id) --list'")
                    }
                    let planner = UndoPlanner(
                        platform: platform, part: part, file: file, old: old, now: LookedFile(file.path, platform.format))
                    if let file = try planner.plan() { plan.files.append(file) }
                }
                work.changes += await changes(of: plan, look)
                if request.isDryRun { return }
                try write(plan, look, &work)
                return
            } catch is ChangedMeanwhile where attempt < 200 {
                work.changes.removeAll { $0.platform == platform.id }
            } catch {
                work.refusals.append(
                    PlatformRefusal(platform: platform.id, title: platform.title, report: ErrorReport(describing: error)))
                return
            }
        }
    }

    /// The record of now with what that writing changed taken back.
    private func restored(_ now: PlatformLedger.Record, _ part: SyncManifest.Part) -> PlatformLedger.Record {
        var record = now
        for name in Set(part.files.flatMap { $0.steps.map(\.name) }) {
            record.entries[name] = part.before.entries[name]
        }
        record.theirs = part.before.theirs
        record.made = part.before.made
        return record
    }

    func write(_ plan: PlatformPlan, _ look: PlatformLook, _ work: inout WritingWork) throws {
        guard !plan.files.isEmpty else {
            var all = ledger.read()
            all[look.platform.id] = plan.record
            return try ledger.write(all)
        }
        var steps = SyncSteps(plan, look, adding: work.manifest, in: shelf.path(of: work.manifest.id))
        defer { work.manifest = steps.manifest }
        try steps.perform(ledger)
        keepSeen(look.platform, look)
    }

    // MARK: After a daemon that was killed

    /// Goes on with writings that were not finished: each file is the old one or the new one, and the ledger learns which.
    /// What was done, for people.
    package func recover() async -> [String] {
        var messages: [String] = []
        for id in shelf.ids {
            guard var manifest = shelf.manifest(id) else {
                // It ended before it touched anything; copies whose manifest was damaged are copies all the same.
                if !Folder.hasSomething(at: "\(shelf.path(of: id))/manifest.json") { Folder.remove(shelf.path(of: id)) }
                continue
            }
            guard !manifest.parts.allSatisfy(\.isDone) else { continue }
            for index in manifest.parts.indices where !manifest.parts[index].isDone {
                let title = manifest.parts[index].title
                let isWritten = await settle(&manifest.parts[index])
                messages.append(
                    "writing the file of \(title) was interrupted: it is "
                        + (isWritten ? "written ('mcp-manager platform undo \(id)' takes it back)" : "as it was before"))
            }
            // Of what was not written there is nothing to take back.
            manifest.parts.removeAll { !$0.isDone }
            if manifest.parts.isEmpty { Folder.remove(shelf.path(of: id)) } else { try? manifest.write(in: shelf.path(of: id)) }
        }
        return messages
    }

    /// Whether any of its files is written; then the ledger knows it.
    private func settle(_ part: inout SyncManifest.Part) async -> Bool {
        let platform = await facts.table()[part.platform]
        for file in part.files { Self.clear(file) }
        let written = part.files.filter { [part] in Self.isWritten($0, part, platform) }
        if written.isEmpty { return false }
        part.keep(written)
        part.isDone = true
        var all = ledger.read()
        all[part.platform] = part.after
        try? ledger.write(all)
        return true
    }

    private static func isWritten(_ file: SyncManifest.File, _ part: SyncManifest.Part, _ platform: Platform?) -> Bool {
        let digest = (try? SourceFile(reading: file.path)).map { ContentDigest.text(of: $0.bytes) }
        if digest == file.after { return true }
        guard digest != file.before, !file.steps.isEmpty, let platform,
            let document = LookedFile(file.path, platform.format).document
        else { return false }
        // Somebody wrote it since; what we wrote may be in it.
        return file.steps.allSatisfy { step in
            let entry = part.after.entries[step.name]
            let (container, isItem) =
                (entry ?? part.before.entries[step.name]).map { ($0.container, $0.isListItem) } ?? ([], false)
            let found = document.root[container]?.entry(step.name, isItem)
            guard let entry else { return found == nil }
            return found.map(entry.fields.match) ?? false
        }
    }

    /// Takes away what a killed daemon left beside a file. If that is what somebody else wrote in the last moment, it goes back.
    private static func clear(_ file: SyncManifest.File) {
        let draft = CarefulWriting.draftPath(for: file.realPath, token: file.token)
        guard let left = try? SourceFile(reading: draft) else { return }
        let digest = ContentDigest.text(of: left.bytes)
        let current = (try? SourceFile(reading: file.realPath)).map { ContentDigest.text(of: $0.bytes) }
        let isComplete = digest == file.before || digest == file.after
        if !isComplete, current == file.after, rename(draft, file.realPath) == 0 { return }
        unlink(draft)
    }
}
