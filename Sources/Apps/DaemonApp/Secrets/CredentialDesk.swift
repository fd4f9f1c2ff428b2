import ClientPlatforms
import CredentialFinder
import DaemonLaunch
import SecretStores
import ServerExecution
import ServerModel

/// Finds credentials in plain text and takes them into the store. Reading many files takes its time, and is done on no event loop.
struct CredentialDesk: Sendable {
    private let finder: CredentialFinder
    private let mover: CredentialMover
    private let desk: SecretDesk

    private let platforms: PlatformDesk

    init(home: HomeDirectory, desk: SecretDesk, platforms: PlatformDesk, planner: LaunchPlanner, bridge: BridgeLink) {
        self.desk = desk
        self.platforms = platforms
        let folder = "\(home.path)/platforms"
        let userHome = planner.userHome
        finder = CredentialFinder(
            home: home.path, userHome: userHome, environment: planner.daemonEnvironment,
            platforms: { PlatformTable.read(folder: folder).platforms })
        mover = CredentialMover(
            finder: finder,
            bridge: Bridge(program: bridge.path) { BridgeLink.words($0, client: $1, home: home, userHome: userHome) },
            shelf: .kept(by: desk.keeper), now: { .now })
    }

    func find(in paths: [String]) async -> [FoundCredential] {
        await Task.detached(priority: .utility) { [finder] in finder.find(in: paths) }.value
    }

    func move(_ request: CredentialMoveRequest) async throws -> CredentialMove {
        let (move, adopted) = try await mover.move(request, in: request.paths)
        if !request.isDryRun {
            try await platforms.adopted(adopted)
            await tell(of: move.moved.map(\.server))
        }
        return move
    }

    func undo(_ id: String) async throws -> CredentialMove {
        let (move, disowned) = try await mover.undo(id)
        try await platforms.disowned(disowned)
        await tell(of: move.moved.map(\.server))
        return move
    }

    // MARK: Importing

    func importCandidates(from wanted: [String]) async throws -> [ImportCandidate] {
        let ids = try await platforms.ids(wanted)
        return await Task.detached(priority: .utility) { [finder] in finder.importCandidates(from: ids) }.value
    }

    /// Servers that clients start, each for itself.
    func startedServers() async -> [ImportCandidate] {
        await Task.detached(priority: .utility) { [finder] in finder.startedServers() }.value
    }

    func importServers(_ request: ImportRequest) async throws -> ImportOutcome {
        let (outcome, adopted) = try await mover.importServers(request)
        if !request.isDryRun {
            try await platforms.adopted(adopted)
            await tell(of: outcome.imported.map(\.server))
        }
        return outcome
    }

    func undoImport(_ id: String) async throws -> ImportOutcome {
        let (outcome, disowned) = try await mover.undoImport(id)
        try await platforms.disowned(disowned)
        await tell(of: outcome.imported.map(\.server))
        return outcome
    }

    /// Moves in whose middle a daemon died, undone now; those that cannot be undone stay, and say why.
    func undoUnfinished() async -> [String] {
        var messages: [String] = []
        for id in await mover.unfinished() {
            do {
                _ = try await mover.undo(id)
                messages.append("moving credentials was interrupted: every file is as it was before")
            } catch {
                let report = ErrorReport(describing: error)
                messages.append("moving credentials was interrupted (\(id)): \(report.problem) — \(report.remedy)")
            }
        }
        return messages
    }

    /// Definitions may be others now, and values there or gone.
    private func tell(of servers: [ServerID]) async {
        await desk.definitions.refresh()
        for server in Set(servers) {
            // One that is gone again has nobody to tell.
            try? await desk.supervisor.secretsChanged(of: server.rawValue, restarts: false)
        }
    }
}

extension SecretShelf {
    /// The stores of the home.
    fileprivate static func kept(by keeper: SecretKeeper) -> SecretShelf {
        SecretShelf(
            value: { server, name in
                switch await keeper.lookup(SecretKey(server: server, name: name)) {
                case .found(let value, _, _): value
                case .none: nil
                case .unreachable(let report, _): throw report
                }
            },
            store: { try await keeper.set($1, of: $0) },
            delete: { server, names in
                for name in names { _ = try await keeper.remove(SecretKey(server: server, name: name)) }
            },
            changedAt: { server, name in
                if case .found(_, _, let moment) = await keeper.lookup(SecretKey(server: server, name: name)) {
                    moment
                } else {
                    nil
                }
            })
    }
}
