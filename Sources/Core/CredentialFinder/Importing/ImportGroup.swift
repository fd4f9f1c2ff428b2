import CarefulFiles
import ClientPlatforms
import DocumentEditing
import ServerConfiguration
import ServerModel

/// One server that clients have, with every entry that starts it: the same command is one server.
struct ImportGroup: Sendable {
    var candidate: ImportCandidate
    /// What it is called when it is ours; `nil` when it cannot be taken over.
    var id: ServerID?
    var entries: [ClientEntry]
}

/// Puts the entries of clients' files together.
struct ImportGrouping {
    private let definitions: [ServerID: DefinitionStore.Loaded]
    private var groups: [ImportGroup] = []
    private var indices: [Identity: Int] = [:]
    private var taken: Set<String>

    /// What makes two entries the same server: what they start, with the same credentials.
    private struct Identity: Hashable {
        var launch: Takeover.Launch
        var values: [String: SecretValue]
    }

    static func groups(
        of entries: [ClientEntry], _ definitions: [ServerID: DefinitionStore.Loaded]
    ) -> [ImportGroup] {
        var grouping = ImportGrouping(definitions)
        for entry in entries { grouping.add(entry) }
        return grouping.groups
    }

    private init(_ definitions: [ServerID: DefinitionStore.Loaded]) {
        self.definitions = definitions
        taken = Set(definitions.keys.map { $0.rawValue.lowercased() })
    }

    private mutating func add(_ entry: ClientEntry) {
        do throws(Obstacle) {
            let takeover = try Takeover(of: entry)
            let identity = Identity(launch: takeover.launch, values: takeover.values)
            if let index = indices[identity] { return join(entry, index) }
            let known = known(takeover)
            let id: ServerID
            if let known {
                id = known
            } else {
                id = try free(takeover.id)
                // What a definition cannot say is known before anybody is asked.
                var named = takeover
                named.id = id
                _ = try named.definitionText(from: entry.client.title)
            }
            taken.insert(id.rawValue.lowercased())
            indices[identity] = groups.count
            groups.append(group(of: entry, id, known: known, obstacle: nil))
        } catch {
            groups.append(group(of: entry, nil, known: nil, obstacle: error.text))
        }
    }

    private mutating func join(_ entry: ClientEntry, _ index: Int) {
        groups[index].entries.append(entry)
        groups[index].candidate.places.append(entry.place)
        groups[index].candidate.credentials += entry.credentials
        groups[index].candidate.id = Self.identity(of: groups[index].entries)
    }

    private func group(of entry: ClientEntry, _ id: ServerID?, known: ServerID?, obstacle: String?) -> ImportGroup {
        let launch = EntryText.launch(
            FoundEntry(name: entry.name, value: entry.value), entry.client.platform?.entry ?? EntrySpelling(),
            hiding: SecretSpans.spans(in: entry.value))
        let candidate = ImportCandidate(
            id: Self.identity(of: [entry]), name: id?.rawValue ?? entry.name, launch: launch ?? "", places: [entry.place],
            credentials: entry.credentials, known: known, obstacle: obstacle)
        return ImportGroup(candidate: candidate, id: id, entries: [entry])
    }

    // MARK: Names

    /// The server of ours that starts the same.
    private func known(_ takeover: Takeover) -> ServerID? {
        let ids = [takeover.id] + definitions.keys.sorted().filter { $0 != takeover.id }
        return ids.first { id in
            guard let loaded = definitions[id], loaded.reading.definition != nil else { return false }
            var named = takeover
            named.id = id
            do throws(Obstacle) {
                _ = try named.lacking(in: loaded.reading.definition)
                return true
            } catch {
                return false
            }
        }
    }

    private func free(_ id: ServerID) throws(Obstacle) -> ServerID {
        for number in 1...99 {
            let name = number == 1 ? id.rawValue : "\(id.rawValue.prefix(60))-\(number)"
            if !taken.contains(name.lowercased()), let free = try? ServerID(name) { return free }
        }
        throw Obstacle("no name like '\(id)' is free: rename the entry")
    }

    /// The same while its entries are where they are, in files that did not change.
    private static func identity(of entries: [ClientEntry]) -> String {
        var digest = ContentDigest()
        for entry in entries {
            digest.add(entry.document.file.realPath)
            for key in entry.path { digest.add(key) }
            digest.add(ContentDigest.text(of: Array(entry.document.file.bytes[entry.value.span])))
        }
        return digest.short
    }
}

extension ClientEntry {
    fileprivate var place: ImportCandidate.Place {
        ImportCandidate.Place(
            platform: client.id, title: client.title, path: document.file.path, name: name,
            line: document.place(of: value.span.lowerBound).line)
    }

    /// For people, without the values.
    fileprivate var credentials: [FoundCredential] {
        places.map { place in
            let (line, column) = document.place(of: place.value.span.lowerBound)
            return FoundCredential(
                id: "\(place.value.span.lowerBound)", file: document.file.path, line: line, column: column, kind: .clientFile,
                client: client.title, server: name, key: place.key, hint: SecretName.hint(for: place.credential),
                reason: place.reason)
        }
    }
}
