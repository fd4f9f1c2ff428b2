import ServerModel
import Synchronization
import Testing

@testable import SecretStores

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a program says that a test imagines.
private typealias Run = @Sendable (ReferenceCommand) async throws -> ReferenceOutput

@Suite(.timeLimit(.minutes(1)))
struct `The values of a run` {
    private let store = InMemorySecretStore(kind: .keyring)

    private func resolver(
        environment: [String: String] = [:], deadline: Duration = .seconds(15),
        run: @escaping Run = { _ in
            throw ErrorReport(code: "no-program", problem: "there is no such program", remedy: "install it")
        }
    ) -> SecretResolver {
        let keeper = SecretKeeper(
            stores: [store], index: TemporaryFolder.path + "/secrets.json", now: { Timestamp(millisecondsSince1970: 0) })
        return SecretResolver(
            keeper: keeper, environment: environment, userHome: TemporaryFolder.path + "/home",
            serversFolder: TemporaryFolder.path + "/servers", deadline: deadline, run: run)
    }

    private func requirement(
        _ name: String = "TOKEN", from: String? = nil, _ type: SecretRequirement.Kind = .text
    ) -> SecretRequirement {
        var requirement = SecretRequirement(name: name)
        requirement.from = from
        requirement.type = type
        requirement.required = true
        return requirement
    }

    private func resolved(_ requirement: SecretRequirement, _ resolver: SecretResolver) async throws -> SecretResolution {
        try #require(await resolver.resolve([requirement], of: .jira)[requirement.name])
    }

    // MARK: Stores and environment

    @Test(.temporaryFolder) func `are those of the stores first`() async throws {
        try await store.set(SecretValue("stored"), for: .token)
        let resolution = try await resolved(requirement(), resolver(environment: ["TOKEN": "own"]))
        #expect(
            resolution == SecretResolution(state: .set, value: SecretValue("stored"), origin: "system keyring", store: .keyring))
    }

    @Test(.temporaryFolder) func `are those of the daemon's environment where no store has them`() async throws {
        let resolution = try await resolved(requirement(), resolver(environment: ["TOKEN": "own"]))
        #expect(resolution == SecretResolution(state: .set, value: SecretValue("own"), origin: "the daemon's environment"))
    }

    @Test(.temporaryFolder, arguments: [[:], ["TOKEN": ""]]) func `are missing where nobody has them`(
        environment: [String: String]
    ) async throws {
        #expect(try await resolved(requirement(), resolver(environment: environment)) == SecretResolution(state: .missing))
    }

    @Test(.temporaryFolder) func `are unreachable while the store is locked, unless the environment has them`() async throws {
        await store.lock()
        let resolution = try await resolved(requirement(), resolver())
        #expect(resolution == SecretResolution(state: .unreachable, problem: ErrorReport(MemoryLocked())))
        let own = try await resolved(requirement(), resolver(environment: ["TOKEN": "own"]))
        #expect(own.value?.revealed == "own")
    }

    @Test(.temporaryFolder) func `are not those of the environment while the store that is known to have them is locked`()
        async throws
    {
        let index = TemporaryFolder.path + "/secrets.json"
        let keeper = SecretKeeper(stores: [store], index: index, now: { Timestamp(millisecondsSince1970: 0) })
        try await keeper.set(["TOKEN": SecretValue("stored")], of: .jira)
        await store.lock()
        let resolution = try await resolved(requirement(), resolver(environment: ["TOKEN": "own"]))
        #expect(resolution.state == .unreachable)
        #expect(resolution.value == nil)
    }

    @Test(.temporaryFolder) func `are found for each secret by its name`() async throws {
        try await store.set(SecretValue("1"), for: .token)
        let found = await resolver(environment: ["A": "2"]).resolve(
            [requirement(), requirement("X", from: "env:A"), requirement("Y")], of: try .jira)
        #expect(found.mapValues(\.state) == ["TOKEN": .set, "X": .set, "Y": .missing])
    }

    // MARK: References

    @Test(.temporaryFolder) func `come from a variable that is named, and never from the stores then`() async throws {
        try await store.set(SecretValue("stored"), for: .token)
        let named = try await resolved(requirement(from: "env:OTHER"), resolver(environment: ["OTHER": "own", "TOKEN": "x"]))
        #expect(named == SecretResolution(state: .set, value: SecretValue("own"), origin: "env:OTHER"))
        let missing = try await resolved(requirement(from: "env:OTHER"), resolver(environment: ["TOKEN": "x"]))
        #expect(missing.state == .missing)
        #expect(missing.problem?.problem == "TOKEN cannot be had from env:OTHER: the daemon's environment has no such variable")
    }

    @Test(
        .temporaryFolder,
        arguments: [
            ("s3cret\n", "s3cret"), ("s3cret\n\n", "s3cret\n"), ("s3cret\r\n", "s3cret"), ("a\nb", "a\nb"), (" ü ", " ü "),
        ])
    func `come from a file, without the newline at its end`(text: String, value: String) async throws {
        try TemporaryFolder.write(text.utf8, to: TemporaryFolder.path + "/token")
        let resolution = try await resolved(requirement(from: "file:\(TemporaryFolder.path)/token"), resolver())
        #expect(resolution.value?.revealed == value)
        #expect(resolution.origin == "file:\(TemporaryFolder.path)/token")
    }

    @Test(.temporaryFolder) func `come from files in the user's home and in the server's folder`() async throws {
        for folder in ["/home", "/servers", "/servers/jira", "/servers/jira/config"] {
            mkdir(TemporaryFolder.path + folder, 0o700)
        }
        try TemporaryFolder.write("1".utf8, to: TemporaryFolder.path + "/home/token")
        try TemporaryFolder.write("2".utf8, to: TemporaryFolder.path + "/servers/jira/config/token")
        #expect(try await resolved(requirement(from: "file:~/token"), resolver()).value?.revealed == "1")
        #expect(try await resolved(requirement(from: "file:config/token"), resolver()).value?.revealed == "2")
    }

    @Test(.temporaryFolder) func `do not come from what is no file with a text`() async throws {
        let folder = TemporaryFolder.path
        try TemporaryFolder.write([0xff, 0xfe], to: folder + "/bytes")
        try TemporaryFolder.write(repeatElement(97, count: 64 << 10), to: folder + "/long")
        try TemporaryFolder.write(repeatElement(97, count: (64 << 10) + 1), to: folder + "/longer")
        mkfifo(folder + "/pipe", 0o600)
        for (path, reason) in [
            (folder, "it is a folder"), ("/dev/zero", "it is no ordinary file"), (folder + "/pipe", "it is no ordinary file"),
            (folder + "/away", "there is no such file"), (folder + "/bytes", "it is no UTF-8 text"),
            (folder + "/longer", "it is larger than 64 KiB"),
        ] {
            let resolution = try await resolved(requirement(from: "file:\(path)"), resolver())
            #expect(resolution.state == .unreachable)
            #expect(resolution.problem?.problem == "TOKEN cannot be had from file:\(path): \(reason)")
        }
        #expect(try await resolved(requirement(from: "file:\(folder)/long"), resolver()).state == .set)
    }

    @Test(
        .temporaryFolder,
        arguments: [
            ("cmd:print it", ["/bin/sh", "-c", "print it"], "s3cret\n", "s3cret"),
            ("op://a/b/c", ["op", "read", "op://a/b/c"], "x", "x"),
            ("pass:work/jira", ["pass", "show", "work/jira"], "s3cret\nuser: me\n", "s3cret"),
            ("cmd:x", ["/bin/sh", "-c", "x"], "a\nb\n", "a\nb"),
        ])
    func `come from programs`(from: String, arguments: [String], output: String, value: String) async throws {
        let resolver = resolver(deadline: .seconds(7)) { command in
            #expect(command == ReferenceCommand(arguments: arguments, deadline: .seconds(7)))
            return ReferenceOutput(status: "exited with code 0", isSuccess: true, output: output)
        }
        let resolution = try await resolved(requirement(from: from), resolver)
        #expect(resolution.value?.revealed == value)
        #expect(resolution.origin == (try SecretReference(from)).origin)
    }

    @Test(
        .temporaryFolder,
        arguments: [
            (ReferenceOutput(status: "exited with code 1", isSuccess: false, output: "s3cret"), "exited with code 1"),
            (
                ReferenceOutput(status: "was ended by SIGKILL", isSuccess: false, isOverdue: true, output: "s3cret"),
                "it did not end within 15 s"
            ),
            (ReferenceOutput(status: "", isSuccess: true, output: "s3cret\u{FFFD}"), "what it printed is no UTF-8 text"),
            (ReferenceOutput(status: "", isSuccess: true, output: "\n"), "it printed nothing"),
        ])
    func `tell of a program that fails, and not what it said`(output: ReferenceOutput, reason: String) async throws {
        let resolution = try await resolved(requirement(from: "op://a/b/c"), resolver { _ in output })
        #expect(resolution.state == .unreachable)
        #expect(resolution.value == nil)
        #expect(resolution.problem?.code == "secret-reference-failed")
        #expect(resolution.problem?.problem == "TOKEN cannot be had from the command 'op read op://a/b/c': \(reason)")
        #expect("\(resolution)".contains("s3cret") == false)
    }

    @Test(.temporaryFolder) func `tell of a program that cannot be started`() async throws {
        let resolution = try await resolved(requirement(from: "pass:x"), resolver())
        #expect(resolution.problem?.problem == "TOKEN cannot be had from the command 'pass show x': there is no such program")
    }

    @Test(.temporaryFolder) func `do not wait for a runner that forgets its deadline`() async throws {
        let resolver = resolver(deadline: .seconds(-2) + .milliseconds(20)) { _ in await withUnsafeContinuation { _ in } }
        #expect(try await resolved(requirement(from: "cmd:x"), resolver).state == .unreachable)
    }

    @Test(.temporaryFolder) func `are looked for all at once`() async throws {
        let meeting = Meeting(of: 3)
        let resolver = resolver { _ in
            await meeting.join()
            return ReferenceOutput(status: "", isSuccess: true, output: "1")
        }
        let found = await resolver.resolve(["A", "B", "C"].map { requirement($0, from: "cmd:\($0)") }, of: try .jira)
        #expect(found.mapValues(\.state) == ["A": .set, "B": .set, "C": .set])
    }

    @Test(.temporaryFolder) func `do not come from a reference nobody understands`() async throws {
        let resolution = try await resolved(requirement(from: "keychain:x"), resolver())
        #expect(resolution.state == .unreachable)
        #expect(resolution.problem?.code == "bad-secret-reference")
    }

    // MARK: Rules

    @Test(.temporaryFolder, arguments: ["env:TOKEN", nil]) func `are invalid when they break the rules`(
        from: String?
    ) async throws {
        let resolver = resolver(environment: ["TOKEN": "s3cret"])
        let resolution = try await resolved(requirement(from: from, .number), resolver)
        #expect(resolution.state == .invalid)
        #expect(resolution.value == nil)
        #expect(resolution.origin == from ?? "the daemon's environment")
        #expect(resolution.problem?.code == "invalid-secret")
        #expect("\(resolution)".contains("s3cret") == false)
    }

    @Test(.temporaryFolder) func `that name a file are paths of one that is there`() async throws {
        mkdir(TemporaryFolder.path + "/home", 0o700)
        try TemporaryFolder.write([], to: TemporaryFolder.path + "/home/key.pem")
        for (value, path) in [
            ("~/key.pem", TemporaryFolder.path + "/home/key.pem"), (TemporaryFolder.path + "/home/key.pem", nil),
            ("~/away", nil), ("key.pem", nil),
        ] {
            try await store.set(SecretValue(value), for: .token)
            let resolution = try await resolved(requirement("TOKEN", from: nil, .file), resolver())
            let isThere = value.hasSuffix("/key.pem")
            #expect(resolution.state == (isThere ? .set : .invalid))
            #expect(resolution.value?.revealed == (isThere ? path ?? value : nil))
        }
    }
}

/// Where so many must have come before any may go on.
private actor Meeting {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(of count: Int) { missing = count }

    func join() async {
        missing -= 1
        guard missing > 0 else {
            for one in waiting { one.resume() }
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}
