import SecretStores
import ServerExecution
import ServerModel
import ServerSupervision

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where people's questions about secrets are answered and their changes made; values come in here and never go out.
actor SecretDesk {
    let keeper: SecretKeeper
    let resolver: SecretResolver
    let definitions: DefinitionKeeper
    let supervisor: Supervisor
    let journal: RotationJournal
    /// Those that are on trial or being changed: nobody else may change them meanwhile.
    var rotating: Set<RotationJournal.Entry> = []
    /// What `~` means.
    private let userHome: String

    init(
        keeper: SecretKeeper, resolver: SecretResolver, definitions: DefinitionKeeper, supervisor: Supervisor,
        journal: RotationJournal, userHome: String
    ) {
        self.keeper = keeper
        self.resolver = resolver
        self.definitions = definitions
        self.supervisor = supervisor
        self.journal = journal
        self.userHome = userHome
    }

    // MARK: Asking

    /// Of every server whose definition can be read.
    func all() async -> [ServerSecrets] {
        var all: [ServerSecrets] = []
        let store = await newValuesGoTo()
        for (id, loaded) in await definitions.all.sorted(by: { $0.key < $1.key }) {
            guard let definition = loaded.reading.definition else { continue }
            all.append(ServerSecrets(server: id, secrets: await statuses(of: definition), store: store))
        }
        return all
    }

    /// Throws ``UnknownServer``, or what is wrong with its definition.
    func secrets(of name: String) async throws -> ServerSecrets {
        let definition = try await definitions.definition(name)
        return ServerSecrets(
            server: definition.name, secrets: await statuses(of: definition), store: await newValuesGoTo())
    }

    private func newValuesGoTo() async -> SecretStoreReport? {
        await keeper.reports().first { $0.takesNewValues }
    }

    private func statuses(of definition: ServerDefinition) async -> [SecretStatus] {
        let wanted = LaunchPlanner.secretsWanted(by: definition)
        let declared = Set(definition.secrets.map(\.name))
        let stored = await keeper.names(of: definition.name)
        let found = await resolver.resolve(wanted, of: definition.name)
        let known = Set(wanted.map(\.name))
        let forgotten = stored.filter { !known.contains($0) && isEnvironmentName($0) }.sorted().map {
            SecretRequirement(name: $0)
        }
        let leftovers = await resolver.resolve(forgotten, of: definition.name)
        return wanted.map { secret in
            SecretStatus(secret, declared.contains(secret.name) ? .declared : .mentioned, found[secret.name])
        } + forgotten.map { SecretStatus($0, .none, leftovers[$0.name]) }
    }

    // MARK: Changing

    /// Stores new values, all or none, and has the server use them. Throws `invalid-secret`, `secret-elsewhere`, or what the store says.
    func set(_ changes: SecretChanges, of name: String) async throws -> SecretsApplied {
        let definition = try await definitions.definition(name)
        try check(changes.values, of: definition)
        try await alone(with: changes.values.keys, of: definition.name) {
            try await keeper.set(changes.values.mapValues { SecretValue($0) }, of: definition.name)
        }
        return try await changed(definition.name, restarts: changes.restarts)
    }

    /// Takes a value out of every store. Throws `unknown-secret` when none has it.
    func delete(_ secret: String, of name: String) async throws -> SecretsApplied {
        let id = try await supervisor.status(of: name).id
        try await alone(with: [secret], of: id) {
            guard try await keeper.remove(SecretKey(server: id, name: secret)) else {
                throw ErrorReport.notStored(secret, of: id)
            }
        }
        // What runs with it runs on; its next start will do without.
        return try await changed(id, restarts: false)
    }

    private func changed(_ id: ServerID, restarts: Bool) async throws -> SecretsApplied {
        try await supervisor.secretsChanged(of: id.rawValue, restarts: restarts)
        return SecretsApplied(
            secrets: try await secrets(of: id.rawValue), status: try await supervisor.status(of: id.rawValue))
    }

    /// Changes values that nobody else changes meanwhile. A rotation of them that was interrupted has nothing to give back any more.
    private func alone(
        with secrets: some Sequence<String>, of server: ServerID, _ change: () async throws -> Void
    ) async throws {
        let entries = Set(secrets.map { RotationJournal.Entry(server: server, secret: $0) })
        try checkRest(of: entries)
        rotating.formUnion(entries)
        defer { rotating.subtract(entries) }
        try await change()
        for entry in journal.entries where entries.contains(entry) { await end(entry) }
    }

    /// Throws when one of these is on trial, or being changed.
    func checkRest(of entries: Set<RotationJournal.Entry>) throws {
        guard let busy = entries.first(where: rotating.contains) else { return }
        throw ErrorReport(
            code: "rotation-under-way", problem: "another value for \(busy.secret) of '\(busy.server)' is being tried",
            remedy: "wait until the server has started, or could not")
    }

    /// All that is wrong with new values, at once.
    func check(_ values: [String: String], of definition: ServerDefinition) throws {
        let wanted = LaunchPlanner.secretsWanted(by: definition)
        var problems: [ErrorReport] = []
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            let secret = wanted.first { $0.name == name } ?? SecretRequirement(name: name)
            if let problem = objection(to: value, for: secret, of: definition.name) { problems.append(problem) }
        }
        guard let first = problems.first else { return }
        guard problems.count > 1 else { throw first }
        throw ErrorReport(
            code: first.code, problem: problems.map(\.problem).joined(separator: "; "),
            remedy: problems.map(\.remedy).joined(separator: "; "))
    }

    private func objection(to value: String, for secret: SecretRequirement, of server: ServerID) -> ErrorReport? {
        guard isEnvironmentName(secret.name) else {
            return ErrorReport(
                code: "invalid-secret", problem: "'\(secret.name)' cannot be the name of a secret",
                remedy: "use letters, digits and '_', not beginning with a digit")
        }
        if let from = secret.from {
            return ErrorReport(
                code: "secret-elsewhere",
                problem: "\(secret.name) of '\(server)' is kept elsewhere: its definition says 'from: \(from)'",
                remedy: "change it there, or run 'mcp-manager config unset \(server) secrets.\(secret.name).from' to keep it here"
            )
        }
        guard !value.isEmpty else {
            return ErrorReport(
                code: "invalid-secret", problem: "the new value of \(secret.name) is empty",
                remedy: "run 'mcp-manager secrets delete \(server) \(secret.name)' to have none")
        }
        if let objection = secret.objection(to: value) { return ErrorReport(objection) }
        guard secret.type == .file, access(value.hasPrefix("~/") ? userHome + value.dropFirst() : value, R_OK) != 0 else {
            return nil
        }
        return ErrorReport(
            InvalidSecret(
                name: secret.name, problems: ["names a file that is not there or cannot be read"], advice: secret.advice))
    }
}

extension SecretStatus {
    /// `nil` for what nobody looked for.
    fileprivate init(_ requirement: SecretRequirement, _ demand: Demand, _ found: SecretResolution?) {
        self.init(
            requirement: requirement, demand: demand, state: found?.state ?? .missing, origin: found?.origin, store: found?.store,
            problem: found?.problem, changedAt: found?.changedAt)
    }
}

extension ErrorReport {
    static func notStored(_ secret: String, of server: ServerID) -> ErrorReport {
        ErrorReport(
            code: "unknown-secret", problem: "no store has a value for \(secret) of '\(server)'",
            remedy: "run 'mcp-manager secrets list \(server)' to see what there is")
    }
}
