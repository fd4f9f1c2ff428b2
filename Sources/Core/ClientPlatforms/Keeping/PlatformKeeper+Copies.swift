import CarefulFiles
import DocumentEditing
import ServerModel

/// Whole files, put back.
extension PlatformKeeper {
    /// What the file of a client was, newest first, each content once.
    package func copies(of id: String) async throws -> [PlatformCopy] {
        let platform = try await facts.table().platform(named: id)
        let current = paths(of: platform, ledger.read()[platform.id]).first.flatMap { try? SourceFile(reading: $0) }
        var contents: Set<[UInt8]> = []
        return all(of: platform).filter { contents.insert($0.bytes).inserted }.map { copy in
            PlatformCopy(
                id: copy.id, time: copy.time, reason: copy.reason, size: copy.bytes.count,
                servers: servers(in: copy.bytes, platform),
                difference: difference(from: current?.bytes ?? [], to: copy.bytes, platform.format))
        }
    }

    /// Puts a copy in the place of what is there.
    package func restore(_ id: String, _ request: PlatformRestoreRequest) async throws -> PlatformSync {
        try await inTurn { try await self.restored(id, request) }
    }

    private struct Copy {
        var id: String
        var time: Timestamp
        var reason: String
        var bytes: [UInt8]
    }

    private func all(of platform: Platform) -> [Copy] {
        var copies = seen.names(of: platform.id).compactMap { name -> Copy? in
            guard let file = seen.read(name, of: platform.id) else { return nil }
            let modified = Timestamp(millisecondsSince1970: file.facts.modified / 1_000_000)
            return Copy(id: name, time: SyncShelf.time(of: name) ?? modified, reason: "as last seen", bytes: file.bytes)
        }
        for id in shelf.ids {
            guard let manifest = shelf.manifest(id), let part = manifest.parts.first(where: { $0.platform == platform.id }),
                let copy = part.files.first?.copy, let file = try? SourceFile(reading: "\(shelf.path(of: id))/\(copy)")
            else { continue }
            copies.append(Copy(id: id, time: manifest.time, reason: "before \(manifest.what)", bytes: file.bytes))
        }
        return copies.sorted { ($1.time, $1.id) < ($0.time, $0.id) }
    }

    private func servers(in bytes: [UInt8], _ platform: Platform) -> Int? {
        guard let root = LookedFile.document(bytes, platform.format)?.root else { return nil }
        let container = root[platform.container]
        return container?.members?.count { $0.value.members != nil } ?? container?.items?.count ?? 0
    }

    private func restored(_ id: String, _ request: PlatformRestoreRequest) async throws -> PlatformSync {
        let platform = try await facts.table().platform(named: id)
        let look = await look(platform, ledger.read()[platform.id])
        guard let file = look.files.first else { throw PlatformError.nothingToRestore(platform.id) }
        let copies = all(of: platform)
        let chosen: Copy
        if let wanted = request.copy {
            guard let copy = copies.first(where: { $0.id == wanted }) else {
                throw PlatformError.unknownCopy(wanted, platform: platform.id)
            }
            chosen = copy
        } else {
            guard let copy = seen.lastBeforeOthers(of: platform.id, now: file.source?.bytes),
                let kept = copies.first(where: { $0.id == copy.name })
            else { throw PlatformError.nothingToRestore(platform.id) }
            chosen = kept
        }
        if let obstacle = file.writingObstacle { throw obstacle }
        // What is there and cannot be read as a file cannot be replaced either.
        if file.source == nil, let problem = file.problem { throw problem }
        var plan = PlatformPlan(record: look.record)
        var change = FilePlan(platform: platform, file: file)
        change.new = chosen.bytes
        // `2026-11-28 17:01:37`
        let moment = String(chosen.time.description.prefix(19)).replacing("T", with: " ")
        change.warnings = ["the whole file becomes what it was at \(moment) UTC: everything that was changed in it since goes"]
        if chosen.bytes != file.source?.bytes { plan.files = [change] }
        let time = facts.now()
        var work = WritingWork(manifest: SyncManifest(id: SyncShelf.newID(at: time), time: time, what: "restore"))
        work.changes = await changes(of: plan, look)
        if !request.isDryRun { try write(plan, look, &work) }
        shelf.forgetOld()
        return PlatformSync(
            id: work.manifest.parts.isEmpty ? nil : work.manifest.id, changes: work.changes, refusals: [], digest: chosen.id)
    }
}
