import ServerModel

/// All stores in their configured order, and which of them has what.
///
/// No store can hold anybody up: each question has a deadline, and one that missed it is not asked for a while.
public actor SecretKeeper {
    /// At most one of each kind.
    private let stores: [any SecretStore]
    private var index: SecretIndex
    private let deadline: Duration
    private let now: @Sendable () -> Timestamp
    private let uptime: @Sendable () -> Duration

    /// Until when stores that were overdue are left alone, on the clock of `uptime`.
    private var pauses: [SecretStoreKind: Duration] = [:]
    /// The change that is under way, or was the last.
    private var lastChange: Task<Void, Never>?

    /// - Parameters:
    ///   - index: the path of `state/secrets.json`; its folder must be there.
    ///   - uptime: any clock that never goes back.
    public init(
        stores: [any SecretStore], index: String, deadline: Duration = .seconds(3), now: @escaping @Sendable () -> Timestamp,
        uptime: @escaping @Sendable () -> Duration = SecretKeeper.uptime
    ) {
        self.stores = stores
        self.index = SecretIndex(path: index)
        self.deadline = deadline
        self.now = now
        self.uptime = uptime
    }

    /// Looks where it was last put; then, in their order, everywhere.
    public func lookup(_ key: SecretKey) async -> SecretLookup {
        let entry = index[key]
        let recorded = stores.filter { $0.kind == entry?.store }
        var obstacle: ErrorReport?
        for store in recorded + stores.filter({ $0.kind != entry?.store }) {
            do {
                guard let value = try await ask(store, { try await $0.value(of: key) }) else { continue }
                return .found(value, store.kind, changedAt: store.kind == entry?.store ? entry?.changedAt : nil)
            } catch {
                // What others have is older.
                if store.kind == entry?.store { return .unreachable(ErrorReport(describing: error), isKnown: true) }
                if Self.state(of: error) != .absent, obstacle == nil { obstacle = ErrorReport(describing: error) }
            }
        }
        return obstacle.map { .unreachable($0, isKnown: false) } ?? .none
    }

    /// Every name of a secret of a server that some store, or the index, knows; sorted.
    public func names(of server: ServerID) async -> [String] {
        var names = Set(index.names(of: SecretKey.service(of: server)))
        for store in stores {
            // One that cannot be asked says so in its report.
            names.formUnion((try? await ask(store) { try await $0.names(of: server) }) ?? [])
        }
        return names.sorted()
    }

    /// How each store is now, in their order; also those that were left alone are asked.
    public func reports() async -> [SecretStoreReport] {
        let asked = stores.map { store in Task { await report(of: store, isPatient: true) } }
        var reports: [SecretStoreReport] = []
        for report in asked { reports.append(await report.value) }
        let chosen = Self.choice(among: stores, reports)
        for position in reports.indices { reports[position].takesNewValues = position == chosen }
        // One that is made by its first value lacks nothing.
        if let chosen, reports[chosen].state == .absent { reports[chosen].problem = nil }
        return reports
    }

    /// Sets all of them or none, in the first store that takes values; removes what others have, where that is possible.
    public func set(_ values: [String: SecretValue], of server: ServerID) async throws {
        let values = Dictionary(uniqueKeysWithValues: values.map { (SecretKey(server: server, name: $0.key), $0.value) })
        try await inTurn { try await $0.apply(values) }
    }

    /// Takes a value out of every store. Whether there was one.
    public func remove(_ key: SecretKey) async throws -> Bool {
        try await inTurn { try await $0.takeOut(key) }
    }

    // MARK: Changes

    private func apply(_ values: [SecretKey: SecretValue]) async throws {
        guard !values.isEmpty else { return }
        let store = try await storeForNewValues()
        let moment = now()
        let before = values.mapValues { _ in SecretIndex.Entry?.none }.merging(values.keys.map { ($0, index[$0]) }) { $1 }
        // First, so that whoever dies in between leaves no older value that wins.
        try index.update(values.mapValues { _ in SecretIndex.Entry(store: store.kind, changedAt: moment) })
        var replaced: [(key: SecretKey, value: SecretValue?)] = []
        do {
            for (key, value) in values.sorted(by: { $0.key.name < $1.key.name }) {
                replaced.append((key, try await present(key, in: store)))
                try await ask(store) { try await $0.set(value, for: key) }
            }
        } catch {
            try await putBack(replaced, in: store, before, because: error)
        }
        for other in stores where other.kind != store.kind {
            // One that is locked keeps what it has; the index says that it does not count.
            for key in values.keys { _ = try? await ask(other) { try await $0.remove(key) } }
        }
    }

    private func present(_ key: SecretKey, in store: any SecretStore) async throws -> SecretValue? {
        do {
            return try await ask(store) { try await $0.value(of: key) }
        } catch let error where Self.state(of: error) == .absent && store.makesItself {
            return nil
        }
    }

    private func putBack(
        _ replaced: [(key: SecretKey, value: SecretValue?)], in store: any SecretStore,
        _ entries: [SecretKey: SecretIndex.Entry?],
        because cause: any Error
    ) async throws -> Never {
        var lost: [String] = []
        for (key, value) in replaced.reversed() {
            do {
                try await ask(store) { store in
                    // What failed may have changed nothing.
                    guard try await store.value(of: key) != value else { return }
                    if let value { try await store.set(value, for: key) } else { _ = try await store.remove(key) }
                }
            } catch let error where value == nil && Self.state(of: error) == .absent {
                // It was to be made by these values, and was not.
            } catch {
                lost.append(key.name)
            }
        }
        do {
            try index.update(entries)
        } catch {
            // The entries say that the values are here, which is where one looks first anyway; the cause is what matters.
        }
        guard lost.isEmpty else { throw SecretsHalfSet(names: lost.sorted(), cause: ErrorReport(describing: cause)) }
        throw cause
    }

    private func takeOut(_ key: SecretKey) async throws -> Bool {
        let entry = index[key]
        var wasThere = false
        var obstacle: (any Error)?
        for store in stores {
            do {
                if try await ask(store, { try await $0.remove(key) }) { wasThere = true }
            } catch {
                if store.kind == entry?.store { throw error }
                if Self.state(of: error) != .absent, obstacle == nil { obstacle = error }
            }
        }
        if !wasThere, let obstacle { throw obstacle }
        try index.update([key: nil])
        return wasThere
    }

    private func storeForNewValues() async throws -> any SecretStore {
        var reports: [SecretStoreReport] = []
        for store in stores {
            let report = await report(of: store, isPatient: false)
            if report.state == .ready { return store }
            reports.append(report)
        }
        if let chosen = Self.choice(among: stores, reports) { return stores[chosen] }
        throw NoSecretStore(problems: reports.compactMap { $0.problem?.problem })
    }

    /// The first that is ready; else the first that is made by its first value.
    private static func choice(among stores: [any SecretStore], _ reports: [SecretStoreReport]) -> Int? {
        reports.firstIndex { $0.state == .ready }
            ?? reports.indices.first { reports[$0].state == .absent && stores[$0].makesItself }
    }

    /// One change after the other. A change that has begun is carried through, even when nobody waits for it any more.
    private func inTurn<Value: Sendable>(
        _ change: @escaping @Sendable (isolated SecretKeeper) async throws -> Value
    ) async throws -> Value {
        let before = lastChange
        let mine = Task {
            await before?.value
            return try await change(self)
        }
        lastChange = Task { _ = try? await mine.value }
        return try await mine.value
    }

    // MARK: Asking

    private func report(of store: any SecretStore, isPatient: Bool) async -> SecretStoreReport {
        do {
            let report = try await ask(store, isPatient: isPatient) { await $0.report() }
            if report.problem?.code == StoreOverdue(store: store.kind).code { pause(store.kind) }
            return report
        } catch {
            return SecretStoreReport(kind: store.kind, state: .failing, problem: ErrorReport(describing: error))
        }
    }

    /// - Parameter isPatient: ask even one that was overdue a moment ago.
    private func ask<Value: Sendable>(
        _ store: any SecretStore, isPatient: Bool = false,
        _ question: @escaping @Sendable (any SecretStore) async throws -> Value
    ) async throws -> Value {
        let overdue = StoreOverdue(store: store.kind)
        if !isPatient, let end = pauses[store.kind], uptime() < end { throw overdue }
        do {
            let value = try await within(patience(with: store.kind), else: overdue) { try await question(store) }
            pauses[store.kind] = nil
            return value
        } catch let error as StoreOverdue {
            pause(store.kind)
            throw error
        }
    }

    /// A key is made from a passphrase slowly on purpose, and a file of ours waits for nobody's prompt.
    private func patience(with store: SecretStoreKind) -> Duration {
        store == .vault ? max(deadline, Self.vaultPatience) : deadline
    }

    private func pause(_ store: SecretStoreKind) { pauses[store] = uptime() + Self.pause }

    private static func state(of error: any Error) -> SecretStoreReport.State {
        (error as? any SecretStoreError)?.state ?? .failing
    }

    private static let pause = Duration.seconds(30)
    private static let vaultPatience = Duration.seconds(30)

    private static let start = ContinuousClock.now
    /// The time since this was asked first.
    public static let uptime: @Sendable () -> Duration = { ContinuousClock.now - start }
}
