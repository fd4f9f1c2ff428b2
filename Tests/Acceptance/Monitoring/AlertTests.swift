import ControlAPI
import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `An alert` {
    private struct Hook: Decodable {
        var status: Int
        var isSigned: Bool
        var body: Body

        struct Body: Decodable {
            var id: String
            var event: String
            var alert: Alert
        }
    }

    @Test func `of a server that is down is told, seen, and over`() async throws {
        let home = try TestHome.here
        let (hooks, webhook) = try await webhook(in: home)
        // What the command was given, a line each.
        try Data().write(to: URL(fileURLWithPath: "\(home.root)/told"))
        let tail = try #require(Tool.path(of: "tail"))
        let told = try LineProcess(tail, ["-n", "+1", "-f", "\(home.root)/told"], environment: home.environment)
        try home.configure(
            """
            alerts:
              rules:
                server-down: {for: 1s, clear: 1s}
              notify:
                webhook: \(webhook)
                command: {run: [/bin/sh, -c, "cat >> '\(home.root)/told'"]}

            """)
        let sick = try await SickServer(in: home)
        let process = try #require(try await home.status("sick").run?.processID)
        let client = try await home.control()
        let events = try await client.events(after: 0)
        kill(process, SIGSTOP)
        let fired = try await self.alert(.firing, events)
        #expect(fired.id == "server-down/sick" && fired.message.contains("sick"), "\(fired)")

        // The first time the other side could not: it is sent again.
        let first: Hook = try await hook(hooks)
        let second: Hook = try await hook(hooks)
        #expect(first.status == 503 && second.status == 204 && first.isSigned && second.isSigned)
        #expect(second.body.event == "fired" && second.body.alert.id == "server-down/sick")

        let listed = try await home.succeed("alerts").output
        #expect(listed.contains("server-down/sick") && listed.contains("was stopped by a signal"), "\(listed)")
        try await home.succeed("alerts", "ack", "server-down/sick", "--comment", "on it")
        let seen: [Alert] = try await home.succeed("alerts", "--json").decoded()
        #expect(seen.first?.acknowledgement == "on it" && seen.first?.acknowledgedAt != nil, "\(seen)")

        kill(process, SIGCONT)
        let over = try await self.alert(.resolved, events)
        #expect(over.id == fired.id && over.resolvedAt != nil)
        let third: Hook = try await hook(hooks)
        #expect(third.body.event == "resolved" && third.isSigned)
        for event in ["fired", "resolved"] {
            let line = try await told.line(within: .seconds(20), "command")
            #expect(try JSONDecoder().decode(Hook.Body.self, from: line).event == event)
        }
        told.send(SIGTERM)
        try await sick.client.close()
        hooks.send(SIGTERM)
    }

    @Test func `that a killed daemon was telling is told by the next one`() async throws {
        let home = try TestHome.here
        let (hooks, webhook) = try await webhook(in: home)
        try home.configure("alerts: {rules: {server-down: {for: 0s, clear: 1h}}, notify: {webhook: \(webhook)}}\n")
        let sick = try await SickServer(in: home)
        kill(try #require(try await home.status("sick").run?.processID), SIGSTOP)
        let first: Hook = try await hook(hooks)
        #expect(first.status == 503 && first.body.event == "fired", "\(first)")
        // It would have been sent again in a second or two.
        try await home.killDaemon(SIGKILL)
        try await home.succeed("alerts")
        let second: Hook = try await hook(hooks)
        #expect(second.status == 204 && second.isSigned && second.body.id == first.body.id, "\(second)")
        #expect(second.body.alert.id == "server-down/sick", "\(second)")
        try await sick.client.close()
        hooks.send(SIGTERM)
    }

    @Test func `is not told while it is silenced, and survives the daemon`() async throws {
        let home = try TestHome.here
        try home.configure("alerts: {rules: {server-down: {for: 0s, clear: 1s}}}\n")
        let sick = try await SickServer(in: home)
        try await home.succeed("alerts", "silence", "--server", "sick", "--for", "1h", "--comment", "moving house")
        let process = try #require(try await home.status("sick").run?.processID)
        let events = try await home.control().events(after: 0)
        kill(process, SIGSTOP)
        let alert = try await self.alert(.firing, events)
        #expect(alert.isSilenced && alert.deliveries.isEmpty, "\(alert)")
        let silences = try await home.succeed("alerts", "silences").output
        #expect(silences.contains("moving house"), "\(silences)")
        try await sick.client.close()
        try await home.killDaemon(SIGKILL)
        let overview = try await home.control().alerts()
        #expect(overview.silences.map(\.comment) == ["moving house"])
        let wrong = try await home.manager("alerts", "ack", "server-down/nobody")
        #expect(!wrong.succeeded && wrong.errors.contains("nobody"), "\(wrong)")
    }

    @Test(.needs(.dbus, .gdbus, .xvfb, .dunst, .notifySend), arguments: ["notify-send", "gdbus"])
    func `is shown on the desktop`(by program: String) async throws {
        let home = try TestHome.here
        let desktop = try await Desktop(in: home)
        try home.configure("alerts: {rules: {server-down: {for: 0s, clear: 0s}}}\n")
        var environment = home.environment.merging(desktop.environment) { $1 }
        if program == "gdbus" {
            // A notify-send that cannot, before the one that can.
            try FileManager.default.createDirectory(atPath: "\(home.root)/broken", withIntermediateDirectories: true)
            try "#!/bin/sh\nexit 1\n".write(toFile: "\(home.root)/broken/notify-send", atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: "\(home.root)/broken/notify-send")
            environment["PATH"] = "\(home.root)/broken:" + (environment["PATH"] ?? "/usr/bin:/bin")
        }
        // The daemon has the environment of whoever starts it.
        let daemon = try await Tool.run(Product.program("mcp-manager"), ["daemon", "start"], environment: environment)
        try #require(daemon.succeeded, "\(daemon)")
        try await home.succeed("alerts", "test")
        let test = try await desktop.next()
        #expect(test.application == "mcp-manager" && test.summary == "mcp-manager (test)" && test.urgency == "LOW", "\(test)")

        let sick = try await SickServer(in: home)
        let process = try #require(try await home.status("sick").run?.processID)
        kill(process, SIGSTOP)
        let fired = try await desktop.next()
        #expect(fired.summary == "mcp-manager: sick" && fired.urgency == "CRITICAL", "\(fired)")
        #expect(fired.body.contains("was stopped by a signal"), "\(fired)")
        kill(process, SIGCONT)
        let over = try await desktop.next()
        #expect(over.summary == "mcp-manager: sick (over)" && over.urgency == "LOW", "\(over)")
        try await sick.client.close()
    }

    @Test func `of a channel that does not work is told by a test`() async throws {
        let home = try TestHome.here
        try home.configure("alerts: {notify: {command: {run: [/no/such/program]}}}\n")
        let test = try await home.manager("alerts", "test")
        #expect(!test.succeeded && "\(test)".contains("/no/such/program"), "\(test)")
    }

    @Test func `goes by an edited config.yaml at once, unless that has a mistake`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("alerts", "rules")
        try home.configure("alerts: {rules: {server-down: {for: 7m}}}\n")
        try await home.waitForNotice("the alerts are in force") { $0.contains("its alerts are in force") }
        #expect(try await home.control().alerts().rules.first { $0.name == "server-down" }?.forSeconds == 420)
        try home.configure("alerts: {rules: {server-down: {for: soon}}}\n")
        try await home.waitForNotice("the mistake is told") { $0.contains("config.yaml:1:") }
        #expect(try await home.control().alerts().rules.first { $0.name == "server-down" }?.forSeconds == 420)
    }

    /// A web server of this test's own that cannot the first time, and how `config.yaml` names it.
    private func webhook(in home: TestHome) async throws -> (LineProcess, settings: String) {
        let hooks = try LineProcess(
            try Component.python.program(),
            ["-B", "\(Product.repository)/Tests/Acceptance/Servers/hook_server.py", "hook-secret"], environment: home.environment)
        let port = String(decoding: try await hooks.line(within: .seconds(20), "port"), as: UTF8.self)
        return (hooks, #"{url: "http://127.0.0.1:\#(port)/hook", secret: hook-secret}"#)
    }

    private func hook(_ process: LineProcess) async throws -> Hook {
        try JSONDecoder().decode(Hook.self, from: try await process.line(within: .seconds(40), "webhook"))
    }

    private func alert(
        _ state: Alert.State, _ events: AsyncThrowingStream<ServerEvent, any Error>
    ) async throws -> Alert {
        try await within(.seconds(30), "alert that is \(state.rawValue)") {
            for try await event in events { if let alert = event.alert, alert.state == state { return alert } }
            throw TestFailure("the daemon's events ended")
        }
    }
}
