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

/// A vault that several write, or whose writer dies.
@Suite(.timeLimit(.minutes(1)))
struct `Writing a vault` {
    private var path: String { TemporaryFolder.path + "/secrets.vault" }

    private static func store(_ path: String, beforeRenaming: @escaping @Sendable () -> Void = {}) -> VaultStore {
        .cheap(path, passphrase: "open sesame", beforeRenaming: beforeRenaming)
    }

    /// Sets twenty values of a server.
    private static func setMany(_ server: String, in path: String) async throws {
        let (store, server) = (store(path), try ServerID(server))
        for number in 0..<20 {
            try await store.set(SecretValue("\(server) \(number)"), for: SecretKey(server: server, name: "SECRET_\(number)"))
        }
    }

    private func expectAll(of servers: [String]) async throws {
        let store = Self.store(path)
        for server in try servers.map({ try ServerID($0) }) {
            for number in 0..<20 {
                let value = try await store.value(of: SecretKey(server: server, name: "SECRET_\(number)"))
                #expect(value?.revealed == "\(server) \(number)")
            }
        }
    }

    @Test(.temporaryFolder) func `loses nobody's value when several write at once`() async throws {
        try await Self.store(path).create(key: .passphrase(SecretValue("open sesame")))
        let path = path
        try await withThrowingTaskGroup { group in
            for server in ["a", "b", "c"] { group.addTask { try await Self.setMany(server, in: path) } }
            try await group.waitForAll()
        }
        try await expectAll(of: ["a", "b", "c"])
        let header = try VaultFile(parsing: TemporaryFolder.read(path), path: path).header
        #expect(header.generation == 61)
    }

    @Test(.temporaryFolder) func `loses nobody's value when several processes write at once`() async throws {
        try await Self.store(path).create(key: .passphrase(SecretValue("open sesame")))
        async let first: Void = {
            await #expect(processExitsWith: .success) { [path = path as String] in try await Self.setMany("a", in: path) }
        }()
        async let second: Void = {
            await #expect(processExitsWith: .success) { [path = path as String] in try await Self.setMany("b", in: path) }
        }()
        _ = await (first, second)
        try await expectAll(of: ["a", "b"])
    }

    @Test(.temporaryFolder) func `leaves the old version when the writer is killed before it is in place`() async throws {
        let store = Self.store(path)
        try await store.set(SecretValue("old"), for: .token)
        let before = TemporaryFolder.read(path)
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = Self.store(path) { kill(getpid(), SIGKILL) }
            try await store.set(SecretValue("new"), for: .token)
        }
        #expect(TemporaryFolder.read(path) == before)
        #expect(TemporaryFolder.names(in: TemporaryFolder.path).contains("secrets.vault.new"))
        // The next who opens it tidies up.
        let next = Self.store(path)
        #expect(try await next.value(of: .token)?.revealed == "old")
        #expect(!TemporaryFolder.names(in: TemporaryFolder.path).contains("secrets.vault.new"))
        try await next.set(SecretValue("new"), for: .token)
        #expect(try await store.value(of: .token)?.revealed == "new")
    }

    @Test(.temporaryFolder) func `makes none when the first writer is killed before it is in place`() async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try await Self.store(path) { kill(getpid(), SIGKILL) }.set(SecretValue("new"), for: .token)
        }
        #expect(await Self.store(path).report().state == .absent)
        try await Self.store(path).set(SecretValue("new"), for: .token)
        #expect(try await Self.store(path).value(of: .token)?.revealed == "new")
    }

    @Test(.temporaryFolder) func `changes nothing on a full disk`() async throws {
        let store = Self.store(path)
        try await store.set(SecretValue("old"), for: .token)
        let (before, names) = (TemporaryFolder.read(path), TemporaryFolder.names(in: TemporaryFolder.path))
        await #expect(processExitsWith: .success) { [path = path as String] in
            // A file that may not grow beyond this is the nearest thing to a full disk that needs no mount.
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 64, rlim_max: 64)
            #if canImport(Glibc)
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            #else
                setrlimit(RLIMIT_FSIZE, &limit)
            #endif
            do {
                try await Self.store(path).set(SecretValue("new"), for: .token)
                exit(2)
            } catch let error as VaultError {
                exit(error.code == "vault-not-written" ? 0 : 3)
            }
        }
        #expect(TemporaryFolder.read(path) == before)
        #expect(TemporaryFolder.names(in: TemporaryFolder.path) == names)
        #expect(try await store.value(of: .token)?.revealed == "old")
    }

    @Test(.temporaryFolder) func `does nothing later for somebody who does not wait any more`() async throws {
        let store = Self.store(path)
        try await store.set(SecretValue("old"), for: .token)
        let holder = open(path + ".lock", O_RDWR)
        try #require(flock(holder, LOCK_EX) == 0)
        let change = Task { try await store.set(SecretValue("new"), for: .token) }
        // It waits for the lock on a thread of its own; whether it has come that far does not matter.
        await Task.yield()
        change.cancel()
        await #expect(throws: CancellationError.self) { try await change.value }
        flock(holder, LOCK_UN)
        close(holder)
        // Whoever comes next is after it.
        try await store.set(SecretValue("other"), for: .other)
        #expect(try await store.value(of: .token)?.revealed == "old")
    }
}
