import ServerModel

@testable import TerminalApp

/// Answers what the dashboard asks, at once: servers start and stop, secrets are kept, clients' files are written.
struct FakeDaemon {
    var servers: [ServerStatus]
    var platforms = Sample.findings
    /// The secrets each server needs; those of others are none.
    var secrets: [ServerID: ServerSecrets] = [:]
    /// Set to have every question answered with it.
    var trouble: ErrorReport?
    /// Set to have nothing to tell of any server.
    var isEmpty = false
    private var sequence: UInt64 = 1000

    init(_ servers: [ServerStatus] = Sample.household) {
        self.servers = servers
        for name in ["notion", "slack"] { secrets[Sample.id(name)] = Sample.secrets(of: name) }
    }

    /// What comes of an effect, in order; nothing for those the program does without the daemon.
    mutating func answer(_ effect: Effect) -> [BackendEvent] {
        switch effect {
        case .connect(let generation, _):
            if let trouble { return [.lost(generation: generation, trouble)] }
            return [.connected(generation: generation, daemon: Sample.daemon, servers: servers, at: Sample.now)]
        case .reload(let generation):
            return [.reloaded(generation: generation, daemon: Sample.daemon, servers: servers, at: Sample.now)]
        case .follow(let subject, let generation):
            return [.logs(subject, generation: generation, isEmpty ? [] : Sample.log)]
        case .logs(let work): return answer(work)
        case .perform(let verb, let id, let generation):
            return [.performed(verb, id, generation: generation, result { $0.perform(verb, on: id) })]
        case .loadSecrets(let id, let generation):
            return [.secrets(id, generation: generation, result { $0.secrets(of: id) })]
        case .applySecrets(let id, let values, let generation):
            return [.secretsApplied(id, generation: generation, result { $0.keep(Set(values.keys), of: id) })]
        case .deleteSecret(let id, let name, let generation):
            return [.secretsApplied(id, generation: generation, result { $0.forget(name, of: id) })]
        case .rotateSecret(let id, let name, _, let generation):
            let outcome = result { SecretRotationOutcome(isKept: true, status: $0.status(of: id)) }
            return [.secretRotated(name, id, generation: generation, outcome)]
        case .loadPlatforms(let generation):
            return [
                .platforms(
                    generation: generation, result { $0.isEmpty ? PlatformFindings(platforms: [], history: []) : $0.platforms })
            ]
        case .planPlatforms(_, let generation): return [.platformsPlanned(generation: generation, result { _ in Sample.plan })]
        case .applyPlatforms(_, _, let generation):
            return [.platformsApplied(generation: generation, result { _ in Sample.written(Sample.plan) })]
        case .ask(let request, let generation):
            let nothing = isEmpty ? Sample.nothing(to: request) : nil
            guard let answer = nothing ?? Sample.answer(to: request, servers: servers) else { return [] }
            return [.answered(request, generation: generation, result { _ in answer })]
        case .copy(_, let what): return [.copied(what: what, ways: ["OSC 52"])]
        case .runCommand(_, _, let generation):
            return [.commandSaid(generation: generation, ["done"]), .commandEnded(generation: generation, .success(0))]
        case .unfollow, .withdraw, .cancelCommand, .lendTerminal, .useTheme, .useASCII, .useMouse, .offerThemes, .redraw,
            .suspend, .quit:
            return []
        }
    }

    private func answer(_ work: LogWork) -> [BackendEvent] {
        switch work {
        case .export(let order, let generation):
            let written = LogExported(records: Sample.log.count, bytes: 812, unread: [])
            return [.logNews(.exported(order, trouble.map { .failure($0) } ?? .success(written), generation: generation))]
        case .search(_, let generation):
            return trouble.map { [.logNews(.searched(.failure($0), generation: generation))] } ?? []
        case .stopSearch, .stopExport: return []
        }
    }

    private mutating func result<Value>(_ value: (inout FakeDaemon) -> Value) -> Result<Value, ErrorReport> {
        if let trouble { return .failure(trouble) }
        return .success(value(&self))
    }

    func status(of id: ServerID) -> ServerStatus {
        servers.first { $0.id == id } ?? Sample.server(id.rawValue, .unknown(reason: "gone"))
    }

    private mutating func perform(_ verb: Verb, on id: ServerID) -> ServerStatus {
        let phase: Phase =
            switch verb {
            case .start, .restart: .ready
            case .stop, .kill: .stopped
            }
        let sessions = status(of: id).sessions
        let status = Sample.server(id.rawValue, phase, since: "2026-11-22T14:02:15.000Z", sessions: sessions)
        servers = servers.map { $0.id == id ? status : $0 }
        return status
    }

    // MARK: Secrets

    private func secrets(of id: ServerID) -> ServerSecrets {
        secrets[id] ?? ServerSecrets(server: id, secrets: [], store: Sample.keyring)
    }

    private mutating func keep(_ names: Set<String>, of id: ServerID) -> SecretsApplied {
        change(id) { secret in
            guard names.contains(secret.requirement.name) else { return }
            (secret.state, secret.origin, secret.store) = (.set, "system keyring", .keyring)
        }
        if secrets(of: id).secrets.allSatisfy({ $0.state == .set || !$0.requirement.required }) { _ = perform(.start, on: id) }
        return SecretsApplied(secrets: secrets(of: id), status: status(of: id))
    }

    private mutating func forget(_ name: String, of id: ServerID) -> SecretsApplied {
        change(id) { if $0.requirement.name == name { $0.state = .missing } }
        return SecretsApplied(secrets: secrets(of: id), status: status(of: id))
    }

    private mutating func change(_ id: ServerID, _ adjust: (inout SecretStatus) -> Void) {
        var known = secrets(of: id)
        for index in known.secrets.indices { adjust(&known.secrets[index]) }
        secrets[id] = known
    }
}
