import ControlAPI
import DaemonLaunch
import Foundation
import ServerModel
import TestSupport
import Testing

/// The life of `leaking_server.py`, and everything that can be seen of it.
struct LeakingLife {
    let transcript: Transcript
    private let home: TestHome
    private static let passphrase = ["MCP_MANAGER_VAULT_PASSPHRASE": "correct horse battery staple"]

    private var diary: String { "\(home.root)/diary" }
    private var broken: String { "\(home.root)/broken" }
    private static let servers = "\(Product.repository)/Tests/Acceptance/Servers"

    /// Gives the server its secrets; it has not started yet.
    init(in home: TestHome) async throws {
        self.home = home
        transcript = Transcript(of: home)
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        try home.define(
            "leaky",
            """
            name: leaky
            description: Says everything
            execution:
              restart: {max_restarts: 3, backoff: 0.05}
              local:
                command: \(try Component.python.program())
                args: [-B, "\(Self.servers)/leaking_server.py"]
                environment:
                  LEAK_DIARY: "\(home.root)/diary"
                  LEAK_BROKEN: "\(home.root)/broken"
                  LOGIN: "user:${secret:CANARY_TOKEN}@example.com"
            secrets:
            \(Canary.all.map { "  - {name: \($0.name), required: true}" }.joined(separator: "\n"))

            """)
        try await home.startDaemon(adding: Self.passphrase)
        for canary in Canary.all {
            try await transcript.manager("secrets", "set", "leaky", canary.name, input: canary.value + "\n")
        }
        let secrets = try await home.secrets(of: "leaky").secrets
        try #require(secrets.allSatisfy { $0.state == .set }, "\(secrets)")
    }

    /// What the server said it did not do, of all it can.
    func waysNotTaken() -> Set<String> {
        let taken = FileManager.default.contents(atPath: diary).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let ways: Set = [
            "plain", "parts", "json", "json twice", "base64", "base64url", "percent", "repr", "traceback", "standard output",
            "name",
            "description", "result", "tool error", "protocol error", "notification", "echo", "last words", "exit message",
        ]
        return ways.subtracting(taken.split(separator: "\n").map(String.init))
    }

    /// All the daemon tells until it ends.
    func eventsToTheEnd() async throws -> Task<String, any Error> {
        let client = try await ControlClient.connect(home: HomeDirectory(path: home.path), launch: false)
        let events = try await client.events(after: 0)
        return Task {
            var told = ""
            do {
                for try await event in events { told += String(decoding: try JSONEncoder().encode(event), as: UTF8.self) + "\n" }
            } catch is ConnectionLost {
                // The end we wait for.
            }
            return told
        }
    }

    func start() async throws {
        try await transcript.manager("start", "leaky")
        try await home.waitUntilReady("leaky")
    }

    /// What the server answers is its client's, byte for byte; what we say ourselves is looked through.
    func callThroughBridge() async throws {
        let client = try WireClient("leaky", in: home)
        try await client.open()
        transcript.lookAtCommandLines()
        _ = try await client.ask(1, "tools/list", "{}")
        let told = try await client.call(2, "tell", "{}").text("result.content.0.text") ?? ""
        for canary in Canary.all { #expect(told.contains(canary.value), "\(canary.name) is not with the server") }
        #expect(try await client.call(3, "fail", "{}").flag("result.isError") == true)
        #expect(try await client.call(4, "refuse", "{}").integer("error.code") == -32_000)
        _ = try await client.call(5, "log", "{}")
        for (index, canary) in Canary.all.enumerated() {
            let arguments = String(decoding: try JSONEncoder().encode(["text": "like \(canary.value)!"]), as: UTF8.self)
            _ = try await client.call(6 + index, "echo", arguments)
        }
        try await client.close()
        transcript.keep(client.complaints, of: "the bridge's complaints")
    }

    func callFromShell() async throws {
        for tool in ["tell", "fail", "refuse", "log", "nonsense"] {
            try await transcript.manager("call", "leaky", tool)
            try await transcript.manager("call", "leaky", tool, "--json")
        }
    }

    /// A crash in the middle of a call; the server comes back.
    func crash() async throws {
        let before = try #require(try await home.status("leaky").run?.number)
        let client = try WireClient("leaky", in: home)
        try await client.open()
        // We answer for a server that is gone.
        let answer = try await client.call(1, "crash", "{}")
        #expect(answer.has("error"), "\(answer)")
        transcript.keep(String(decoding: answer.bytes, as: UTF8.self), of: "the answer of a lost call")
        try await home.waitUntilReady("leaky", after: before)
        try await client.close()
    }

    /// Ends at every start, until we give up; a start by hand fails as well.
    func breakDown() async throws {
        try Data().write(to: URL(fileURLWithPath: broken))
        try await transcript.manager("kill", "leaky")
        try await home.wait(for: "leaky", "giving up") { $0.phase.name == .failed }
        let start = try await transcript.manager("start", "leaky")
        #expect(!start.succeeded)
        try await home.wait(for: "leaky", "giving up again") { $0.phase.name == .failed }
    }

    /// A server elsewhere that refuses a token and repeats it.
    func askWhoQuotesTokens() async throws {
        let server = try LineProcess(
            try Component.python.program(), ["-B", "\(Self.servers)/quoting_server.py"], environment: home.environment)
        let port = String(decoding: try await server.line(within: .seconds(20), "port"), as: UTF8.self)
        try home.define(
            "far",
            """
            name: far
            execution:
              mode: remote
              restart: {policy: never}
              remote:
                url: http://127.0.0.1:\(port)/mcp
                auth_method: bearer
            secrets: [{name: FAR_TOKEN}]

            """)
        try await transcript.manager("secrets", "set", "far", "FAR_TOKEN", input: Canary.token.value + "\n")
        let start = try await transcript.manager("start", "far")
        #expect(!start.succeeded && start.errors.contains("401"), "\(start)")
        try await transcript.manager("status", "far", "--json")
        try await transcript.manager("logs", "far", "-n", "5000")
        try await transcript.manager("env", "far", "--json")
        _ = try await server.finish()
        #expect(!server.complaints.contains("asked 0 times") && server.complaints.contains("asked"), "\(server.complaints)")
    }

    /// Dies and leaves a report; the next one has the passphrase too.
    func crashDaemon() async throws {
        try await home.killDaemon(SIGABRT)
        #expect(home.names(in: "logs").contains { $0.hasPrefix("crash-") }, "\(home.names(in: "logs"))")
        try FileManager.default.removeItem(atPath: broken)
        try await home.startDaemon(adding: Self.passphrase)
        try await start()
    }

    /// Into the files of clients, through us and without us, and out again. What the clients had before is not ours to hide.
    func syncClients() async throws {
        for folder in [".cursor", ".codex", ".gemini", ".config/goose", ".config/zed"] {
            try FileManager.default.createDirectory(atPath: "\(home.root)/user/\(folder)", withIntermediateDirectories: true)
        }
        try await ask(["platform", "sync", "--dry-run"])
        try await ask(["platform", "sync", "--yes"])
        for client in ["cursor", "codex", "gemini-cli", "goose", "zed"] {
            try await ask(["platform", "configure", client, "--direct", "--yes"])
            try await ask(["platform", "show", client, "--json"])
        }
        try await ask(["platform", "list"])
        try await ask(["platform", "list", "--all", "--json"])
        try await ask(["import", "--json"])
        try await ask(["import"])
        try await ask(["platform", "undo", "--yes"])
        try await ask(["platform", "undo", "--list", "--json"])
        try await ask(["platform", "restore", "cursor", "--list"])
    }

    // MARK: Looking

    /// Asks everything that can be asked.
    func lookEverywhere(_ when: String) async throws {
        for words in [
            ["list"], ["list", "--json"], ["status"], ["status", "leaky"], ["status", "leaky", "--json"], ["show", "leaky"],
            ["show", "leaky", "--json"], ["env", "leaky"], ["env", "leaky", "--json"], ["ps"], ["ps", "--json"], ["doctor"],
            ["doctor", "--json"], ["secrets", "list"], ["secrets", "list", "--json"], ["secrets", "doctor", "--json"],
            ["tools", "leaky"], ["tools", "leaky", "--json"], ["tools", "leaky", "echo", "--json"],
            ["logs", "leaky", "-n", "5000"], ["logs", "leaky", "-n", "5000", "--json"], ["logs", "--all", "--level", "warning"],
            ["logs", "search", "a", "-n", "5000"], ["logs", "search", "-E", ".", "leaky", "--json"],
            ["logs", "export", "--all", "--to", "-"], ["logs", "export", "leaky", "--to", "-", "--format", "csv"],
            ["logs", "export", "leaky", "--to", "\(home.root)/export-\(when).txt", "--format", "text", "--force"],
            ["health"], ["health", "leaky"], ["health", "leaky", "--json"], ["alerts", "--all", "--json"], ["metrics"], ["calls"],
            ["calls", "leaky", "--json"],
            ["daemon", "status"],
        ] { try await ask(words) }
        let calls: [CallRecord] = try await home.succeed("calls", "--json").decoded()
        for call in calls.prefix(20) {
            try await ask(["calls", "show", "\(call.id)"])
            try await ask(["calls", "show", "\(call.id)", "--json"])
        }
        if let tell = calls.last(where: { $0.tool == "tell" }) { try await ask(["calls", "replay", "\(tell.id)"]) }
    }

    private func ask(_ words: [String]) async throws {
        let outcome = try await home.manager(words)
        let place = "mcp-manager \(words.joined(separator: " "))"
        transcript.keep(outcome.output, of: place)
        transcript.keep(outcome.errors, of: "the errors of \(place)")
        transcript.lookAtCommandLines()
    }

    /// Every page of the dashboard that is about this server.
    ///
    /// - Parameter state: the first word of what the list says of it.
    func showScreens(state: String, when: String) async throws {
        let terminal = try await TerminalSession("mcp-manager-tui", columns: 120, rows: 40, in: home)
        var last = try await terminal.see("leaky, \(state)") { $0.lists("leaky", state) }
        transcript.keep(last, of: "the status, \(when)")
        // The log, and from there once around all pages.
        for key in ["l", "]", "]", "]", "]"] {
            try await terminal.press(key)
            let before = last.lines
            last = try await terminal.see("another page after '\(key)'") { $0.lines != before }
            transcript.keep(last, of: "page '\(key)', \(when)")
        }
        try await terminal.press("7")
        transcript.keep(try await terminal.screen(), of: "the events, \(when)")
        transcript.lookAtCommandLines()
        try await terminal.press("Q")
        _ = try await terminal.ended()
    }
}
