import CarefulFiles
import DocumentEditing
import ClientPlatforms
import ServerModel

/// Takes credentials into the store and rewrites the files they were in, byte for byte but for them; and goes back.
///
/// The copies it keeps hold the credentials in plain text, as the files did: `backups/credentials/ID/`, for the
/// owner alone. The last ten moves are kept.
package actor CredentialMover {
    let finder: CredentialFinder
    let bridge: Bridge
    private let shelf: SecretShelf
    private let now: @Sendable () -> Timestamp
    private var isBusy = false

    static let movesKept = 10

    /// - Parameters:
    ///   - bridge: what clients are pointed at.
    ///   - now: for the names of moves.
    package init(finder: CredentialFinder, bridge: Bridge, shelf: SecretShelf, now: @escaping @Sendable () -> Timestamp) {
        self.finder = finder
        self.bridge = bridge
        self.shelf = shelf
        self.now = now
    }

    /// Moves what is asked for, all or nothing; a client's entry always with every credential in it.
    ///
    /// - Parameter paths: where the credentials were found, besides the usual places.
    /// - Returns: the move, and the entries of clients that are ours now.
    package func move(
        _ request: CredentialMoveRequest, in paths: [String] = []
    ) async throws -> (move: CredentialMove, adopted: [AdoptedEntry]) {
        try await alone {
            let search = finder.search(paths, besidesUsual: true)
            let plan = try MovePlanner.plan(request, of: search, servers: "\(finder.home)/servers", bridge: bridge)
            guard !request.isDryRun, !plan.changes.isEmpty else {
                let files = plan.changes.map {
                    CredentialMove.ChangedFile(path: $0.original?.path ?? $0.path, difference: $0.difference)
                }
                return (CredentialMove(moved: plan.moved, files: files), [])
            }
            return (try await perform(plan).move, plan.adopted)
        }
    }

    func perform(_ plan: MovePlan) async throws -> MoveManifest {
        var steps = try await MoveSteps(id: newID(), in: backups, plan, shelf, beganAt: now())
        try await steps.perform()
        forgetOldMoves()
        return steps.manifest
    }

    /// Puts the files of a move back as they were, removes the definitions it made and deletes the secrets it stored.
    /// What it answers is that move. Throws `changed-since`, and touches nothing, when somebody changed one of the files meanwhile.
    package func undo(_ id: String) async throws -> (move: CredentialMove, disowned: [AdoptedEntry]) {
        let manifest = try await undone(id)
        return (manifest.move, manifest.adopted ?? [])
    }

    func undone(_ id: String) async throws -> MoveManifest {
        try await alone {
            guard Self.isID(id), let manifest = MoveManifest(in: "\(backups)/\(id)") else {
                throw CredentialMoveError.unknownMove(id)
            }
            try await MoveUndoing(manifest, in: "\(backups)/\(id)", shelf).perform()
            return manifest
        }
    }

    /// The moves that were not finished, because the daemon was killed in the middle of them: to be undone.
    package func unfinished() -> [String] {
        moves.filter { MoveManifest(in: "\(backups)/\($0)")?.isFinished == false }
    }

    private var backups: String { "\(finder.home)/backups/credentials" }

    /// Oldest first.
    private var moves: [String] { Folder.names(in: backups).filter(Self.isID) }

    func alone<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        guard !isBusy else { throw CredentialMoveError.busy }
        isBusy = true
        defer { isBusy = false }
        return try await work()
    }

    /// `20261122T154457204Z-4f2a`: in the order of time.
    private func newID() -> String {
        let stamp = now().description.filter { $0.isLetter || $0.isNumber }
        let chance = String(UInt16.random(in: 0x1000...0xFFFF), radix: 16)
        return "\(stamp)-\(chance)"
    }

    private static func isID(_ text: String) -> Bool {
        text.utf8.count < 64 && text.utf8.first?.isDigit == true
            && text.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
    }

    private func forgetOldMoves() {
        var finished: [String] = []
        for id in moves {
            switch MoveManifest(in: "\(backups)/\(id)")?.isFinished {
            case true?: finished.append(id)
            case false?: break
            // It ended before it changed anything.
            case nil: Folder.remove("\(backups)/\(id)")
            }
        }
        for id in finished.dropLast(Self.movesKept) { Folder.remove("\(backups)/\(id)") }
    }
}
