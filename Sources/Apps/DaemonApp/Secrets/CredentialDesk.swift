import CKernel
import CredentialFinder
import DaemonLaunch
import SecretStores
import ServerModel

/// Finds credentials in plain text and takes them into the store. Reading many files takes its time, and is done on no event loop.
struct CredentialDesk: Sendable {
    private let finder: CredentialFinder
    private let mover: CredentialMover
    private let desk: SecretDesk

    init(home: HomeDirectory, desk: SecretDesk, userHome: String, environment: [String: String]) {
        self.desk = desk
        finder = CredentialFinder(home: home.path, userHome: userHome, environment: environment)
        mover = CredentialMover(
            finder: finder, bridge: (executableFolder() ?? "/usr/local/bin") + "/mcp-connect", shelf: .kept(by: desk.keeper),
            now: { .now })
    }

    func find(in paths: [String]) async -> [FoundCredential] {
        await Task.detached(priority: .utility) { [finder] in finder.find(in: paths) }.value
    }

    func move(_ request: CredentialMoveRequest) async throws -> CredentialMove {
        let move = try await mover.move(request, in: request.paths)
        if !request.isDryRun { await tell(of: move) }
        return move
    }

    func undo(_ id: String) async throws -> CredentialMove {
        let move = try await mover.undo(id)
        await tell(of: move)
        return move
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
    private func tell(of move: CredentialMove) async {
        await desk.definitions.refresh()
        for server in Set(move.moved.map(\.server)) {
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
