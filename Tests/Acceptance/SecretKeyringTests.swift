import Foundation
import ServerModel
import TestSupport
import Testing

/// A text with a name, for a table of tests.
struct SampleText: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String

    static let all = [
        SampleText(testDescription: "ASCII", text: "s3cret-with spaces & $igns \"'\\"),
        SampleText(testDescription: "Unicode", text: "päss-✓-🔑-日本語"),
        SampleText(testDescription: "newlines", text: "line 1\nline 2\n\nline 4"),
        SampleText(testDescription: "10 KB", text: String(repeating: "0123456789abcdef", count: 640)),
    ]
}

/// gnome-keyring, on a bus of the test's own, with two other programs that use it.
@Suite(
    .atATime(3), .temporaryHome, .needs(.python, .dbus, .gdbus, .gnomeKeyring, .secretTool, .keyring), .timeLimit(.minutes(3)))
struct `Secrets in the system's keyring` {
    // MARK: The same for everybody

    @Test(arguments: SampleText.all)
    func `set by us are the server's, and read by secret-tool and Python`(_ sample: SampleText) async throws {
        let home = try TestHome.here
        let keyring = try await SecretService(in: home)
        try await prepare(home, keyring)
        try await home.setSecret("BANK_KEY", of: "bank", to: sample.text)
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of(sample.text))
        #expect(try await keyring.toolValue(of: "BANK_KEY", server: "bank") == sample.text)
        #expect(try await keyring.pythonValue(of: "BANK_KEY", server: "bank") == sample.text)
        #expect(try await keyring.itemCount(of: "BANK_KEY", server: "bank") == 1)
        let status = try await home.secret("BANK_KEY", of: "bank")
        #expect(status.state == .set && status.store == .keyring, "\(status)")
    }

    @Test(arguments: SampleText.all)
    func `set by Python are the server's; what we set then is Python's, and there is one`(_ sample: SampleText) async throws {
        let home = try TestHome.here
        let keyring = try await SecretService(in: home)
        try await prepare(home, keyring)
        try await keyring.pythonStore(sample.text, for: "BANK_KEY", server: "bank")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of(sample.text))
        try await home.setSecret("BANK_KEY", of: "bank", to: "ours, and " + sample.text)
        #expect(try await keyring.pythonValue(of: "BANK_KEY", server: "bank") == "ours, and " + sample.text)
        #expect(try await keyring.itemCount(of: "BANK_KEY", server: "bank") == 1)
        try await keyring.pythonStore("Python's again", for: "BANK_KEY", server: "bank")
        #expect(try await keyring.itemCount(of: "BANK_KEY", server: "bank") == 1)
        try await home.succeed("restart", "bank")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("Python's again"))
    }

    @Test func `set by secret-tool are the server's; what we set then is everybody's, and there is one`() async throws {
        let home = try TestHome.here
        let keyring = try await SecretService(in: home)
        try await prepare(home, keyring)
        try await keyring.toolStore("the tool's", for: "BANK_KEY", server: "bank")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("the tool's"))
        try await home.setSecret("BANK_KEY", of: "bank", to: "ours")
        #expect(try await keyring.pythonValue(of: "BANK_KEY", server: "bank") == "ours")
        #expect(try await keyring.toolValue(of: "BANK_KEY", server: "bank") == "ours")
        #expect(try await keyring.itemCount(of: "BANK_KEY", server: "bank") == 1)
    }

    @Test func `are one server's each, and in no file of ours`() async throws {
        let home = try TestHome.here
        let keyring = try await SecretService(in: home)
        try await prepare(home, keyring)
        try home.defineDigester("shop", secrets: "  - {name: BANK_KEY}")
        try await home.setSecret("BANK_KEY", of: "bank", to: Canary.token.value)
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of(Canary.token.value))
        #expect(try await home.fingerprint("BANK_KEY", of: "shop") == Fingerprint.none)
        #expect(try await home.secret("BANK_KEY", of: "shop").state == .missing)
        #expect(try CanarySearch().findings(below: home.root).isEmpty)
    }

    @Test func `that are deleted are gone for everybody`() async throws {
        let home = try TestHome.here
        let keyring = try await SecretService(in: home)
        try await prepare(home, keyring)
        try await home.setSecret("BANK_KEY", of: "bank", to: "soon gone")
        #expect(try await keyring.pythonValue(of: "BANK_KEY", server: "bank") == "soon gone")
        try await home.succeed("secrets", "delete", "bank", "BANK_KEY", "--yes")
        #expect(try await keyring.pythonValue(of: "BANK_KEY", server: "bank") == nil)
        #expect(try await keyring.toolValue(of: "BANK_KEY", server: "bank") == nil)
        #expect(try await home.secret("BANK_KEY", of: "bank").state == .missing)
        let again = try await home.manager("secrets", "delete", "bank", "BANK_KEY", "--yes")
        #expect(again.ending == .code(1) && again.errors.contains("BANK_KEY"), "\(again)")
    }

    // MARK: A keyring that is not there

    @Test func `of a machine without a bus are asked for in words that help, and the daemon lives on`() async throws {
        let home = try TestHome.here
        try await prepare(home, nil)
        #expect(try await home.store(.keyring).state == .absent)
        let refused = try await home.manager(["secrets", "set", "bank", "BANK_KEY"], input: "a value\n")
        #expect(refused.ending == .code(1) && refused.errors.contains("→"), "\(refused)")
        let doctor = try await home.manager("secrets", "doctor")
        #expect(doctor.output.contains("secrets unlock"), "no way out is named: \(doctor)")
        try await expectNeed(of: "bank", in: home, words: "BANK_KEY")
        try await home.succeed("start", "plain")
        #expect(home.daemons.count == 1)
    }

    @Test func `go to the vault where there is no keyring and a passphrase`() async throws {
        let home = try TestHome.here
        try await prepare(home, nil, adding: ["MCP_MANAGER_VAULT_PASSPHRASE": "open sesame"], deadline: 30)
        try await home.setSecret("BANK_KEY", of: "bank", to: "kept in the vault")
        let status = try await home.secret("BANK_KEY", of: "bank")
        #expect(status.state == .set && status.store == .vault, "\(status)")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("kept in the vault"))
    }

    // MARK: A keyring that is locked

    @Test func `in a locked keyring are waited for by their servers alone`() async throws {
        let home = try TestHome.here
        let keyring = try await SecretService(in: home)
        try await prepare(home, keyring)
        try await home.setSecret("BANK_KEY", of: "bank", to: "locked away")
        try await keyring.lock()
        let report = try await home.store(.keyring)
        #expect(report.state == .locked && report.problem != nil, "\(report)")
        #expect(try await home.secret("BANK_KEY", of: "bank").state == .unreachable)
        try await expectNeed(of: "bank", in: home, words: "locked")
        try await home.succeed("start", "plain")

        // As when somebody logs in.
        await keyring.kill()
        try await keyring.start()
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("locked away"))
    }

    // MARK: A keyring that dies

    @Test func `in a keyring that is killed are found again when it is back; nothing else notices`() async throws {
        let home = try TestHome.here
        let keyring = try await SecretService(in: home)
        try await prepare(home, keyring)
        try await home.setSecret("BANK_KEY", of: "bank", to: "here to stay")
        let value = Fingerprint.of("here to stay")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == value)
        let daemon = try #require(home.daemons.first)

        await keyring.kill()
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == value, "a server that runs has what it needs")
        #expect(try await home.store(.keyring).state != .ready)
        let refused = try await home.manager(["secrets", "set", "bank", "BANK_KEY"], input: "another\n")
        #expect(refused.ending == .code(1) && refused.errors.contains("→"), "\(refused)")
        #expect(try await home.secret("BANK_KEY", of: "bank").state != .set)
        try await home.succeed("start", "plain")

        try await keyring.start()
        #expect(try await home.store(.keyring).state == .ready)
        #expect(try await home.secret("BANK_KEY", of: "bank").state == .set)
        try await home.succeed("restart", "bank")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == value)
        try await home.setSecret("BANK_KEY", of: "bank", to: "changed afterwards")
        #expect(try await keyring.pythonValue(of: "BANK_KEY", server: "bank") == "changed afterwards")
        #expect(home.daemons == [daemon])
    }

    @Test func `of a killed keyring are set in the vault, where there is a passphrase`() async throws {
        let home = try TestHome.here
        let keyring = try await SecretService(in: home)
        try await prepare(home, keyring, adding: ["MCP_MANAGER_VAULT_PASSPHRASE": "open sesame"], deadline: 30)
        try await home.setSecret("BANK_KEY", of: "bank", to: "in the keyring")
        await keyring.kill()
        try await home.setSecret("BANK_KEY", of: "bank", to: "in the vault")
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("in the vault"))
    }

    // MARK: A keyring that hangs

    @Test func `in a keyring that hangs hold nobody else up, and are told of within the deadline`() async throws {
        let home = try TestHome.here
        let keyring = try await SecretService(in: home)
        // Once this for all, not once for each secret of each server: they are five, and nobody waits for 40 s.
        try await prepare(home, keyring, deadline: 8)
        try home.defineDigester("shop", secrets: "  - {name: SHOP_KEY, required: true}\n  - {name: SHOP_NAME}")
        try home.defineDigester("club", secrets: "  - {name: CLUB_KEY, required: true}\n  - {name: CLUB_NAME}")
        try await home.setSecret("BANK_KEY", of: "bank", to: "slow to come")
        try await home.succeed("stop", "bank")
        keyring.suspend()

        let listed: [ServerSecrets] = try await home.succeed("secrets", "list", "--json").decoded()
        #expect(listed.flatMap(\.secrets).allSatisfy { $0.state == .unreachable }, "\(listed)")
        try await expectNeed(of: "bank", in: home, words: "does not answer")
        try await home.succeed("start", "plain")

        keyring.resume()
        // Whoever asks how it is asks it at once; starts of servers leave it alone for a while.
        #expect(try await home.store(.keyring).state == .ready)
        #expect(try await home.fingerprint("BANK_KEY", of: "bank") == Fingerprint.of("slow to come"))
    }

    @Test func `in a keyring that hangs are nothing to a server without any`() async throws {
        let home = try TestHome.here
        let keyring = try await SecretService(in: home)
        // Longer than the programs may take below: whoever waits for the keyring is found out.
        try await prepare(home, keyring, deadline: 60)
        #expect(try await home.store(.keyring).state == .ready)
        keyring.suspend()
        for words in [["start", "plain"], ["call", "plain", "echo", "text=on"], ["list"], ["status"], ["stop", "plain"]] {
            let outcome = try await home.manager(words, within: .seconds(40))
            #expect(outcome.succeeded, "\(words): \(outcome)")
        }
        keyring.resume()
    }

    // MARK: Set-up

    /// Defines `bank`, which needs a secret, and `plain`, which needs none, and starts the daemon where it can see the keyring.
    private func prepare(
        _ home: TestHome, _ keyring: SecretService?, adding variables: [String: String] = [:], deadline: Int = 3
    ) async throws {
        try home.configure("secrets: {stores: [keyring, vault], deadline: \(deadline)}\n")
        try home.defineDigester("bank", secrets: "  - {name: BANK_KEY, required: true}")
        try home.define(
            "plain",
            "name: plain\nexecution:\n  local:\n    command: \(Product.program("mcp-manager"))\n    args: [demo]\n")
        // Nobody listens there, and whoever looks elsewhere for a bus would find the developer's.
        let nowhere = ["DBUS_SESSION_BUS_ADDRESS": "unix:path=\(home.root)/no-bus", "XDG_RUNTIME_DIR": "\(home.root)/no-runtime"]
        try await home.startDaemon(adding: (keyring?.environment ?? nowhere).merging(variables) { $1 })
    }

    /// Starts a server, which cannot be, and looks at what is said of it.
    private func expectNeed(
        of server: String, in home: TestHome, words: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let outcome = try await home.manager("start", server)
        #expect(outcome.ending == .code(1) && outcome.errors.contains(words), "\(outcome)", sourceLocation: sourceLocation)
        let status = try await home.status(server)
        #expect(status.phase.name == .needsSecret, "\(status)", sourceLocation: sourceLocation)
    }
}
