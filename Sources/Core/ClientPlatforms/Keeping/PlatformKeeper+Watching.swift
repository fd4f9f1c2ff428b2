import CarefulFiles
import DocumentEditing
import ServerModel

/// Clients' files between our writings: somebody else's changes are told, and never fought over.
extension PlatformKeeper {
    /// The folders in which files of configured clients are, symbolic links followed too, with the clients.
    package func watchedFolders() async -> [String: [String]] {
        let ledger = ledger.read()
        var folders: [String: [String]] = [:]
        for platform in await facts.table().platforms {
            guard let record = ledger.platforms[platform.id] else { continue }
            for path in paths(of: platform, record) {
                let real = Folder.realPath(path).map(Folder.parent)
                for folder in Set([Folder.parent(of: path), real].compactMap(\.self)) {
                    folders[folder, default: []].append(platform.id)
                }
            }
        }
        return folders
    }

    /// Looks at a client's file. What somebody else did to it since the last look; `nil` when that is nothing of interest.
    package func look(at id: String) async -> PlatformNews? {
        try? await inTurn { await self.compared(id) }
    }

    private func compared(_ id: String) async -> PlatformNews? {
        let record = ledger.read().platforms[id]
        guard let record, let platform = try? await facts.table().platform(named: id) else { return nil }
        let look = await look(platform, record)
        guard let file = look.files.first else { return nil }
        let before = lastContents[id] ?? seen.newest(of: id)?.bytes
        let now = file.source?.bytes ?? []
        guard let before, before != now else {
            lastContents[id] = now
            return nil
        }
        lastContents[id] = now
        let findings = FileFindings(look, since: LookedFile.document(before, platform.format), hadContent: !before.isEmpty)
        if look.isWhole { seen.keep(now, of: id, at: facts.now(), .theirs) }
        guard let (severity, message) = findings.words else { return nil }
        let found = PlatformNews(
            time: facts.now(), severity: severity, message: message,
            difference: difference(from: before, to: now, platform.format))
        news[id] = found
        return found
    }
}

/// What a look at a changed file says.
struct FileFindings {
    let look: PlatformLook
    let added: [String]
    let removed: [String]
    let changed: [String]
    let hadContent: Bool

    init(_ look: PlatformLook, since before: EditableDocument?, hadContent: Bool) {
        self.look = look
        self.hadContent = hadContent
        let container = look.files.isEmpty ? [] : look.container(in: 0)
        let old = Self.entries(before?.root[container], look.platform)
        let new = Self.entries(look.files.first?.document?.root[container], look.platform)
        added = new.keys.filter { old[$0] == nil }.sorted()
        removed = old.keys.filter { new[$0] == nil }.sorted()
        changed = new.keys.filter { old[$0] != nil && old[$0] != new[$0] }.sorted()
    }

    private static func entries(_ container: PlacedValue?, _ platform: Platform) -> [String: PlacedValue.Meaning] {
        let pairs =
            platform.layout == .list
            ? (container?.items ?? []).compactMap { item in item["name"]?.text.map { ($0, item.meaning) } }
            : (container?.members ?? []).map { ($0.key, $0.value.meaning) }
        return Dictionary(pairs) { first, _ in first }
    }

    /// `nil` when no server changed.
    var words: (Severity, String)? {
        let title = look.platform.title
        guard let file = look.files.first else { return nil }
        if let problem = file.problem { return (.warning, "\(title): \(problem.problem)") }
        let ours = look.standings.filter { $0.written != nil }
        if file.source == nil {
            return ours.isEmpty
                ? (.info, "\(title): \(file.path) is gone")
                : (.warning, "\(title): \(file.path) is gone, and our servers with it")
        }
        let missing = ours.filter { $0.state == .missing && removed.contains($0.name) }.map(\.name)
        let drifted = ours.filter { $0.state == .drifted && changed.contains($0.name) }.map(\.name)
        if !missing.isEmpty { return (.warning, "\(title): taken out by somebody else: \(missing.joined(separator: ", "))") }
        if !drifted.isEmpty { return (.warning, "\(title): changed by somebody else: \(drifted.joined(separator: ", "))") }
        let parts = added.map { "+\($0)" } + removed.map { "-\($0)" } + changed.map { "~\($0)" }
        return parts.isEmpty ? nil : (.info, "\(title): servers of its own changed: \(parts.joined(separator: " "))")
    }
}
