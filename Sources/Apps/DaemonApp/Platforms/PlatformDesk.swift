import CarefulFiles
import ClientPlatforms
import CredentialFinder
import DaemonLaunch
import FileWatching
import ServerExecution
import ServerModel
import ServerSupervision

/// Puts the files of AI clients before people: asks the keeper, and tells everybody what it did and what it saw.
struct PlatformDesk: Sendable {
    let keeper: PlatformKeeper
    private let watch: PlatformWatch
    private let definitions: DefinitionKeeper
    private let events: EventHub

    /// - Parameter drifted: told of each configured client whose file was looked at: its id, its name and whether it is not as we wrote it.
    init(
        _ parts: PlatformParts, definitions: DefinitionKeeper, events: EventHub, watcher: FileWatcher?,
        drifted: @escaping @Sendable (String, String, Bool) -> Void
    ) {
        keeper = PlatformKeeper(home: parts.home.path, facts: parts.facts(definitions))
        self.definitions = definitions
        self.events = events
        watch = PlatformWatch(keeper: keeper, watcher: watcher, events: events, drifted: drifted)
    }

    /// What a daemon that was killed left is settled, for people; from then on the files are watched.
    func begin() async -> [String] {
        let messages = await keeper.recover()
        await watch.refresh()
        return messages
    }

    /// How the files stand now, for alerts.
    func tellDrift() async { await watch.tellDrift() }

    func plan(_ request: PlatformSyncRequest) async throws -> PlatformSync {
        try await check(request)
        return try await keeper.plan(request)
    }

    func apply(_ request: PlatformSyncRequest) async throws -> PlatformSync {
        try await check(request)
        return await told(try await keeper.apply(request), request.purpose == .release ? "our servers are out of" : "wrote")
    }

    func undo(_ request: PlatformUndoRequest) async throws -> PlatformSync {
        let sync = try await keeper.undo(request)
        return request.isDryRun ? sync : await told(sync, "put back")
    }

    func restore(_ id: String, _ request: PlatformRestoreRequest) async throws -> PlatformSync {
        let sync = try await keeper.restore(id, request)
        return request.isDryRun ? sync : await told(sync, "put back")
    }

    func add(_ text: PlatformText) async throws -> PlatformStatus {
        let id = try await keeper.add(text)
        await watch.refresh()
        return try await keeper.status(of: id)
    }

    /// Entries of clients that are ours now.
    func adopted(_ entries: [AdoptedEntry]) async throws {
        try await keeper.adopt(entries)
        await watch.refresh()
    }

    /// Entries of clients that are not ours any more.
    func disowned(_ entries: [AdoptedEntry]) async throws {
        try await keeper.disown(entries)
        await watch.refresh()
    }

    /// The ids of clients by any of their names.
    func ids(_ names: [String]) async throws -> [String] {
        let table = await keeper.table()
        return try names.map { try table.platform(named: $0).id }
    }

    private func check(_ request: PlatformSyncRequest) async throws {
        await definitions.refresh()
        let known = await definitions.all.keys.map(\.rawValue)
        for name in request.servers where !known.contains(name) {
            throw PlatformError.unknownServer(name, closest: closestMatch(to: name, among: known))
        }
    }

    private func told(_ sync: PlatformSync, _ verb: String) async -> PlatformSync {
        for change in sync.changes {
            events.publish(
                ServerEvent(
                    sequence: 0, time: .now, server: nil, kind: .platform, severity: .ok,
                    message: "\(change.title): \(verb) \(change.path)", platform: change.platform))
        }
        await watch.refresh()
        await watch.tellDrift(of: sync.changes.map(\.platform))
        return sync
    }
}
