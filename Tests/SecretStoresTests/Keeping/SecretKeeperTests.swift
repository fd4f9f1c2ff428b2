import ServerModel
import Testing

@testable import SecretStores

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(1)))
struct `Stores in their order` {
    private let keyring = InMemorySecretStore(kind: .keyring)
    private let vault = InMemorySecretStore(kind: .vault)
    private let clock = TurnedClock()

    private var index: String { TemporaryFolder.path + "/secrets.json" }

    private func keeper(_ stores: [any SecretStore]? = nil, deadline: Duration = .seconds(20)) -> SecretKeeper {
        SecretKeeper(
            stores: stores ?? [keyring, vault], index: index, deadline: deadline, now: clock.now, uptime: clock.uptime)
    }

    private func set(_ values: [String: String], _ keeper: SecretKeeper) async throws {
        try await keeper.set(values.mapValues { SecretValue($0) }, of: .jira)
    }

    // MARK: Looking

    @Test(.temporaryFolder) func `are asked one after the other`() async throws {
        try await vault.set(SecretValue("vault's"), for: .token)
        try await vault.set(SecretValue("vault's"), for: .other)
        try await keyring.set(SecretValue("keyring's"), for: .token)
        let keeper = keeper()
        #expect(await keeper.lookup(.token) == .found(SecretValue("keyring's"), .keyring, changedAt: nil))
        #expect(await keeper.lookup(.other) == .found(SecretValue("vault's"), .vault, changedAt: nil))
        #expect(await keeper.lookup(SecretKey(server: try .jira, name: "X")) == .none)
    }

    @Test(.temporaryFolder) func `find what was set, and when`() async throws {
        let keeper = keeper()
        clock.turn(by: .seconds(5))
        let moment = clock.now()
        try await set(["TOKEN": "1"], keeper)
        clock.turn(by: .seconds(5))
        #expect(await keeper.lookup(.token) == .found(SecretValue("1"), .keyring, changedAt: moment))
        // Also in the next life of the daemon.
        #expect(await self.keeper().lookup(.token) == .found(SecretValue("1"), .keyring, changedAt: moment))
    }

    @Test(.temporaryFolder) func `give the newer value, which went to the second while the first was locked`() async throws {
        let keeper = keeper()
        try await set(["TOKEN": "old"], keeper)
        await keyring.lock()
        try await set(["TOKEN": "new"], keeper)
        await keyring.unlock()
        #expect(try await keyring.value(of: .token) == SecretValue("old"))
        #expect(await keeper.lookup(.token) == .found(SecretValue("new"), .vault, changedAt: clock.now()))
        #expect(await self.keeper().lookup(.token) == .found(SecretValue("new"), .vault, changedAt: clock.now()))
    }

    @Test(.temporaryFolder) func `do not give an older value while the newer is locked away`() async throws {
        let keeper = keeper()
        try await set(["TOKEN": "old"], keeper)
        await keyring.lock()
        try await set(["TOKEN": "new"], keeper)
        await keyring.unlock()
        await vault.lock()
        #expect(await keeper.lookup(.token) == .unreachable(ErrorReport(MemoryLocked()), isKnown: true))
    }

    @Test(.temporaryFolder) func `do not say that there is none while one of them is locked`() async throws {
        await keyring.lock()
        #expect(await keeper().lookup(.token) == .unreachable(ErrorReport(MemoryLocked()), isKnown: false))
        try await vault.set(SecretValue("1"), for: .token)
        #expect(await keeper().lookup(.token) == .found(SecretValue("1"), .vault, changedAt: nil))
    }

    @Test(.temporaryFolder) func `say that there is none when one of them is absent`() async throws {
        let absent = VaultStore.cheap(TemporaryFolder.path + "/secrets.vault")
        #expect(await keeper([keyring, absent]).lookup(.token) == .none)
    }

    @Test(.temporaryFolder) func `do not say that there is none when the one that had it is absent`() async throws {
        let path = TemporaryFolder.path + "/secrets.vault"
        try await set(["TOKEN": "1"], keeper([VaultStore.cheap(path, passphrase: "p")]))
        unlink(path)
        let lookup = await keeper([keyring, VaultStore.cheap(path)]).lookup(.token)
        #expect(lookup == .unreachable(ErrorReport(VaultError.noVault(path: path)), isKnown: true))
    }

    @Test(.temporaryFolder) func `name what any of them has`() async throws {
        try await keyring.set(SecretValue("1"), for: .token)
        try await vault.set(SecretValue("1"), for: .token)
        try await vault.set(SecretValue("1"), for: .other)
        let keeper = keeper()
        #expect(await keeper.names(of: try .jira) == ["OTHER", "TOKEN"])
        try await set(["THIRD": "3"], keeper)
        await keyring.lock()
        #expect(await keeper.names(of: try .jira) == ["OTHER", "THIRD", "TOKEN"])
    }

    // MARK: Setting

    @Test(.temporaryFolder) func `take new values in the first that is ready, and forget them in the others`() async throws {
        try await vault.set(SecretValue("old"), for: .token)
        try await vault.set(SecretValue("mine"), for: .other)
        try await set(["TOKEN": "new"], keeper())
        #expect(try await keyring.value(of: .token) == SecretValue("new"))
        #expect(try await vault.value(of: .token) == nil)
        #expect(try await vault.value(of: .other) == SecretValue("mine"))
    }

    @Test(.temporaryFolder) func `take all values or none`() async throws {
        try await keyring.set(SecretValue("old"), for: SecretKey(server: .jira, name: "A"))
        let keeper = keeper([BrittleStore(keyring, fragile: "C"), vault])
        await #expect(throws: BrittleStore.Trouble.self) { try await set(["A": "1", "B": "2", "C": "3"], keeper) }
        #expect(try await keyring.value(of: SecretKey(server: .jira, name: "A")) == SecretValue("old"))
        #expect(try await keyring.names(of: .jira) == ["A"])
        #expect(
            await keeper.lookup(SecretKey(server: try .jira, name: "A")) == .found(SecretValue("old"), .keyring, changedAt: nil))
    }

    @Test(.temporaryFolder) func `say which values could not be put back`() async throws {
        let keeper = keeper([BrittleStore(keyring, fragile: "C", breaksForGood: true)])
        let error = await #expect(throws: SecretsHalfSet.self) { try await set(["A": "1", "B": "2", "C": "3"], keeper) }
        #expect(error?.names == ["A", "B"])
        #expect(error?.problem == "it broke, and A, B could not be put back")
    }

    @Test(.temporaryFolder) func `change nothing when it cannot be noted where a value is`() async throws {
        let keeper = SecretKeeper(stores: [keyring], index: "/nowhere/secrets.json", now: clock.now, uptime: clock.uptime)
        let error = await #expect(throws: SecretIndexNotWritten.self) { try await set(["TOKEN": "1"], keeper) }
        #expect(error?.code == "secret-index-not-written")
        #expect(try await keyring.value(of: .token) == nil)
    }

    @Test(.temporaryFolder) func `say what to do when none takes values`() async throws {
        await keyring.lock()
        let keeper = keeper([keyring, VaultStore.cheap("/nowhere/secrets.vault")])
        let error = await #expect(throws: NoSecretStore.self) { try await set(["TOKEN": "1"], keeper) }
        #expect(error?.code == "no-secret-store")
        #expect(error?.problems.count == 2)
        #expect(error?.remedy.contains("'mcp-manager secrets unlock --create'") == true)
    }

    @Test(.temporaryFolder) func `make a vault of the environment's passphrase only where nothing else is ready`() async throws {
        let path = TemporaryFolder.path + "/secrets.vault"
        let keeper = keeper([VaultStore.cheap(path, passphrase: "p"), keyring])
        #expect(await keeper.reports().map(\.takesNewValues) == [false, true])
        try await set(["TOKEN": "1"], keeper)
        #expect(!TemporaryFolder.names(in: TemporaryFolder.path).contains("secrets.vault"))
        await keyring.lock()
        #expect(await keeper.reports().map(\.takesNewValues) == [true, false])
        try await set(["OTHER": "2"], keeper)
        #expect(await keeper.lookup(.other) == .found(SecretValue("2"), .vault, changedAt: clock.now()))
        #expect(await keeper.reports().map(\.state) == [.ready, .locked])
    }

    @Test(.temporaryFolder) func `take one change after the other`() async throws {
        let keeper = keeper()
        try await withThrowingTaskGroup { group in
            for number in 0..<20 {
                group.addTask { try await set(["TOKEN": "\(number)", "OTHER": "\(number)"], keeper) }
            }
            try await group.waitForAll()
        }
        #expect(try await keyring.value(of: .token) == keyring.value(of: .other))
    }

    // MARK: Removing

    @Test(.temporaryFolder) func `all forget what is removed`() async throws {
        let keeper = keeper()
        try await set(["TOKEN": "1"], keeper)
        try await vault.set(SecretValue("2"), for: .token)
        #expect(try await keeper.remove(.token))
        #expect(try await keeper.remove(.token) == false)
        #expect(await keeper.lookup(.token) == .none)
        #expect(await keeper.names(of: try .jira) == [])
    }

    @Test(.temporaryFolder) func `do not say that a value is gone while the one that has it is locked`() async throws {
        let keeper = keeper()
        try await set(["TOKEN": "1"], keeper)
        await keyring.lock()
        await #expect(throws: MemoryLocked.self) { try await keeper.remove(.token) }
        await #expect(throws: MemoryLocked.self) { try await keeper.remove(.other) }
        #expect(await keeper.names(of: try .jira) == ["TOKEN"])
    }

    // MARK: The index

    @Test(.temporaryFolder) func `note names and never values`() async throws {
        try await set(["TOKEN": "s3cret"], keeper())
        let text = String(decoding: TemporaryFolder.read(index), as: UTF8.self)
        #expect(text.contains("TOKEN") && text.contains("keyring"))
        #expect(!text.contains("s3cret"))
        #expect(TemporaryFolder.mode(of: index) == 0o600)
    }

    @Test(.temporaryFolder, arguments: ["", "{", "[]", #"{"version":1,"secrets":{"mcp-manager.jira":{"TOKEN":{"store":"x"}}}}"#])
    func `do without their notes when those are damaged`(text: String) async throws {
        try await keyring.set(SecretValue("1"), for: .token)
        try TemporaryFolder.write(text.utf8, to: index)
        let keeper = keeper()
        #expect(await keeper.lookup(.token) == .found(SecretValue("1"), .keyring, changedAt: nil))
        try await set(["TOKEN": "2"], keeper)
        #expect(await keeper.lookup(.token) == .found(SecretValue("2"), .keyring, changedAt: clock.now()))
    }

    // MARK: Deadlines

    @Test(.temporaryFolder) func `do not hold anybody up when one does not answer`() async throws {
        let deaf = DeafStore(kind: .keyring)
        try await vault.set(SecretValue("1"), for: .token)
        let keeper = keeper([deaf, vault], deadline: .milliseconds(30))
        #expect(await keeper.lookup(.token) == .found(SecretValue("1"), .vault, changedAt: nil))
        #expect(await keeper.lookup(.other) == .unreachable(ErrorReport(StoreOverdue(store: .keyring)), isKnown: false))
        try await set(["OTHER": "2"], keeper)
        #expect(deaf.questions == 1)
        clock.turn(by: .seconds(31))
        #expect(await keeper.lookup(.token) == .found(SecretValue("1"), .vault, changedAt: nil))
        #expect(deaf.questions == 2)
    }

    @Test(.temporaryFolder) func `report how each is, asking also the one that was left alone`() async throws {
        let deaf = DeafStore(kind: .keyring)
        let keeper = keeper([deaf, vault], deadline: .milliseconds(30))
        for count in 1...2 {
            let reports = await keeper.reports()
            #expect(reports.map(\.kind) == [.keyring, .vault])
            #expect(reports.map(\.state) == [.failing, .ready])
            #expect(reports.map(\.takesNewValues) == [false, true])
            #expect(reports.first?.problem?.code == "secret-store-slow")
            #expect(deaf.questions == count)
        }
    }
}
