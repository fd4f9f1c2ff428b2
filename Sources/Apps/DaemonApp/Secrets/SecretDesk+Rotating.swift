import SecretStores
import ServerModel
import ServerSupervision

/// Another value for a secret, on trial: the old one waits until the server is ready with the new one.
extension SecretDesk {
    /// Returns when the server has settled. Throws `unknown-secret` for what has no value in a store yet, and what ``set(_:of:)`` throws.
    func rotate(_ secret: String, to new: SecretValue, of name: String) async throws -> SecretRotationOutcome {
        let definition = try await definitions.definition(name)
        let id = definition.name
        try check([secret: new.revealed], of: definition)
        let entry = RotationJournal.Entry(server: id, secret: secret)
        try checkRest(of: [entry])
        rotating.insert(entry)
        defer { rotating.remove(entry) }
        let old = try await stored(secret, of: id)
        let tried: ServerStatus
        do {
            // Whoever comes after a daemon that dies from here on finds the old value.
            try await keeper.set([RotationJournal.kept(secret): old], of: id)
            try journal.begin(entry)
            try await keeper.set([secret: new], of: id)
            tried = try await supervisor.tryOut(id)
        } catch {
            // Nobody can say what the server makes of it: as if nothing had been asked.
            try await goBack(to: old, entry)
            throw error
        }
        guard !tried.phase.isRunning else {
            await end(entry)
            return SecretRotationOutcome(isKept: true, status: tried)
        }
        try await goBack(to: old, entry)
        return SecretRotationOutcome(isKept: false, problem: tried.refusal, status: try await supervisor.tryOut(id))
    }

    /// Should the store refuse, the old value stays where the next daemon looks for it.
    private func goBack(to old: SecretValue, _ entry: RotationJournal.Entry) async throws {
        try await keeper.set([entry.secret: old], of: entry.server)
        await end(entry)
    }

    /// Gives back the old values of rotations that a daemon did not live to end; returns whose they were. One whose store does not
    /// answer is tried again the next time.
    func giveBack() async -> [RotationJournal.Entry] {
        var given: [RotationJournal.Entry] = []
        for entry in journal.entries where !rotating.contains(entry) {
            let kept = SecretKey(server: entry.server, name: RotationJournal.kept(entry.secret))
            switch await keeper.lookup(kept) {
            case .unreachable: continue
            case .none: journal.end(entry)
            case .found(let old, _, _):
                guard (try? await keeper.set([entry.secret: old], of: entry.server)) != nil else { continue }
                await end(entry)
                given.append(entry)
            }
        }
        return given
    }

    /// The same where nobody needs to know.
    func giveBackNow() async { _ = await giveBack() }

    /// The same at the daemon's start, told to who listens.
    func tellInterrupted(_ events: EventHub) async {
        for entry in await giveBack() {
            let message = "the rotation of \(entry.secret) was interrupted: its old value is back"
            complain("\(entry.server): \(message)")
            events.publish(
                ServerEvent(sequence: 0, time: .now, server: entry.server, kind: .notice, severity: .warning, message: message))
        }
    }

    func end(_ entry: RotationJournal.Entry) async {
        // A copy that cannot be removed now is overwritten by the next rotation.
        _ = try? await keeper.remove(SecretKey(server: entry.server, name: RotationJournal.kept(entry.secret)))
        journal.end(entry)
    }

    private func stored(_ secret: String, of id: ServerID) async throws -> SecretValue {
        switch await keeper.lookup(SecretKey(server: id, name: secret)) {
        case .found(let value, _, _): return value
        case .none: throw ErrorReport.notStored(secret, of: id)
        case .unreachable(let report, _): throw report
        }
    }
}

extension Phase {
    fileprivate var isRunning: Bool {
        switch self {
        case .ready, .degraded: true
        case .stopped, .starting, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown: false
        }
    }
}

extension ServerStatus {
    /// Why it did not become ready.
    fileprivate var refusal: ErrorReport {
        switch phase {
        case .failed(let report), .needsSecret(let report): report
        case .unknown(let reason): ErrorReport(code: "unreachable", problem: reason, remedy: "try again when it is in reach")
        case .stopped, .starting, .ready, .degraded, .stopping, .waiting, .disabled:
            ErrorReport(
                code: "not-ready", problem: "'\(id)' did not become ready: \(lastExit?.words ?? phase.name.rawValue)",
                remedy: lastExit?.hint ?? "run 'mcp-manager logs \(id)'")
        }
    }
}
