import ServerModel

/// An entry that was pointed at us by other means: a move of credentials, an import.
package struct AdoptedEntry: Codable, Hashable, Sendable {
    package var platform: String
    package var path: String
    package var container: [String]
    package var name: String
    package var isListItem: Bool
    package var server: ServerID
    package var fields: [EntryField]

    package init(
        platform: String, path: String, container: [String], name: String, isListItem: Bool, server: ServerID,
        fields: [EntryField]
    ) {
        self.platform = platform
        self.path = path
        self.container = container
        self.name = name
        self.isListItem = isListItem
        self.server = server
        self.fields = fields
    }
}

extension PlatformKeeper {
    /// They are ours from now on.
    ///
    /// Those in files that we do not look after, such as one of a profile or a project, are left out.
    package func adopt(_ entries: [AdoptedEntry]) async throws {
        let ledger = ledger.read()
        let table = await facts.table()
        let kept = entries.filter { entry in
            table[entry.platform].map { paths(of: $0, ledger[entry.platform]).contains(entry.path) } ?? false
        }
        if kept.isEmpty { return }
        try await inTurn { try await self.change(kept, isOurs: true) }
    }

    /// They are not ours any more, whatever is in the files.
    package func disown(_ entries: [AdoptedEntry]) async throws {
        if entries.isEmpty { return }
        try await inTurn { try await self.change(entries, isOurs: false) }
    }

    private func change(_ entries: [AdoptedEntry], isOurs: Bool) throws {
        var all = ledger.read()
        for entry in entries {
            var record = all[entry.platform]
            record.theirs.remove(entry.name)
            record.entries[entry.name] =
                isOurs
                ? PlatformLedger.Entry(
                    server: entry.server.rawValue, path: entry.path, container: entry.container, isListItem: entry.isListItem,
                    fields: entry.fields) : nil
            all[entry.platform] = record
            if !isOurs, record.entries.isEmpty, record.syncedAt == nil { all.platforms[entry.platform] = nil }
            lastContents[entry.platform] = nil
        }
        try ledger.write(all)
    }
}
