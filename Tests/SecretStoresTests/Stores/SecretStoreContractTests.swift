import ServerModel
import Testing

@testable import SecretStores

/// What holds for every store.
@Suite(.timeLimit(.minutes(1)))
struct `Every store` {
    @Test(.temporaryFolder, arguments: StoreUnderTest.available)
    func `gives back what was set`(kind: StoreUnderTest) async throws {
        try await kind.with { store, _ async throws in
            try await store.set(SecretValue("s3cret"), for: .token)
            #expect(try await store.value(of: .token)?.revealed == "s3cret")
            #expect(store.kind.rawValue == kind.rawValue)
        }
    }

    @Test(.temporaryFolder, arguments: StoreUnderTest.available)
    func `keeps values byte for byte`(kind: StoreUnderTest) async throws {
        let values = [
            "", "abc", "a line\nanother\r\n\n", "grüße 🔑 e\u{301} \u{FEFF}", String(repeating: "0123456789", count: 1024),
            "\"quotes\" \\ %20 ${secret:X}",
        ]
        try await kind.with { store, _ async throws in
            for value in values {
                try await store.set(SecretValue(value), for: .token)
                let found = try await store.value(of: .token)?.revealed
                #expect(found.map { Array($0.utf8) } == Array(value.utf8))
            }
        }
    }

    @Test(.temporaryFolder, arguments: StoreUnderTest.available)
    func `has nothing that was not set`(kind: StoreUnderTest) async throws {
        try await kind.with { store, _ async throws in
            #expect(try await store.value(of: .token) == nil)
            #expect(try await store.remove(.token) == false)
            #expect(try await store.names(of: .jira) == [])
        }
    }

    @Test(.temporaryFolder, arguments: StoreUnderTest.available)
    func `replaces a value`(kind: StoreUnderTest) async throws {
        try await kind.with { store, _ async throws in
            try await store.set(SecretValue("old"), for: .token)
            try await store.set(SecretValue("new"), for: .token)
            #expect(try await store.value(of: .token)?.revealed == "new")
            #expect(try await store.names(of: .jira) == ["TOKEN"])
        }
    }

    @Test(.temporaryFolder, arguments: StoreUnderTest.available)
    func `removes one value and no other`(kind: StoreUnderTest) async throws {
        try await kind.with { store, _ async throws in
            try await store.set(SecretValue("1"), for: .token)
            try await store.set(SecretValue("2"), for: .other)
            #expect(try await store.remove(.token))
            #expect(try await store.value(of: .token) == nil)
            #expect(try await store.value(of: .other)?.revealed == "2")
            #expect(try await store.names(of: .jira) == ["OTHER"])
        }
    }

    @Test(.temporaryFolder, arguments: StoreUnderTest.available)
    func `keeps servers apart, also where one's name begins as another's`(kind: StoreUnderTest) async throws {
        let longer = SecretKey(server: try ServerID("jira.cloud"), name: "TOKEN")
        try await kind.with { store, _ async throws in
            try await store.set(SecretValue("1"), for: .token)
            try await store.set(SecretValue("2"), for: longer)
            #expect(try await store.value(of: .token)?.revealed == "1")
            #expect(try await store.value(of: longer)?.revealed == "2")
            #expect(try await store.names(of: .jira) == ["TOKEN"])
        }
    }

    @Test(.temporaryFolder, arguments: StoreUnderTest.available)
    func `names the secrets of a server in order`(kind: StoreUnderTest) async throws {
        try await kind.with { store, _ async throws in
            for name in ["b", "C", "a"] { try await store.set(SecretValue(name), for: SecretKey(server: .jira, name: name)) }
            #expect(try await store.names(of: .jira) == ["C", "a", "b"])
        }
    }

    @Test(.temporaryFolder, arguments: StoreUnderTest.available)
    func `takes many questions at once`(kind: StoreUnderTest) async throws {
        let names = (0..<12).map { "SECRET_\($0)" }
        try await kind.with { store, _ async throws in
            try await withThrowingTaskGroup { group in
                for name in names {
                    group.addTask { try await store.set(SecretValue(name), for: SecretKey(server: .jira, name: name)) }
                }
                try await group.waitForAll()
            }
            for name in names { #expect(try await store.value(of: SecretKey(server: .jira, name: name))?.revealed == name) }
        }
    }

    @Test(.temporaryFolder, arguments: StoreUnderTest.available)
    func `says that it is ready`(kind: StoreUnderTest) async throws {
        try await kind.with { store, _ async throws in
            let report = await store.report()
            #expect(report.state == .ready)
            #expect(report.kind == store.kind)
            #expect(report.problem == nil)
            #expect(!report.place.isEmpty)
        }
    }

    @Test(.temporaryFolder, arguments: StoreUnderTest.available)
    func `answers every question with an error while it is locked`(kind: StoreUnderTest) async throws {
        try await kind.with { store, lock async throws in
            try await store.set(SecretValue("1"), for: .token)
            try await lock()
            let errors = [
                await #expect(throws: (any Error).self) { try await store.value(of: .token) },
                await #expect(throws: (any Error).self) { try await store.value(of: .other) },
                await #expect(throws: (any Error).self) { try await store.set(SecretValue("2"), for: .token) },
                await #expect(throws: (any Error).self) { try await store.set(SecretValue("2"), for: .other) },
                await #expect(throws: (any Error).self) { try await store.remove(.token) },
                await #expect(throws: (any Error).self) { try await store.names(of: .jira) },
            ]
            #expect(errors.map { ($0 as? any SecretStoreError)?.state } == Array(repeating: .locked, count: errors.count))
            let report = await store.report()
            #expect(report.state == .locked)
            #expect(report.problem?.code.hasSuffix("-locked") == true)
        }
    }
}
