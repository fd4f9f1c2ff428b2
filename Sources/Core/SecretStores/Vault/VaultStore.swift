import Crypto
import FoundationEssentials
import ServerModel

/// An encrypted file of ours, for machines without a keyring. What is in it is read anew for every question, so that several processes
/// can have it; in memory there is the key only.
public actor VaultStore: SecretStore {
    public nonisolated let kind = SecretStoreKind.vault
    /// Where it is.
    public nonisolated var path: String { folder.path }
    public nonisolated var makesItself: Bool { passphrase != nil }

    nonisolated let folder: VaultFolder
    private let passphrase: SecretValue?
    private let keyring: (any SecretStore)?
    private let cost: ScryptCost
    private let now: @Sendable () -> Timestamp

    private var dataKey: SymmetricKey?
    /// Somebody has locked it: it does not open itself before it was unlocked.
    private var isLockedOnPurpose = false
    /// Opening itself. It is dear, and many may ask at once.
    private var opening: Task<SymmetricKey, any Error>?

    /// - Parameters:
    ///   - passphrase: from the daemon's environment: it opens the vault, and makes one with the first value.
    ///   - keyring: for keys kept there.
    public init(
        path: String, passphrase: SecretValue? = nil, keyring: (any SecretStore)? = nil, now: @escaping @Sendable () -> Timestamp
    ) {
        self.init(folder: VaultFolder(path: path), passphrase: passphrase, keyring: keyring, cost: .standard, now: now)
    }

    init(
        folder: VaultFolder, passphrase: SecretValue? = nil, keyring: (any SecretStore)? = nil, cost: ScryptCost,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.folder = folder
        // A variable that is there and empty asks for nothing.
        self.passphrase = passphrase.flatMap { $0.isEmpty ? nil : $0 }
        self.keyring = keyring
        self.cost = cost
        self.now = now
    }

    // MARK: Its key

    /// Makes a new one, empty and unlocked. Throws ``VaultError/exists(path:)`` when there is one.
    public func create(key: VaultKey) async throws {
        guard try folder.read() == nil else { throw VaultError.exists(path: path) }
        let dataKey = SymmetricKey(size: .bits256)
        let slot = try await slot(for: key, wrapping: dataKey)
        try await onOwnThread { [folder] _ in try folder.create(slot, dataKey: dataKey) }
        unlocked(with: dataKey)
    }

    /// Throws ``VaultError/wrongKey(key:)`` and leaves it as it is when the key is another.
    public func unlock(_ key: VaultKey) async throws {
        unlocked(with: try await VaultOpening(folder: folder, keyring: keyring).dataKey(with: key))
    }

    /// Forgets the key. It stays locked until somebody unlocks it.
    public func lock() {
        dataKey = nil
        opening?.cancel()
        opening = nil
        isLockedOnPurpose = true
    }

    /// From now on it opens with another key, and with no other. It must be unlocked.
    public func changeKey(to key: VaultKey) async throws {
        let (old, _) = try await opened()
        let new = SymmetricKey(size: .bits256)
        let slot = try await slot(for: key, wrapping: new)
        try await onOwnThread { [folder] _ in try folder.changeKey(from: old, to: new, slot) }
        unlocked(with: new)
    }

    private func unlocked(with key: SymmetricKey) {
        dataKey = key
        isLockedOnPurpose = false
    }

    private func slot(for key: VaultKey, wrapping dataKey: SymmetricKey) async throws -> VaultSlot {
        switch key {
        case .passphrase(let passphrase):
            guard !passphrase.isEmpty else { throw VaultError.emptyPassphrase }
            let (salt, cost) = (VaultCipher.random(16), cost)
            return try await onOwnThread { _ in
                let key = try VaultCipher.key(from: passphrase, salt: salt, cost: cost)
                return try VaultSlot(.passphrase, wrapping: dataKey, with: key, salt: salt, cost: cost)
            }
        case .keyFile(let file):
            return try VaultSlot(.keyFile, wrapping: dataKey, with: VaultKeySource.make(file: file), path: file)
        case .keyring:
            guard let keyring else { throw VaultError.noKeyring }
            return try VaultSlot(.keyring, wrapping: dataKey, with: await VaultKeySource.make(in: keyring))
        }
    }

    // MARK: Its values

    public func value(of key: SecretKey) async throws -> SecretValue? { try await opened().contents.value(of: key) }

    public func names(of server: ServerID) async throws -> [String] {
        try await opened().contents.names(of: SecretKey.service(of: server))
    }

    public func set(_ value: SecretValue, for key: SecretKey) async throws {
        if let passphrase, try folder.read() == nil, !isLockedOnPurpose { try await create(key: .passphrase(passphrase)) }
        let moment = now()
        _ = try await change {
            $0.set(value, for: key, at: moment)
            return true
        }
    }

    public func remove(_ key: SecretKey) async throws -> Bool { try await change { $0.remove(key) } }

    public func report() async -> SecretStoreReport {
        do {
            _ = try await opened()
            return SecretStoreReport(kind: kind, state: .ready, place: path)
        } catch {
            let state = (error as? any SecretStoreError)?.state ?? .failing
            return SecretStoreReport(kind: kind, state: state, place: path, problem: ErrorReport(describing: error))
        }
    }

    private func change(_ change: @escaping @Sendable (inout VaultContents) -> Bool) async throws -> Bool {
        let key = try await opened().key
        return try await onOwnThread { [folder] isWanted in
            try folder.update(with: key, isWanted: isWanted, change)
        }
    }

    /// What is in it now. Opens it where it can be opened without asking anybody.
    private func opened() async throws -> (key: SymmetricKey, contents: VaultContents) {
        guard let file = try folder.read() else { throw VaultError.noVault(path: path) }
        if let dataKey {
            if let contents = file.contents(with: dataKey) { return (dataKey, contents) }
            // Somebody has given it another key, or has put another in its place.
            self.dataKey = nil
        }
        guard !isLockedOnPurpose else { throw VaultError.locked(reason: nil) }
        let key = try await openedByItself()
        // It may have been written meanwhile.
        guard let file = try folder.read() else { throw VaultError.noVault(path: path) }
        guard let contents = file.contents(with: key) else {
            throw VaultError.damaged(path: path, reason: "somebody has tampered with it")
        }
        // Locked meanwhile: what was asked before that is answered, and the key is not kept.
        if !isLockedOnPurpose { dataKey = key }
        return (key, contents)
    }

    private func openedByItself() async throws -> SymmetricKey {
        if let opening { return try await opening.value }
        let task = Task { [folder, keyring, passphrase] in
            folder.sweep()
            return try await VaultOpening(folder: folder, keyring: keyring).dataKey(orPassphrase: passphrase)
        }
        opening = task
        defer { if opening == task { opening = nil } }
        do {
            return try await task.value
        } catch is CancellationError {
            throw VaultError.locked(reason: nil)
        }
    }
}
