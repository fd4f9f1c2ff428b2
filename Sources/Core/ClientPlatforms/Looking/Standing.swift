import DocumentEditing
import ServerModel

/// How one server stands to one client: what is in the file, what we wrote there, and what is wanted now.
struct Standing: Sendable {
    /// What the client calls it.
    var name: String
    var server: ServerID?
    var state: PlatformEntry.State
    /// In which of the client's files it is, or shall be.
    var file: Int
    var found: FoundEntry?
    /// What we wrote last.
    var written: PlatformLedger.Entry?
    /// What is wanted; empty when nothing is.
    var wanted: [EntryField] = []
    var obstacle: EntryObstacle?

    /// Whether the name is its own: it is, or shall be, in the file under it.
    var isClaim: Bool { state != .excluded && state != .foreign }
}

/// One client with everything there is to know of it.
struct PlatformLook: Sendable {
    let platform: Platform
    let record: PlatformLedger.Record
    let isInstalled: Bool
    /// The one new entries go to first, then those that the client reads too and that exist; none when its place is not known.
    let files: [LookedFile]
    /// Where the client keeps servers switched off; `nil` when it has no such file, or there is none.
    let switchboard: LookedFile?
    private(set) var standings: [Standing] = []

    init(
        _ platform: Platform, record: PlatformLedger.Record, isInstalled: Bool, files: [LookedFile],
        switchboard: LookedFile? = nil, wanted: [WantedServer]
    ) {
        self.platform = platform
        self.record = record
        self.isInstalled = isInstalled
        self.files = files
        self.switchboard = switchboard
        standings = compare(wanted)
    }

    /// The keys that lead to the servers in a file.
    func container(in file: Int) -> [String] {
        guard platform.layout == .nestedWhenPresent, let nested = files[file].document?.root[platform.container]?["servers"],
            nested.members != nil, ["type", "command", "url"].allSatisfy({ nested[$0] == nil })
        else { return platform.container }
        return platform.container + ["servers"]
    }

    /// The servers of a file, in its order.
    func entries(in file: Int) -> [FoundEntry] {
        let container = container(in: file)
        guard let value = files[file].document?.root[container] else { return [] }
        if platform.layout == .list {
            return (value.items ?? []).compactMap { item in item["name"]?.text.map { FoundEntry(name: $0, value: item) } }
        }
        // Keys beside the servers, such as `timeout` of opencode, are no servers.
        return (value.members ?? []).filter { $0.value.members != nil }.map { FoundEntry(name: $0.key, value: $0.value) }
    }

    /// Whether the file can be read and everything of ours is in it.
    var isWhole: Bool {
        files.first?.problem == nil && files.first?.source != nil
            && !standings.contains { $0.state == .missing || $0.state == .drifted }
    }

    // MARK: Comparing

    private func compare(_ wanted: [WantedServer]) -> [Standing] {
        guard !files.isEmpty else { return [] }
        var standings: [Standing] = []
        var found: [String: (file: Int, entry: FoundEntry)] = [:]
        for index in files.indices {
            for entry in entries(in: index) where found[entry.name] == nil { found[entry.name] = (index, entry) }
        }
        var accounted: Set<String> = []
        let all = wanted.map { standing(of: $0, found) }
        let claimed = Set(all.filter(\.isClaim).map(\.name))
        for var standing in all {
            if standing.isClaim {
                if !accounted.insert(standing.name).inserted {
                    standing.obstacle = EntryObstacle(
                        "same-name",
                        "\(platform.title) would call '\(standing.server?.rawValue ?? "")' '\(standing.name)', as it calls another server",
                        "rename one of the two servers")
                    standing.state = .impossible
                    standing.name = standing.server?.rawValue ?? standing.name
                }
            } else if claimed.contains(standing.name) {
                // What is there under its name is another server's.
                continue
            } else {
                accounted.insert(standing.name)
            }
            standings.append(standing)
        }
        // Ours, and not wanted any more.
        for (name, entry) in record.entries.sorted(by: { $0.key < $1.key }) where accounted.insert(name).inserted {
            let server = try? ServerID(entry.server)
            let place = found[name]
            var state = PlatformEntry.State.leftover
            if let place, !entry.fields.withoutConstants(of: platform).match(place.entry.value) { state = .drifted }
            standings.append(
                Standing(
                    name: name, server: server, state: state, file: place?.file ?? 0, found: place?.entry, written: entry))
        }
        for (name, place) in found.sorted(by: { $0.key < $1.key }) where !accounted.contains(name) {
            standings.append(Standing(name: name, state: .foreign, file: place.file, found: place.entry))
        }
        return standings
    }

    private func standing(of server: WantedServer, _ found: [String: (file: Int, entry: FoundEntry)]) -> Standing {
        // An entry we wrote keeps its name, whatever the name would be today.
        let kept = record.entries.first { $0.value.server == server.id.rawValue }
        // Where a client has no switch, a server that is off is left out; the definition remembers it.
        let isOff = server.setting.disabled && platform.entry.onOff == nil
        let isWanted = server.setting.enabled && !isOff
        var standing = Standing(
            name: kept?.key ?? server.id.rawValue, server: server.id, state: .wanted, file: 0, written: kept?.value)
        do throws(EntryObstacle) {
            if kept == nil { standing.name = try platform.names.name(for: server.id, in: platform) }
        } catch {
            standing.obstacle = error
        }
        if let place = found[standing.name] {
            standing.file = place.file
            standing.found = place.entry
        }
        if isWanted, standing.obstacle == nil {
            do throws(EntryObstacle) {
                let fields = try fields(of: server, named: standing.name, in: standing.file)
                standing.wanted = standing.found == nil ? fields : fields.withoutConstants(of: platform)
            } catch {
                standing.obstacle = error
            }
        }
        standing.state = state(of: standing, isWanted: isWanted)
        return standing
    }

    private func fields(of server: WantedServer, named name: String, in file: Int) throws(EntryObstacle) -> [EntryField] {
        let isNested = container(in: file).count > platform.container.count
        let fields = try EntryComposition.fields(of: server, for: platform, isNested: isNested)
        // In a list, the name is a field like the others.
        return (platform.layout == .list ? [EntryField(["name"], .text(name))] : []) + fields
    }

    private func state(of standing: Standing, isWanted: Bool) -> PlatformEntry.State {
        if let written = standing.written {
            guard let found = standing.found else { return isWanted ? .missing : .excluded }
            guard written.fields.withoutConstants(of: platform).match(found.value) else {
                // What somebody made of it may be what is wanted.
                return isWanted && standing.wanted.match(found.value) && !standing.wanted.isEmpty ? .outdated : .drifted
            }
            if !isWanted { return .leftover }
            if standing.obstacle != nil { return .impossible }
            let paths = Set(standing.wanted.map(\.path))
            let isWhole = written.fields.withoutConstants(of: platform).allSatisfy { paths.contains($0.path) }
            return isWhole && standing.wanted.match(found.value) ? .inSync : .outdated
        }
        if !isWanted { return standing.found == nil ? .excluded : .foreign }
        if record.theirs.contains(standing.name) { return standing.found == nil ? .excluded : .foreign }
        if standing.obstacle != nil { return .impossible }
        return standing.found == nil ? .wanted : .taken
    }
}

extension [EntryField] {
    /// Without what a new entry has once: from then on that is the user's.
    func withoutConstants(of platform: Platform) -> Self {
        filter { field in !platform.entry.constants.contains { [$0.key] == field.path } }
    }
}

extension PlacedValue {
    /// What stands at a path of keys.
    subscript(path: [String]) -> PlacedValue? {
        path.reduce(Optional(self)) { $0?[$1] }
    }
}
