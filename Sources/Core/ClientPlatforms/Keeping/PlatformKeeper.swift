import CarefulFiles
import DocumentEditing
import ServerModel

/// Looks after the files of AI clients: what is in them, what of it is ours, and what is written there. The one owner of the ledger.
package actor PlatformKeeper {
    let facts: PlatformFacts
    let ledger: LedgerStore
    let shelf: SyncShelf
    let seen: SeenCopies
    let customFolder: String
    /// What the watched files were when we last looked, by client.
    var lastContents: [String: [UInt8]] = [:]
    var news: [String: PlatformNews] = [:]
    /// One writing at a time: each waits for the one before.
    private var newestWork: Task<Void, Never>?

    /// - Parameter home: the home of mcp-manager, absolute.
    package init(home: String, facts: PlatformFacts) {
        self.facts = facts
        ledger = LedgerStore(path: "\(home)/state/platforms.json")
        shelf = SyncShelf(folder: "\(home)/backups/platforms/writings")
        seen = SeenCopies(folder: "\(home)/backups/platforms/seen")
        customFolder = "\(home)/platforms"
    }

    /// Runs `work` after everything that was asked for before.
    func inTurn<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let earlier = newestWork
        let task = Task<Result<Value, any Error>, Never> {
            await earlier?.value
            do { return .success(try await work()) } catch { return .failure(error) }
        }
        newestWork = Task { _ = await task.value }
        return try await task.value.get()
    }

    // MARK: Looking

    /// Every client we know.
    package func table() async -> PlatformTable { await facts.table() }

    /// Those that are configured or installed first.
    package func statuses() async -> [PlatformStatus] {
        let ledger = ledger.read()
        var statuses: [PlatformStatus] = []
        for platform in await facts.table().platforms {
            statuses.append(status(await look(platform, ledger[platform.id]), ledger))
        }
        return statuses.sorted { a, b in
            let (x, y) = (a.isConfigured || a.isInstalled, b.isConfigured || b.isInstalled)
            return x == y ? a.title.lowercased() < b.title.lowercased() : x
        }
    }

    package func status(of id: String) async throws -> PlatformStatus {
        let platform = try await facts.table().platform(named: id)
        let ledger = ledger.read()
        return status(await look(platform, ledger[platform.id]), ledger)
    }

    func look(_ platform: Platform, _ record: PlatformLedger.Record) async -> PlatformLook {
        let platform = await considered(platform)
        let switchboard = platform.switchboard.flatMap { board in
            facts.paths.meant(board.files).flatMap { Folder.hasSomething(at: $0) ? LookedFile($0, board.format) : nil }
        }
        return PlatformLook(
            platform, record: record, isInstalled: isInstalled(platform),
            files: paths(of: platform, record).map { LookedFile($0, platform.format) },
            switchboard: switchboard, wanted: await facts.wanted(platform, record.isDirect))
    }

    /// A client whose place another one took is not written.
    private func considered(_ platform: Platform) async -> Platform {
        guard let newer = platform.supersededBy else { return platform }
        let table = await facts.table()
        guard let other = table[newer], facts.paths.isSuperseded(platform, in: table) else {
            return platform
        }
        var platform = platform
        platform.obstacle =
            "\(other.title) is here and reads another file: write that one, with 'mcp-manager platform sync \(other.id)'"
        return platform
    }

    /// The file for new entries, then those the client reads too and that are there.
    func paths(of platform: Platform, _ record: PlatformLedger.Record) -> [String] {
        guard platform.obstacle == nil, let first = record.file ?? facts.paths.meant(platform.files) else { return [] }
        // The file of another place has no twins there.
        let twins = record.file == nil ? facts.paths.all(platform.twins) : []
        return [first] + twins.filter { $0 != first && Folder.hasSomething(at: $0) }
    }

    func isInstalled(_ platform: Platform) -> Bool {
        let signs = facts.paths.all(platform.detection.paths) + facts.paths.candidates(platform.files)
        return signs.contains(where: { Folder.hasSomething(at: $0) })
            || platform.detection.commands.contains(where: facts.hasCommand)
    }

    private func status(_ look: PlatformLook, _ ledger: PlatformLedger) -> PlatformStatus {
        let platform = look.platform
        let hidden = look.files.map { file in file.document.map { facts.secretSpans($0.root) } ?? [] }
        var status = PlatformStatus(id: platform.id, title: platform.title)
        status.isInstalled = look.isInstalled
        status.isConfigured = ledger.platforms[platform.id] != nil
        status.isDirect = look.record.isDirect
        status.path = look.files.first?.path
        status.hasFile = look.files.first?.source != nil
        status.entries = look.standings.map { entry($0, look, hiding: hidden.isEmpty ? [] : hidden[$0.file]) }
        status.problem = look.files.lazy.compactMap(\.problem).first.map { ErrorReport($0) }
        status.obstacle = platform.obstacle
        status.afterwards = platform.afterwards
        status.note = platform.note
        status.source = platform.source
        status.syncedAt = look.record.syncedAt
        status.news = news[platform.id]
        return status
    }

    private func entry(_ standing: Standing, _ look: PlatformLook, hiding hidden: [Range<Int>]) -> PlatformEntry {
        var entry = PlatformEntry(name: standing.name, server: standing.server, state: standing.state)
        if let found = standing.found {
            entry.launch = EntryText.launch(found, look.platform.entry, hiding: hidden)
            entry.isOn = found.isOn(look.platform.entry)
            if standing.state == .drifted, let written = standing.written {
                entry.difference = EntryText.difference(written.fields, found, hiding: hidden)
            }
        } else if standing.state == .missing, let written = standing.written {
            entry.difference = EntryText.lines(written.fields).map { "-\($0)" }
        }
        entry.obstacle = standing.obstacle.map { "\($0.problem): \($0.remedy)" }
        return entry
    }
}
