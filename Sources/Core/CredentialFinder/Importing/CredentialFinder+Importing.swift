import CarefulFiles
import ClientPlatforms
import ServerModel

/// Servers that clients on this machine have.
extension CredentialFinder {
    /// Reads the files of clients; it takes its time, and belongs on no event loop.
    ///
    /// - Parameter wanted: ids of clients; empty: all.
    package func importCandidates(from wanted: [String] = []) -> [ImportCandidate] {
        importGroups(from: wanted).map(\.candidate)
    }

    /// Those of them that clients start on this machine, each for itself: neither what is switched off there nor an address.
    package func startedServers() -> [ImportCandidate] {
        importGroups { $0.isStarted }.map(\.candidate)
    }

    func importGroups(
        from wanted: [String] = [], where isMeant: (ClientEntry) -> Bool = { _ in true }
    ) -> [ImportGroup] {
        let definitions = definitions()
        let entries = sources(definitions).clientFiles().flatMap { source -> [ClientEntry] in
            guard case .client(let client) = source.kind, wanted.isEmpty || wanted.contains(client.id),
                let file = try? SourceFile(reading: source.path)
            else { return [] }
            return ClientEntry.all(in: Document(file, client.format), client)
        }
        return ImportGrouping.groups(of: entries.filter(isMeant), definitions)
    }
}

extension ClientEntry {
    /// Whether its client starts a process for it.
    fileprivate var isStarted: Bool {
        let (found, spelling) = (FoundEntry(name: name, value: value), client.platform?.entry ?? EntrySpelling())
        return !found.words(spelling).isEmpty && found.isOn(spelling) != false
    }
}

extension CredentialMover {
    /// Defines servers, stores their credentials and points the clients' entries at us, all or nothing; undone as a move is.
    package func importServers(_ request: ImportRequest) async throws -> (outcome: ImportOutcome, adopted: [AdoptedEntry]) {
        try await alone {
            let groups = finder.importGroups()
            let unknown = request.ids.filter { id in !groups.contains { $0.candidate.id == id } }
            guard unknown.isEmpty else { throw CredentialMoveError.unknownCandidates(unknown) }
            let chosen = groups.filter { request.ids.contains($0.candidate.id) }
            for group in chosen {
                guard let obstacle = group.candidate.obstacle else { continue }
                throw CredentialMoveError.obstacle(
                    file: group.candidate.places.first?.path ?? "", key: group.candidate.name, text: obstacle)
            }
            let plan = try MovePlanner.plan(
                importing: chosen.compactMap { group in group.id.map { ($0, group.candidate.places, group.entries) } },
                of: finder.search([], besidesUsual: true), servers: "\(finder.home)/servers", bridge: bridge)
            guard !request.isDryRun, !plan.changes.isEmpty else {
                let files = plan.changes.map {
                    CredentialMove.ChangedFile(path: $0.original?.path ?? $0.path, difference: $0.difference)
                }
                return (ImportOutcome(imported: plan.imported, moved: plan.moved, files: files), [])
            }
            let manifest = try await perform(plan)
            return (manifest.outcome, plan.adopted)
        }
    }

    /// Takes an import back; the entries that are not ours any more.
    package func undoImport(_ id: String) async throws -> (outcome: ImportOutcome, disowned: [AdoptedEntry]) {
        let manifest = try await undone(id)
        return (manifest.outcome, manifest.adopted ?? [])
    }
}

extension MoveManifest {
    var outcome: ImportOutcome {
        ImportOutcome(id: id, imported: imported ?? [], moved: move.moved, files: move.files)
    }
}
