#if os(Linux)
    import Glibc
    import ServerModel
    import Synchronization
    import Testing

    @testable import SecretStores

    @Suite(.timeLimit(.minutes(1)), .needsKeyring)
    struct `The system keyring` {
        @Test(.temporaryFolder) func `keeps items as Python's keyring does`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let daemon = try await keyring.start()
            defer { daemon.end() }
            try await KeyringStore(environment: keyring.environment).set(SecretValue("s3cret"), for: .token)
            let item = try await keyring.firstItem().map { $0.split(separator: " ").joined(separator: " ") }.joined(
                separator: " ")
            for text in [
                #"string "service" string "mcp-manager.jira""#, #"string "username" string "TOKEN""#,
                #"string "application" string "Python keyring library""#,
                #"string "xdg:schema" string "org.freedesktop.Secret.Generic""#,
                #"string "Password for 'TOKEN' on 'mcp-manager.jira'""#,
            ] {
                #expect(item.contains(text))
            }
        }

        @Test(.temporaryFolder) func `finds its values again after it was started anew`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let store = KeyringStore(environment: keyring.environment)
            try await {
                let daemon = try await keyring.start()
                defer { daemon.end() }
                try await store.set(SecretValue("s3cret"), for: .token)
            }()
            let daemon = try await keyring.start()
            defer { daemon.end() }
            #expect(try await store.value(of: .token)?.revealed == "s3cret")
        }

        @Test(.temporaryFolder) func `is found again on a bus that was started anew`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let store = KeyringStore(environment: keyring.environment)
            try await {
                let daemon = try await keyring.start()
                defer { daemon.end() }
                try await store.set(SecretValue("s3cret"), for: .token)
            }()
            keyring.bus.end()
            let error = await #expect(throws: KeyringError.self) { try await store.value(of: .token) }
            #expect(error?.state == .absent)
            unlink("\(keyring.folder)/bus")
            let bus = try PrivateKeyring.startBus(in: keyring.folder)
            defer { bus.end() }
            try #require(try await bus.line { $0.hasPrefix("unix:") } != nil)
            let daemon = try await keyring.start()
            defer { daemon.end() }
            #expect(try await store.value(of: .token)?.revealed == "s3cret")
        }

        @Test(.temporaryFolder) func `leaves nothing open, however often it is found again`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let store = KeyringStore(environment: keyring.environment)
            func lookUp() async throws {
                let daemon = try await keyring.start()
                defer { daemon.end() }
                _ = try await store.value(of: .token)
            }
            try await lookUp()
            let before = keyring.connections()
            for _ in 0..<5 { try await lookUp() }
            // The bus closes its ends when it comes to it.
            while keyring.connections() > before { await Task.yield() }
        }
    }

    extension PrivateKeyring {
        /// How many connections this process has to the bus.
        fileprivate func connections() -> Int {
            TemporaryFolder.names(in: "/proc/\(bus.processID)/fd").count
        }
    }

    /// What goes wrong is told, in time, and does no harm.
    @Suite(.timeLimit(.minutes(1)), .needsKeyring)
    struct `A system keyring that fails` {
        /// Long enough for what is to succeed, and waited for once by what is not.
        private let deadline = Duration.milliseconds(1500)

        private func error(of store: KeyringStore) async -> (any SecretStoreError)? {
            await #expect(throws: (any Error).self) { try await store.value(of: .token) } as? any SecretStoreError
        }

        @Test func `is absent where there is no bus`() async {
            let store = KeyringStore(environment: ["XDG_RUNTIME_DIR": "/nowhere"])
            #expect(await error(of: store) as? KeyringError == .noBus)
            let report = await store.report()
            #expect(report.state == .absent)
            #expect(report.problem?.code == "no-keyring")
        }

        @Test func `is absent where nobody answers at the bus's address`() async {
            let store = KeyringStore(environment: ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"])
            let error = await error(of: store)
            #expect(error?.code == "no-keyring")
            #expect(error?.state == .absent)
        }

        @Test(.temporaryFolder) func `is absent where nobody on the bus keeps secrets`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let store = KeyringStore(environment: keyring.environment)
            #expect(await error(of: store) as? KeyringError == .noService)
            #expect(await store.report().state == .absent)
        }

        @Test(.temporaryFolder) func `is absent where it was never set up, and nobody is asked to`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let daemon = try await keyring.start(password: nil)
            defer { daemon.end() }
            let store = KeyringStore(environment: keyring.environment)
            #expect(try await store.value(of: .token) == nil)
            await #expect(throws: KeyringError.noCollection) { try await store.set(SecretValue("1"), for: .token) }
            #expect(await store.report().problem?.code == "keyring-empty")
        }

        @Test(.temporaryFolder) func `is locked until somebody unlocks it`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let store = KeyringStore(environment: keyring.environment)
            try await {
                let daemon = try await keyring.start()
                defer { daemon.end() }
                try await store.set(SecretValue("s3cret"), for: .token)
            }()
            try await {
                let daemon = try await keyring.start(password: nil)
                defer { daemon.end() }
                #expect(await error(of: store) as? KeyringError == .locked)
                await #expect(throws: KeyringError.locked) { try await store.set(SecretValue("other"), for: .token) }
                await #expect(throws: KeyringError.locked) { try await store.set(SecretValue("other"), for: .other) }
            }()
            let daemon = try await keyring.start()
            defer { daemon.end() }
            #expect(try await store.value(of: .token)?.revealed == "s3cret")
        }

        @Test(.temporaryFolder) func `is overdue while it hangs, and used again when it does not`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let daemon = try await keyring.start()
            defer { daemon.end() }
            let store = KeyringStore(environment: keyring.environment, deadline: deadline)
            try await store.set(SecretValue("s3cret"), for: .token)
            daemon.signal(SIGSTOP)
            #expect(await error(of: store) is StoreOverdue)
            #expect(await store.report().state == .failing)
            daemon.signal(SIGCONT)
            #expect(try await store.value(of: .token)?.revealed == "s3cret")
        }

        @Test(.temporaryFolder) func `is overdue where the bus hangs`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let daemon = try await keyring.start()
            defer { daemon.end() }
            keyring.bus.signal(SIGSTOP)
            let store = KeyringStore(environment: keyring.environment, deadline: deadline)
            #expect(await error(of: store) is StoreOverdue)
            keyring.bus.signal(SIGCONT)
            #expect(try await store.value(of: .token) == nil)
        }

        @Test(.temporaryFolder) func `is absent when it is killed in the middle of a question`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let daemon = try await keyring.start()
            let store = KeyringStore(environment: keyring.environment)
            try await store.set(SecretValue("s3cret"), for: .token)
            let monitor = try await keyring.monitor("type='method_call',member='SearchItems'")
            daemon.signal(SIGSTOP)
            let question = Task { await error(of: store) }
            try #require(try await monitor.line { $0.contains("member=SearchItems") } != nil)
            daemon.end()
            #expect(await question.value as? KeyringError == .noService)
        }

        @Test(.temporaryFolder) func `does not hold up who has cancelled`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let daemon = try await keyring.start()
            defer { daemon.end() }
            let monitor = try await keyring.monitor("type='method_call',member='SearchItems'")
            daemon.signal(SIGSTOP)
            let store = KeyringStore(environment: keyring.environment, deadline: .seconds(60))
            let question = Task { try await store.value(of: .token) }
            try #require(try await monitor.line { $0.contains("member=SearchItems") } != nil)
            question.cancel()
            await #expect(throws: (any Error).self) { try await question.value }
        }

        @Test(.temporaryFolder) func `costs a few threads at most where it never comes back`() async throws {
            let keyring = try await PrivateKeyring(in: TemporaryFolder.path)
            let daemon = try await keyring.start()
            defer { daemon.end() }
            let store = KeyringStore(environment: keyring.environment, deadline: .milliseconds(50))
            let gate = Answer<Void>()
            let closed = Gate()
            // On a busy machine a question's time may be up before its thread has come to it.
            while closed.visitors < KeyringStore.mostLost {
                await #expect(throws: StoreOverdue.self) { try await store.ask { _ in closed.wait() } }
            }
            // No other thread: refused at once.
            await #expect(throws: StoreOverdue.self) { try await store.ask { _ in gate.give(.success(())) } }
            #expect(gate.isWanted)
            closed.open()
            while true {
                // The threads end by themselves; each refusal is an answer, and the next question may be one later.
                if (try? await store.ask { _ in true }) == true { break }
                await Task.yield()
            }
        }
    }

    /// Keeps threads until it is opened.
    private final class Gate: Sendable {
        private let ends: (reading: Int32, writing: Int32)
        private let waiting = Mutex(0)

        /// How many have come to it.
        var visitors: Int { waiting.withLock { $0 } }

        init() {
            var ends: [Int32] = [-1, -1]
            pipe(&ends)
            self.ends = (ends[0], ends[1])
        }

        deinit {
            close(ends.reading)
        }

        func wait() {
            waiting.withLock { $0 += 1 }
            var byte: UInt8 = 0
            _ = read(ends.reading, &byte, 1)
        }

        func open() { close(ends.writing) }
    }
#endif
