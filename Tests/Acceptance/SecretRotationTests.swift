import Foundation
import ServerModel
import TestSupport
import Testing

/// A server that takes only values whose fingerprints are in a list of its own.
@Suite(.atATime(3), .temporaryHome, .needs(.python), .timeLimit(.minutes(3)))
struct `Rotating a secret` {
    @Test func `puts a value that the server takes in force`() async throws {
        let home = try TestHome.here
        try await prepare(home, accepting: ["old", "new"])
        let before = try await home.waitUntilReady("bank")
        let rotated = try await rotate(to: "new", in: home)
        #expect(rotated.succeeded, "\(rotated)")
        let after = try await home.status("bank")
        #expect(after.phase == .ready && after.run?.number != before.run?.number, "\(after)")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("new"))
        try await expectNothingLeft(in: home)
    }

    @Test func `goes back to the old value when the server does not take the new one, and says so`() async throws {
        let home = try TestHome.here
        try await prepare(home, accepting: ["old"])
        try await home.waitUntilReady("bank")
        let rotated = try await rotate(to: "unheard-of", in: home)
        #expect(rotated.ending == .code(1) && rotated.errors.contains("→"), "\(rotated)")
        #expect(rotated.errors.contains("old") || rotated.errors.contains("back"), "which value is in force? \(rotated)")
        #expect(!"\(rotated)".contains("unheard-of"), "\(rotated)")
        #expect(try await home.status("bank").phase == .ready)
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("old"))
        try await expectNothingLeft(in: home)
    }

    @Test func `keeps a client's session, whichever value wins`() async throws {
        let home = try TestHome.here
        try await prepare(home, accepting: ["old", "new"])
        let client = try WireClient("bank", in: home)
        try await client.open()
        #expect(try await fingerprint(1, through: client) == Fingerprint.of("old"))
        #expect(try await rotate(to: "unheard-of", in: home).ending == .code(1))
        #expect(try await fingerprint(2, through: client) == Fingerprint.of("old"))
        #expect(try await rotate(to: "new", in: home).succeeded)
        #expect(try await fingerprint(3, through: client) == Fingerprint.of("new"))
        try await client.close()
    }

    @Test(arguments: [true, false])
    func `of a stopped server tries it out and leaves it stopped`(isAccepted: Bool) async throws {
        let home = try TestHome.here
        try await prepare(home, accepting: isAccepted ? ["old", "new"] : ["old"])
        try await home.succeed("stop", "bank")
        let rotated = try await rotate(to: "new", in: home)
        #expect(rotated.succeeded == isAccepted, "\(rotated)")
        #expect(try await home.status("bank").phase == .stopped)
        try await home.succeed("start", "bank")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of(isAccepted ? "new" : "old"))
    }

    @Test func `is refused for a value that breaks the rules, or with nothing to go back to`() async throws {
        let home = try TestHome.here
        try await prepare(home, accepting: ["old"])
        let run = try await home.waitUntilReady("bank").run?.number
        let long = try await rotate(to: String(repeating: "x", count: 100), in: home)
        #expect(long.ending == .code(1) && long.errors.contains("at most 50 are wanted"), "\(long)")
        let never = try await home.manager(["secrets", "rotate", "bank", "BANK_NOTE"], input: "a first value\n")
        #expect(never.ending == .code(1) && never.errors.contains("BANK_NOTE"), "\(never)")
        #expect(try await home.status("bank").run?.number == run, "the server was disturbed for nothing")
    }

    @Test func `that a killed daemon did not live to end is undone by the next one`() async throws {
        let home = try TestHome.here
        try await prepare(home, accepting: ["old", "endless"], hangingWith: ["endless"])
        let before = try #require(try await home.waitUntilReady("bank").run?.number)
        let rotation = Task { try await rotate(to: "endless", in: home) }
        try await home.wait(for: "bank", "a start with the new value") {
            $0.phase == .starting && $0.run?.processID != nil && ($0.run?.number ?? 0) > before
        }
        try await home.killDaemon()
        #expect(try await rotation.value.succeeded == false)

        try await home.startDaemon(adding: Self.passphrase)
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("old"))
        try await home.waitForNotice("the rotation was interrupted") { $0.contains("BANK_KEY") && $0.contains("interrupted") }
        try await expectNothingLeft(in: home)
    }

    // MARK: Set-up

    private static let passphrase = ["MCP_MANAGER_VAULT_PASSPHRASE": "open sesame"]

    /// `bank`, ready with the value `old`.
    private func prepare(_ home: TestHome, accepting allowed: [String], hangingWith endless: [String] = []) async throws {
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        for (name, values) in [("allow", allowed), ("hang", endless)] {
            let lines = values.map { Fingerprint.of($0) + "\n" }.joined()
            try lines.write(toFile: "\(home.root)/\(name)", atomically: true, encoding: .utf8)
        }
        try home.defineDigester(
            "bank", ["--variable", "BANK_KEY", "--allow", "\(home.root)/allow", "--hang", "\(home.root)/hang"],
            secrets: "  - {name: BANK_KEY, required: true, validation: {max_length: 50}}\n  - {name: BANK_NOTE}")
        try await home.startDaemon(adding: Self.passphrase)
        try await home.setSecret("BANK_KEY", of: "bank", to: "old")
        try await home.succeed("start", "bank")
    }

    private func rotate(to value: String, in home: TestHome) async throws -> Outcome {
        try await home.manager(["secrets", "rotate", "bank", "BANK_KEY"], input: value + "\n", within: .seconds(90))
    }

    private func fingerprint(_ id: Int, through client: WireClient) async throws -> String? {
        try await client.call(id, "fingerprint", #"{"name":"BANK_KEY"}"#).text("result.content.0.text")
    }

    /// No second copy of a value stays.
    private func expectNothingLeft(in home: TestHome, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let names = try await home.secrets(of: "bank").secrets.map(\.name)
        #expect(names == ["BANK_KEY", "BANK_NOTE"], sourceLocation: sourceLocation)
        let journal = home.text(of: "state/rotations.json")
        #expect(!journal.contains("BANK_KEY"), "\(journal)", sourceLocation: sourceLocation)
    }
}
