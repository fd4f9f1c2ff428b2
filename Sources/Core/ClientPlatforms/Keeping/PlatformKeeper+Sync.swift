import CarefulFiles
import DocumentEditing
import ServerModel

/// Planning and writing.
extension PlatformKeeper {
    /// What ``apply(_:)`` would do; nothing is written.
    package func plan(_ request: PlatformSyncRequest) async throws -> PlatformSync {
        try await inTurn { try await self.planned(request) }
    }

    /// Writes clients' files, each whole or not at all.
    package func apply(_ request: PlatformSyncRequest) async throws -> PlatformSync {
        try await inTurn { try await self.applied(request) }
    }

    private func planned(_ request: PlatformSyncRequest) async throws -> PlatformSync {
        var sync = PlatformSync(changes: [], refusals: [], digest: "")
        var digest = ContentDigest()
        for platform in try await targets(of: request) {
            let (look, plan) = try await planned(platform, request)
            sync.changes += await changes(of: plan, look)
            sync.refusals += plan.refusals
            Self.add(plan, of: platform, to: &digest)
        }
        sync.digest = digest.short
        return sync
    }

    private func applied(_ request: PlatformSyncRequest) async throws -> PlatformSync {
        let planned = try await planned(request)
        if let agreed = request.agreed, agreed != planned.digest { throw PlatformError.planChanged }
        let time = facts.now()
        var work = WritingWork(manifest: SyncManifest(id: SyncShelf.newID(at: time), time: time, what: request.purpose.rawValue))
        for platform in try await targets(of: request) { try await write(platform, request, &work) }
        shelf.forgetOld()
        return PlatformSync(
            id: work.manifest.parts.isEmpty ? nil : work.manifest.id, changes: work.changes, refusals: work.refusals,
            digest: planned.digest)
    }

    /// What has been written so far.
    struct WritingWork {
        var manifest: SyncManifest
        var changes: [PlatformChange] = []
        var refusals: [PlatformRefusal] = []
        /// Clients whose own program has failed once, and the entries it was to change: what it began is ours to end.
        var failedEditors: [String: [String]] = [:]

        func ending(_ request: PlatformSyncRequest, of platform: Platform) -> PlatformSyncRequest {
            var request = request
            request.decisions += (failedEditors[platform.id] ?? []).map { name in
                PlatformSyncRequest.Decision(platform: platform.id, name: name, choice: .ours)
            }
            return request
        }
    }

    // MARK: One client

    private func planned(
        _ platform: Platform, _ request: PlatformSyncRequest
    ) async throws -> (PlatformLook, PlatformPlan) {
        var record = ledger.read()[platform.id]
        if let file = request.file {
            guard file.hasPrefix("/") else { throw PlatformError.notAbsolute(file) }
            record.file = file
        }
        record.isDirect = request.isDirect ?? record.isDirect
        let look = await look(platform, record)
        return (look, PlatformPlanner.plan(look, request))
    }

    /// Tries again when somebody else writes the file meanwhile: the plan is made anew from what is there then.
    private func write(_ platform: Platform, _ request: PlatformSyncRequest, _ work: inout WritingWork) async throws {
        for attempt in 1... {
            var (look, plan) = try await planned(platform, work.ending(request, of: platform))
            if !plan.files.isEmpty { plan.record.syncedAt = facts.now() }
            do {
                let changes = await changes(of: plan, look)
                if plan.files.isEmpty {
                    try remember(platform, plan, request)
                } else if try await writeByEditor(look, plan, &work) == false {
                    var steps = SyncSteps(plan, look, adding: work.manifest, in: shelf.path(of: work.manifest.id))
                    defer {
                        work.manifest = steps.manifest
                        // Of several files, some may be written.
                        if steps.written < plan.files.count {
                            work.changes += changes.prefix(steps.written).map { naming(backupOf: $0, work) }
                        }
                    }
                    try steps.perform(ledger)
                }
                if request.purpose == .release { try release(platform, plan) }
                work.changes += changes.map { naming(backupOf: $0, work) }
                work.refusals += plan.refusals
                let isWhole = plan.isWhole && (!plan.files.isEmpty || look.isWhole)
                if !plan.files.isEmpty || isWhole { keepSeen(platform, look, isWhole: isWhole) }
                return
            } catch is ChangedMeanwhile where attempt < Self.attempts {
                continue
            } catch {
                work.refusals += plan.refusals
                work.refusals.append(
                    PlatformRefusal(platform: platform.id, title: platform.title, report: ErrorReport(describing: error)))
                return
            }
        }
    }

    /// A hundred programs that write the file without a pause are slower than we are in a hundred turns.
    private static let attempts = 200

    /// Nothing is to be written, and something may be to be known.
    private func remember(_ platform: Platform, _ plan: PlatformPlan, _ request: PlatformSyncRequest) throws {
        guard plan.refusals.allSatisfy({ $0.isQuestion || $0.name != nil }) else { return }
        var all = ledger.read()
        guard all.platforms[platform.id] != nil || request.purpose == .sync else { return }
        // Each writing of the ledger waits for the disk.
        guard all.platforms[platform.id] != plan.record else { return }
        all[platform.id] = plan.record
        try ledger.write(all)
    }

    private func release(_ platform: Platform, _ plan: PlatformPlan) throws {
        guard plan.record.entries.isEmpty, plan.refusals.isEmpty else { return }
        var all = ledger.read()
        all.platforms[platform.id] = nil
        try ledger.write(all)
    }

    /// - isWhole: whether nothing is left of what others did to our entries; otherwise it is no state to go back to.
    func keepSeen(_ platform: Platform, _ look: PlatformLook, isWhole: Bool = true) {
        if isWhole { news[platform.id] = nil }
        lastContents[platform.id] = nil
        guard let path = look.files.first?.path, let file = try? SourceFile(reading: path) else { return }
        lastContents[platform.id] = file.bytes
        guard isWhole else { return }
        // Before and after: what people wrote themselves may be in the one alone.
        if look.isWhole, let before = look.files.first?.source {
            seen.keep(before.bytes, of: platform.id, at: facts.now(), .ours)
        }
        seen.keep(file.bytes, of: platform.id, at: facts.now(), .ours)
    }

    // MARK: Which

    func targets(of request: PlatformSyncRequest) async throws -> [Platform] {
        let table = await facts.table()
        if request.file != nil, request.platforms.count != 1 { throw PlatformError.oneClientPlease }
        guard request.platforms.isEmpty else {
            var seen: Set<String> = []
            return try request.platforms.map { try table.platform(named: $0) }.filter { seen.insert($0.id).inserted }
        }
        let configured = ledger.read().platforms
        if !configured.isEmpty { return table.platforms.filter { configured[$0.id] != nil } }
        return request.purpose == .release ? [] : table.platforms.filter { $0.obstacle == nil && isInstalled($0) }
    }

    // MARK: For people

    func changes(of plan: PlatformPlan, _ look: PlatformLook) async -> [PlatformChange] {
        var changes: [PlatformChange] = []
        for file in plan.files {
            var change = PlatformChange(
                platform: look.platform.id, title: look.platform.title, path: file.file.path, steps: file.steps,
                difference: difference(from: file.file.source?.bytes ?? [], to: file.new ?? [], look.platform.format))
            change.isRemoval = file.new == nil
            change.afterwards = look.platform.afterwards
            change.warnings = file.warnings
            if !look.platform.overwritingProcesses.isEmpty {
                let running = await facts.runningPrograms()
                if look.platform.overwritingProcesses.contains(where: running.contains) {
                    change.warnings.append(
                        "\(look.platform.title) is running, and may write its old copy of the file back: end it before, and look again after"
                    )
                }
            }
            if !look.isInstalled { change.warnings.append("\(look.platform.title) was not found on this machine") }
            changes.append(change)
        }
        return changes
    }

    /// The lines that differ, values that look secret masked.
    func difference(from old: [UInt8], to new: [UInt8], _ format: DocumentFormat) -> [String] {
        Difference.lines(from: old, hiding: hidden(old, format), to: new, hiding: hidden(new, format))
    }

    private func hidden(_ bytes: [UInt8], _ format: DocumentFormat) -> [Range<Int>] {
        do throws(DocumentMistake) {
            let document = try EditableDocument(bytes, format: format)
            // Spans are those of the document, which has no mark at its beginning.
            let shift = bytes.count - document.bytes.count
            return facts.secretSpans(document.root).map { $0.lowerBound + shift..<$0.upperBound + shift }
        } catch {
            // What is not understood is not shown.
            return bytes.isEmpty ? [] : [0..<bytes.count]
        }
    }

    private func naming(backupOf change: PlatformChange, _ work: WritingWork) -> PlatformChange {
        var change = change
        let files = work.manifest.parts.last { $0.platform == change.platform }?.files
        change.backup = files?.first { $0.path == change.path }?.copy.map { "\(shelf.path(of: work.manifest.id))/\($0)" }
        return change
    }

    private static func add(_ plan: PlatformPlan, of platform: Platform, to digest: inout ContentDigest) {
        for file in plan.files {
            digest.add(platform.id)
            digest.add(file.file.path)
            for step in file.steps { digest.add("\(step.kind.rawValue) \(step.name)") }
        }
        for (name, entry) in plan.record.entries.sorted(by: { $0.key < $1.key }) { digest.add("\(name) \(entry.fields)") }
        for refusal in plan.refusals { digest.add("\(refusal.platform) \(refusal.name ?? "") \(refusal.report.code)") }
    }
}
