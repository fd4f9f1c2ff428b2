import ServerModel
import Testing

@testable import SecretStores

/// Each kind of store, made for one test.
enum StoreUnderTest: String, CaseIterable, Sendable {
    case memory, vault, keyring

    /// Those that this machine has; in CI all of them.
    static var available: [StoreUnderTest] { allCases.filter { $0 != .keyring || PrivateKeyring.isWanted } }

    /// Does `work` with a new, empty store in the test's folder, and a way to lock it.
    func with(_ work: (any SecretStore, _ lock: () async throws -> Void) async throws -> Void) async throws {
        switch self {
        case .memory:
            let store = InMemorySecretStore()
            try await work(store) { await store.lock() }
        case .vault:
            let store = VaultStore.cheap("\(TemporaryFolder.path)/state/secrets.vault")
            try await store.create(key: .passphrase(SecretValue("open sesame")))
            try await work(store) { await store.lock() }
        case .keyring:
            #if os(Linux)
                let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
                let daemon = try await keyring.start()
                defer { daemon.end() }
                try await work(KeyringStore(environment: keyring.environment)) { try await keyring.lock() }
            #endif
        }
    }
}

extension VaultStore {
    /// One whose passphrase costs next to nothing.
    static func cheap(
        _ path: String, passphrase: String? = nil, keyring: (any SecretStore)? = nil,
        beforeRenaming: @escaping @Sendable () -> Void = {}
    ) -> VaultStore {
        var folder = VaultFolder(path: path)
        folder.beforeRenaming = beforeRenaming
        return VaultStore(
            folder: folder, passphrase: passphrase.map { SecretValue($0) }, keyring: keyring,
            cost: ScryptCost(rounds: 2, blockSize: 1, parallelism: 1),
            now: { Timestamp(millisecondsSince1970: 1_750_000_000_000) })
    }
}

extension SecretKey {
    static let token = SecretKey(service: "mcp-manager.jira", name: "TOKEN")
    static let other = SecretKey(service: "mcp-manager.jira", name: "OTHER")
}

extension ServerID {
    static var jira: ServerID { get throws { try ServerID("jira") } }
}
