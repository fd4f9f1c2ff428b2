import ControlAPI
import Foundation
import ServerModel
import TestSupport
import Testing

/// Five made-up secrets in a server that says them in every way it knows: what people are shown, and what stays, has none of them.
@Suite(.temporaryHome, .needs(.python), .timeLimit(.minutes(5)))
struct `The secrets of a leaking server` {
    @Test(.needs(.tmux))
    func `are in no file, answer, screen, event and argument of a process, whatever happens to it`() async throws {
        let home = try TestHome.here
        let life = try await LeakingLife(in: home)
        let events = try await life.eventsToTheEnd()
        try await life.start()
        try await life.callThroughBridge()
        try await life.callFromShell()
        try await life.lookEverywhere("ready")
        try await life.syncClients()
        try await life.crash()
        try await life.lookEverywhere("after a crash")
        try await life.showScreens(state: "ready", when: "ready")
        try await life.breakDown()
        try await life.lookEverywhere("broken")
        try await life.showScreens(state: "exit", when: "broken")
        try await life.askWhoQuotesTokens()
        try await life.crashDaemon()
        life.transcript.keep(try await events.value, of: "the events")
        try await life.lookEverywhere("with the next daemon")
        try await home.succeed("daemon", "stop")

        // A server that kept its secrets to itself would prove nothing.
        #expect(life.waysNotTaken().isEmpty, "\(life.waysNotTaken())")
        #expect(life.transcript.count > 60)
        let log = life.transcript.text(of: "mcp-manager logs leaky -n 5000")
        for words in ["CANARY_TOKEN is ••••, as everybody can see", "in parts: •••• were the parts", "fatal: nobody takes ••••"] {
            #expect(log.contains(words), "'\(words)' is not in the log: \(log.prefix(5_000))")
        }
        #expect(life.transcript.text(of: "the events").contains("leaky"))

        let search = CanarySearch()
        // What is random and written as text has any three characters somewhere.
        let vault = CanarySearch.Exemption(of: .short, in: "secrets.vault", because: "an encrypted file is as good as random")
        let written = try search.findings(below: home.root, except: [vault])
        #expect(written.isEmpty, "\(written)")
        let shown = life.transcript.findings(of: search)
        #expect(shown.isEmpty, "\(shown)")
    }

    @Test(.enabled(if: access("/proc/self/environ", R_OK) == 0, "what a process was started with is read from /proc"))
    func `are in no other process's environment, and the vault's passphrase in nobody's`() async throws {
        let home = try TestHome.here
        let passphrase = "correct horse battery staple"
        try await prepare(home, passphrase)
        try await home.addDemo("demo")
        try await home.succeed("start", "demo")
        let own = try #require(try await home.status("bank").run?.processID)
        var holders: [pid_t] = []
        for process in home.processes {
            let environment = FileManager.default.contents(atPath: "/proc/\(process.processID)/environ") ?? Data()
            if environment.range(of: Data(Canary.token.value.utf8)) != nil { holders.append(process.processID) }
            #expect(environment.range(of: Data(passphrase.utf8)) == nil, "\(process)")
        }
        #expect(holders == [own], "\(home.processes)")
    }

    @Test(
        .enabled(if: access("/proc/self/environ", R_OK) == 0, "whether a process may be looked into is read from /proc"),
        .needs(.setpriv, .python))
    func `are held by a process that other programs of the user may not look into`() async throws {
        let home = try TestHome.here
        let isRoot = geteuid() == 0
        // What belongs to a process in /proc is root's when nobody else may look into it, else its own user's and group's (proc(5)).
        // Root sees the difference by the group.
        let disguise = isRoot ? [try Component.setpriv.program(), "--regid", "1", "--clear-groups"] : ["/usr/bin/env"]
        let started = try await Tool.run(
            disguise[0], Array(disguise.dropFirst()) + [Product.program("mcp-manager"), "daemon", "start"],
            environment: home.environment)
        try #require(started.succeeded, "\(started)")
        // A program of ours would be closed as well.
        try home.defineDigester("bank", secrets: "  - {name: CANARY_TOKEN}")
        try await home.succeed("start", "bank")
        func isOpen(_ process: pid_t) throws -> Bool {
            var facts = stat()
            guard stat("/proc/\(process)/environ", &facts) == 0 else { throw TestFailure("no process \(process)") }
            return isRoot ? facts.st_gid == 1 : facts.st_uid == geteuid()
        }
        let server = try #require(try await home.status("bank").run?.processID)
        #expect(try isOpen(server), "this test sees no difference")
        #expect(try !isOpen(try #require(home.daemons.first).processID))
    }

    @Test(.enabled(if: ProcessMemory.isReadable, "the memory of other processes can be read by root alone"))
    func `are in no memory of the daemon once the server has stopped`() async throws {
        let home = try TestHome.here
        try await prepare(home, "correct horse battery staple")
        #expect(try await home.fingerprint("CANARY_LONG", of: "bank") == Fingerprint.of(Canary.long.value))
        try await home.succeed("stop", "bank")
        let daemon = try #require(home.daemons.first).processID
        let parts = [0, 3_000, 10_000].map { String(Canary.long.value.dropFirst($0).prefix(100)) }
        let found = try ProcessMemory.texts([home.path, Canary.token.value] + parts, in: daemon)
        #expect(found.contains(home.path), "this test finds nothing")
        #expect(found.count == 1, "\(found.count - 1) of \(parts.count + 1) secrets are still there")
    }

    /// A server that has two of them, ready.
    private func prepare(_ home: TestHome, _ passphrase: String) async throws {
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        try home.defineDigester("bank", secrets: "  - {name: CANARY_TOKEN}\n  - {name: CANARY_LONG}")
        try await home.startDaemon(adding: ["MCP_MANAGER_VAULT_PASSPHRASE": passphrase])
        for canary in [Canary.token, .long] { try await home.setSecret(canary.name, of: "bank", to: canary.value) }
        try await home.succeed("start", "bank")
    }
}
