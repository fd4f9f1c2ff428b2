import ControlAPI
import DaemonLaunch
import Foundation
import ServerModel
import TestSupport
import Testing

/// What can happen to a file.
enum Damage: String, Sendable, CaseIterable {
    case emptied, halved, shortenedByOne, firstByteFlipped, middleByteFlipped, lastByteFlipped

    func applied(to bytes: Data) -> Data {
        var bytes = bytes
        switch self {
        case .emptied: bytes = Data()
        case .halved: bytes = bytes.prefix(bytes.count / 2)
        case .shortenedByOne: bytes = bytes.dropLast()
        case .firstByteFlipped: bytes[bytes.startIndex] ^= 1
        case .middleByteFlipped: bytes[bytes.startIndex + bytes.count / 2] ^= 1
        case .lastByteFlipped: bytes[bytes.index(before: bytes.endIndex)] ^= 1
        }
        return Data(bytes)
    }
}

@Suite(.atATime(3), .temporaryHome, .needs(.python), .timeLimit(.minutes(3)))
struct `Secrets in the vault` {
    private static let variable = "MCP_MANAGER_VAULT_PASSPHRASE"
    private static let passphrase = "corréct horse ✓"

    // MARK: Opening it

    @Test func `with a passphrase in the daemon's environment are made, kept and found by themselves`() async throws {
        let home = try TestHome.here
        try prepare(home)
        try await home.startDaemon(adding: [Self.variable: Self.passphrase])
        try await home.setSecret("BANK_KEY", of: "bank", to: Canary.token.value)
        let report = try await home.store(.vault)
        #expect(report.state == .ready && report.takesNewValues && report.place.hasSuffix("state/secrets.vault"), "\(report)")
        #expect(try await home.secret("BANK_KEY", of: "bank").store == .vault)
        #expect(try permissions(of: vault(home)) == 0o600)
        try await home.succeed("daemon", "stop")
        try await home.startDaemon(adding: [Self.variable: Self.passphrase])
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of(Canary.token.value))
        #expect(try CanarySearch([.token, Canary("PASSPHRASE", Self.passphrase)]).findings(below: home.root).isEmpty)
    }

    @Test func `are locked for the next daemon until somebody unlocks them, with the right words`() async throws {
        let home = try TestHome.here
        try prepare(home)
        let made = try await home.manager(["secrets", "unlock", "--create"], input: Self.passphrase + "\n")
        #expect(made.succeeded, "\(made)")
        try await home.setSecret("BANK_KEY", of: "bank", to: "behind the door")
        let sealed = try Data(contentsOf: vault(home))

        try await home.succeed("daemon", "restart")
        let report = try await home.store(.vault)
        #expect(report.state == .locked && report.problem?.remedy.contains("secrets unlock") == true, "\(report)")
        let started = try await home.manager("start", "bank")
        #expect(started.ending == .code(1) && started.errors.contains("secrets unlock"), "\(started)")
        #expect(try await home.status("bank").phase.name == .needsSecret)
        let set = try await home.manager(["secrets", "set", "bank", "BANK_KEY"], input: "another\n")
        #expect(set.ending == .code(1) && set.errors.contains("→"), "\(set)")

        let wrong = try await home.manager(["secrets", "unlock"], input: "incorrect horse\n")
        #expect(wrong.ending == .code(1) && wrong.errors.contains("passphrase"), "\(wrong)")
        #expect(!wrong.errors.contains("incorrect horse"))
        #expect(try await home.store(.vault).state == .locked)
        #expect(try Data(contentsOf: vault(home)) == sealed)

        let opened = try await home.manager(["secrets", "unlock"], input: Self.passphrase + "\n")
        #expect(opened.succeeded, "\(opened)")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("behind the door"))
        try await home.succeed("secrets", "lock")
        #expect(try await home.store(.vault).state == .locked)
        #expect(try await home.secret("BANK_KEY", of: "bank").state == .unreachable)
    }

    @Test func `are opened by a passphrase in the environment of whoever unlocks them`() async throws {
        let home = try TestHome.here
        try prepare(home)
        try await home.startDaemon()
        let made = try await home.manager(["secrets", "unlock", "--create"], adding: [Self.variable: Self.passphrase])
        #expect(made.succeeded, "\(made)")
        try await home.setSecret("BANK_KEY", of: "bank", to: "one")
        try await home.succeed("daemon", "restart")
        let opened = try await home.manager(["secrets", "unlock"], adding: [Self.variable: Self.passphrase])
        #expect(opened.succeeded, "\(opened)")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("one"))
    }

    @Test func `are not made a second time: that would be the end of the first`() async throws {
        let home = try TestHome.here
        try prepare(home)
        try await home.startDaemon(adding: [Self.variable: Self.passphrase])
        try await home.setSecret("BANK_KEY", of: "bank", to: "one")
        let again = try await home.manager(["secrets", "unlock", "--create"], input: "another passphrase\n")
        #expect(again.ending == .code(1), "\(again)")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("one"))
    }

    @Test func `with a key file need the file, and no words`() async throws {
        let home = try TestHome.here
        try prepare(home)
        let key = "\(home.root)/vault.key"
        try await home.succeed("secrets", "unlock", "--create", "--key-file", key)
        #expect(try permissions(of: URL(fileURLWithPath: key)) == 0o600)
        try await home.setSecret("BANK_KEY", of: "bank", to: "by key")
        let other = "\(home.root)/other.key"
        try Data(repeating: 7, count: try Data(contentsOf: URL(fileURLWithPath: key)).count)
            .write(to: URL(fileURLWithPath: other))
        // Where the key is not in its place, nobody comes in.
        try FileManager.default.moveItem(atPath: key, toPath: key + ".away")
        try await home.succeed("daemon", "restart")
        #expect(try await home.store(.vault).state == .locked)
        #expect(try await home.secret("BANK_KEY", of: "bank").state == .unreachable)
        let wrong = try await home.manager("secrets", "unlock", "--key-file", other)
        #expect(wrong.ending == .code(1) && wrong.errors.contains("other.key"), "\(wrong)")
        try await home.succeed("secrets", "unlock", "--key-file", key + ".away")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("by key"))

        // Where it is, it is all that is needed.
        try FileManager.default.moveItem(atPath: key + ".away", toPath: key)
        try await home.succeed("daemon", "restart")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("by key"))
    }

    // MARK: A broken file

    @Test(arguments: Damage.allCases)
    func `in a damaged file are not lost: nobody writes over it, and the words name it`(_ damage: Damage) async throws {
        let home = try TestHome.here
        try prepare(home)
        try await home.startDaemon(adding: [Self.variable: Self.passphrase])
        try await home.setSecret("BANK_KEY", of: "bank", to: "still there")
        try await home.succeed("daemon", "stop")
        let whole = try Data(contentsOf: vault(home))
        let broken = damage.applied(to: whole)
        #expect(broken != whole)
        try broken.write(to: vault(home))

        try await home.startDaemon(adding: [Self.variable: Self.passphrase])
        let report = try await home.store(.vault)
        #expect(report.state != .ready, "\(report)")
        let problem = try #require(report.problem)
        #expect("\(problem.problem) \(problem.remedy)".contains("secrets.vault") && !problem.remedy.isEmpty, "\(problem)")
        let set = try await home.manager(["secrets", "set", "bank", "BANK_KEY"], input: "another\n")
        #expect(set.ending == .code(1) && set.errors.contains("→"), "\(set)")
        let start = try await home.manager("start", "bank")
        #expect(start.ending == .code(1), "\(start)")
        #expect(try await home.secret("BANK_KEY", of: "bank").state == .unreachable)
        #expect(try Data(contentsOf: vault(home)) == broken, "somebody has written over what may still be saved")

        try await home.succeed("daemon", "stop")
        try whole.write(to: vault(home))
        try await home.startDaemon(adding: [Self.variable: Self.passphrase])
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("still there"))
    }

    // MARK: A daemon that is killed

    @Test func `that the daemon has promised are there, whenever it is killed`() async throws {
        let home = try TestHome.here
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        let (rounds, writers) = (8, 12)
        let names = (0..<rounds * writers).map { "KEY_\(1000 + $0)" }
        try home.defineDigester("bank", secrets: names.map { "  - {name: \($0)}" }.joined(separator: "\n"))
        let bank = try ServerID("bank")
        var promised: Set<String> = []
        for round in 0..<rounds {
            try await home.startDaemon(adding: [Self.variable: Self.passphrase])
            let client = try await ControlClient.connect(home: HomeDirectory(path: home.path), launch: false)
            // All at once; it dies with the promise of a few of them, in the middle of the others.
            try await withThrowingTaskGroup(of: String?.self) { group in
                for name in names[round * writers..<(round + 1) * writers] {
                    group.addTask {
                        let change = SecretChanges(values: [name: Self.value(of: name)], restarts: false)
                        return (try? await client.set(change, of: bank)) == nil ? nil : name
                    }
                }
                var count = 0
                for try await name in group {
                    if let name { promised.insert(name) }
                    count += 1
                    if count == 1 + round % 4 { try await home.killDaemon() }
                }
            }
        }
        #expect(promised.count >= rounds, "\(promised.sorted())")
        #expect(promised.count < names.count, "it was never killed in the middle")

        try await home.startDaemon(adding: [Self.variable: Self.passphrase])
        #expect(try await home.store(.vault).state == .ready)
        let told = try await home.succeed("call", "bank", "fingerprints", "prefix=KEY_").output
        let lines = told.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let kept = Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
        for name in promised { #expect(kept[name] == Fingerprint.of(Self.value(of: name)), "\(name) is lost") }
        // What was not promised may be there, but then as it was meant.
        for (name, print) in kept { #expect(print == Fingerprint.of(Self.value(of: name)), "\(name) is a mixture") }
    }

    // MARK: Set-up

    private static func value(of name: String) -> String { "value of \(name) " + String(repeating: name, count: 50) }

    private func prepare(_ home: TestHome) throws {
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        try home.defineDigester("bank", secrets: "  - {name: BANK_KEY, required: true}")
    }

    private func vault(_ home: TestHome) -> URL { URL(fileURLWithPath: "\(home.path)/state/secrets.vault") }

    private func permissions(of file: URL) throws -> Int {
        var facts = stat()
        guard stat(file.path, &facts) == 0 else { throw TestFailure("there is no \(file.path)") }
        return Int(facts.st_mode & 0o777)
    }
}
