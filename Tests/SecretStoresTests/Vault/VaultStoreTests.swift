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
struct `A vault` {
    private var path: String { TemporaryFolder.path + "/secrets.vault" }
    private let passphrase = VaultKey.passphrase(SecretValue("open sesame"))

    /// One with a value in it, by another hand.
    private func makeVault(_ key: VaultKey? = nil, keyring: (any SecretStore)? = nil) async throws {
        let store = VaultStore.cheap(path, keyring: keyring)
        try await store.create(key: key ?? passphrase)
        try await store.set(SecretValue("s3cret"), for: .token)
    }

    private func value(in store: VaultStore) async throws -> String? { try await store.value(of: .token)?.revealed }

    @Test(.temporaryFolder) func `is absent until it is made`() async throws {
        let store = VaultStore.cheap(path)
        await #expect(throws: VaultError.noVault(path: path)) { try await store.value(of: .token) }
        await #expect(throws: VaultError.noVault(path: path)) { try await store.set(SecretValue("1"), for: .token) }
        await #expect(throws: VaultError.noVault(path: path)) { try await store.unlock(passphrase) }
        #expect(await store.report().state == .absent)
        #expect(TemporaryFolder.names(in: TemporaryFolder.path) == [])
    }

    @Test(.temporaryFolder) func `is for the user alone, with all that belongs to it`() async throws {
        try await makeVault()
        let names = TemporaryFolder.names(in: TemporaryFolder.path)
        #expect(names == ["secrets.vault", "secrets.vault.lock", "secrets.vault.previous"])
        #expect(names.map { TemporaryFolder.mode(of: "\(TemporaryFolder.path)/\($0)") } == [0o600, 0o600, 0o600])
    }

    @Test(.temporaryFolder) func `is not made twice`() async throws {
        try await makeVault()
        let before = TemporaryFolder.read(path)
        await #expect(throws: VaultError.exists(path: path)) { try await VaultStore.cheap(path).create(key: passphrase) }
        #expect(TemporaryFolder.read(path) == before)
    }

    @Test(.temporaryFolder) func `opens with its passphrase and no other`() async throws {
        try await makeVault()
        let store = VaultStore.cheap(path)
        await #expect(throws: VaultError.locked(reason: nil)) { try await value(in: store) }
        await #expect(throws: VaultError.wrongKey(key: "the passphrase")) {
            try await store.unlock(.passphrase(SecretValue("open sesam")))
        }
        await #expect(throws: VaultError.wrongKey(key: "the passphrase")) { try await store.unlock(.passphrase(SecretValue(""))) }
        try await store.unlock(passphrase)
        #expect(try await value(in: store) == "s3cret")
    }

    @Test(.temporaryFolder) func `has no empty passphrase`() async throws {
        await #expect(throws: VaultError.emptyPassphrase) {
            try await VaultStore.cheap(path).create(key: .passphrase(SecretValue("")))
        }
    }

    @Test(.temporaryFolder) func `opens itself with the passphrase of the environment`() async throws {
        try await makeVault()
        #expect(try await value(in: .cheap(path, passphrase: "open sesame")) == "s3cret")
        let wrong = VaultStore.cheap(path, passphrase: "other")
        await #expect(throws: VaultError.wrongKey(key: "the passphrase")) { try await value(in: wrong) }
        #expect(await wrong.report().state == .locked)
    }

    @Test(.temporaryFolder) func `is made by the first value where the environment has a passphrase`() async throws {
        let store = VaultStore.cheap(path, passphrase: "open sesame")
        #expect(store.makesItself)
        #expect(await store.report().state == .absent)
        try await store.set(SecretValue("s3cret"), for: .token)
        #expect(try await value(in: .cheap(path, passphrase: "open sesame")) == "s3cret")
        #expect(!VaultStore.cheap(path, passphrase: "").makesItself)
    }

    @Test(.temporaryFolder) func `stays locked when somebody has locked it`() async throws {
        let store = VaultStore.cheap(path, passphrase: "open sesame")
        try await store.set(SecretValue("s3cret"), for: .token)
        await store.lock()
        await #expect(throws: VaultError.locked(reason: nil)) { try await value(in: store) }
        await #expect(throws: VaultError.locked(reason: nil)) { try await store.set(SecretValue("2"), for: .token) }
        try await store.unlock(passphrase)
        #expect(try await value(in: store) == "s3cret")
    }

    // MARK: Keys that open it by themselves

    @Test(.temporaryFolder) func `opens itself with its key file`() async throws {
        let file = TemporaryFolder.path + "/key"
        try await makeVault(.keyFile(file))
        #expect(TemporaryFolder.read(file).count == 32)
        #expect(TemporaryFolder.mode(of: file) == 0o600)
        #expect(try await value(in: .cheap(path)) == "s3cret")
    }

    @Test(.temporaryFolder) func `is locked without its key file, and opens with it at another place`() async throws {
        let (file, elsewhere) = (TemporaryFolder.path + "/key", TemporaryFolder.path + "/elsewhere")
        try await makeVault(.keyFile(file))
        rename(file, elsewhere)
        let store = VaultStore.cheap(path)
        let error = await #expect(throws: VaultError.self) { try await value(in: store) }
        #expect(error?.code == "vault-locked")
        #expect(error?.problem.contains(file) == true)
        try TemporaryFolder.write(repeatElement(0, count: 32), to: file)
        await #expect(throws: VaultError.wrongKey(key: "the key file \(file)")) { try await value(in: store) }
        try await store.unlock(.keyFile(elsewhere))
        #expect(try await value(in: store) == "s3cret")
    }

    @Test(.temporaryFolder, arguments: [0, 31, 33]) func `does not take any file for a key`(length: Int) async throws {
        let file = TemporaryFolder.path + "/key"
        try TemporaryFolder.write(repeatElement(7, count: length), to: file)
        for key in [VaultKey.keyFile(file), .keyFile("relative"), .keyFile(TemporaryFolder.path)] {
            let error = await #expect(throws: VaultError.self) { try await VaultStore.cheap(path).create(key: key) }
            #expect(error?.code == "vault-key-file")
        }
        #expect(TemporaryFolder.read(file) == Array(repeating: 7, count: length))
    }

    @Test(.temporaryFolder) func `opens itself with a key in the keyring`() async throws {
        let keyring = InMemorySecretStore(kind: .keyring)
        try await makeVault(.keyring, keyring: keyring)
        #expect(try await keyring.value(of: SecretKey(service: "mcp-manager", name: "vault-key")) != nil)
        #expect(try await value(in: .cheap(path, keyring: keyring)) == "s3cret")
    }

    @Test(.temporaryFolder) func `is locked as long as the keyring with its key is`() async throws {
        let keyring = InMemorySecretStore(kind: .keyring)
        try await makeVault(.keyring, keyring: keyring)
        await keyring.lock()
        let store = VaultStore.cheap(path, keyring: keyring)
        let error = await #expect(throws: VaultError.self) { try await value(in: store) }
        #expect(error == .locked(reason: "the store in memory is locked"))
        await keyring.unlock()
        #expect(try await value(in: store) == "s3cret")
        let without = await #expect(throws: VaultError.self) { try await value(in: .cheap(path)) }
        #expect(without?.code == "vault-locked")
    }

    // MARK: Another key

    @Test(.temporaryFolder) func `opens with the new key only, after it was changed`() async throws {
        try await makeVault()
        let (store, bystander) = (VaultStore.cheap(path), VaultStore.cheap(path))
        await #expect(throws: VaultError.locked(reason: nil)) { try await store.changeKey(to: .passphrase(SecretValue("new"))) }
        try await store.unlock(passphrase)
        try await bystander.unlock(passphrase)
        try await store.changeKey(to: .passphrase(SecretValue("new")))
        #expect(try await value(in: store) == "s3cret")
        await #expect(throws: VaultError.wrongKey(key: "the passphrase")) { try await VaultStore.cheap(path).unlock(passphrase) }
        await #expect(throws: VaultError.locked(reason: nil)) { try await value(in: bystander) }
        try await bystander.unlock(.passphrase(SecretValue("new")))
        #expect(try await value(in: bystander) == "s3cret")
        // It would have opened with the old one.
        #expect(!TemporaryFolder.names(in: TemporaryFolder.path).contains("secrets.vault.previous"))
    }

    // MARK: Its versions

    @Test(.temporaryFolder) func `keeps the version before`() async throws {
        try await makeVault()
        let before = TemporaryFolder.read(path)
        let store = VaultStore.cheap(path, passphrase: "open sesame")
        try await store.set(SecretValue("2"), for: .token)
        #expect(TemporaryFolder.read(path + ".previous") == before)
        let generations = try [path + ".previous", path].map {
            try VaultFile(parsing: TemporaryFolder.read($0), path: $0).header.generation
        }
        #expect(generations == [2, 3])
    }

    @Test(.temporaryFolder) func `is not written when nothing changes`() async throws {
        try await makeVault()
        let before = TemporaryFolder.read(path)
        #expect(try await VaultStore.cheap(path, passphrase: "open sesame").remove(.other) == false)
        #expect(TemporaryFolder.read(path) == before)
    }

    @Test(.temporaryFolder) func `may be a link to where it is kept`() async throws {
        try await makeVault()
        let place = TemporaryFolder.path + "/elsewhere.vault"
        rename(path, place)
        symlink(place, path)
        let store = VaultStore.cheap(path, passphrase: "open sesame")
        try await store.set(SecretValue("2"), for: .token)
        var facts = stat()
        #expect(lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK)
        #expect(try await value(in: .cheap(place, passphrase: "open sesame")) == "2")
    }

    // MARK: Damage

    @Test(.temporaryFolder) func `that is damaged is left as it is, whatever is asked`() async throws {
        try await makeVault()
        let store = VaultStore.cheap(path)
        try await store.unlock(passphrase)
        let whole = TemporaryFolder.read(path)
        let flipped = whole.indices.map { position in
            var bytes = whole
            bytes[position] ^= 1
            return bytes
        }
        for bytes in flipped + (0..<whole.count).map({ Array(whole[..<$0]) }) {
            try TemporaryFolder.write(bytes, to: path)
            let error = await #expect(throws: VaultError.self) { try await store.set(SecretValue("2"), for: .token) }
            #expect(error?.code == "vault-damaged")
            #expect(TemporaryFolder.read(path) == bytes)
        }
        for ask in [
            { _ = try await store.value(of: .token) }, { _ = try await store.remove(.token) },
            { try await store.unlock(passphrase) }, { try await store.create(key: passphrase) },
            { try await store.changeKey(to: passphrase) },
        ] as [() async throws -> Void] {
            let error = await #expect(throws: VaultError.self) { try await ask() }
            #expect(error?.code == "vault-damaged")
        }
        #expect(await store.report().state == .failing)
        // And nothing was forgotten: put back, it opens.
        try TemporaryFolder.write(whole, to: path)
        #expect(try await value(in: store) == "s3cret")
    }
}
