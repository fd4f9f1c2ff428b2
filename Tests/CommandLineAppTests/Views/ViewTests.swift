import ServerModel
import Testing

@testable import CommandLineApp

extension StyledText {
    fileprivate var plain: String { rendered(colored: false) }
}

struct `The screens of the command line` {
    @Test func `list what is defined`() {
        #expect(
            ServerList(servers: [Example.failed, Example.ready, Example.stopped]).table.text(width: nil).plain == """
                NAME         STATE      START      COMMAND              DESCRIPTION
                jira-helper  ✘ failed   login      python main.py
                time         ● ready    on-demand  uvx mcp-server-time  Tells the time
                weather      ○ stopped  on-demand  npx -y weather       天気

                """)
    }

    @Test func `show how servers are`() {
        #expect(
            StatusTable(servers: [Example.failed, Example.ready, Example.stopped], times: times).text(width: nil).plain
                == """
                NAME         STATE      HEALTH  FOR    PID   CLIENTS  RESTARTS  NOTE
                jira-helper  ✘ failed   -       12s    -     0        5         it ended 5 times in 60 seconds, last with exit 1
                time         ● ready    -       3h 5m  4711  2        2
                weather      ○ stopped  -       2d 7h  -     0        0

                """)
    }

    @Test func `say what a server that starts waits for`() {
        var starting = Example.stopped
        starting.phase = .starting
        starting.preparation = "installing 12 packages"
        #expect(starting.note(times).plain == "installing 12 packages")
        #expect(starting.sentence(times).plain == "starting for 2d 7h: installing 12 packages")
    }

    @Test func `tell everything of a server that runs`() {
        #expect(
            StatusStory(status: Example.ready, times: times).text.plain == """
                time  ● ready
                  state      ready for 3h 5m
                  about      Tells the time
                  command    uvx mcp-server-time
                  runs       local, stdio, start on-demand
                  process    4711, run 3, since 2026-11-22 13:39:56, ready after 312 ms
                  speaks     MCP 2025-11-25 (legacy), calls itself mcp-time 1.2
                  restarts   2 after a crash
                  last exit  signal 9 (KILL), 2026-11-22 13:39:55
                  sessions   cursor (Cursor 1.2), for 1m, 12 requests
                             client 2, for 3s, 0 requests

                """)
    }

    @Test func `tell why a server failed and what to do`() {
        #expect(
            StatusStory(status: Example.failed, times: times).text.plain == """
                jira-helper  ✘ failed
                  state      failed 12s ago
                  problem    it ended 5 times in 60 seconds, last with exit 1
                  remedy     set TOKEN in its definition
                  command    python main.py
                  runs       local, stdio, start login
                  restarts   5 after a crash
                  last exit  exit 1, 2026-11-22 16:44:45
                             | Traceback:
                             | KeyError: 'TOKEN'
                  definition /h/servers/jira-helper.yaml:3:7: warning: unknown key 'comand' — write 'command'

                """)
    }

    @Test func `tell which secret a server needs and what to do`() {
        let status = ServerStatus(id: id("jira-helper"), phase: .needsSecret(Example.lack), since: ago(.seconds(12)))
        #expect(
            StatusStory(status: status, times: times).text.plain == """
                jira-helper  ◇ needs secret
                  state      needs a secret for 12s; starts by itself when it has that
                  problem    JIRA_TOKEN was never set
                  remedy     run 'mcp-manager secrets setup jira-helper'
                  runs       local, stdio, start on-demand

                """)
        #expect(status.note(times).plain == "JIRA_TOKEN was never set")
        #expect(status.phase.name.text.rendered(colored: true) == "\u{1B}[35m◇ needs secret\u{1B}[0m")
        #expect(
            ErrorView(error: UnexpectedPhase(status: status)).text.plain == """
                error: 'jira-helper' needs a secret: JIRA_TOKEN was never set
                  → run 'mcp-manager secrets setup jira-helper'

                """)
        #expect(UnexpectedPhase(status: status).code == "needs-secret")
    }

    @Test func `tell an error with the server's last words`() {
        #expect(
            ErrorView(error: UnexpectedPhase(status: Example.failed)).text.plain == """
                error: 'jira-helper' failed: it ended 5 times in 60 seconds, last with exit 1
                  | Traceback:
                  | KeyError: 'TOKEN'
                  → set TOKEN in its definition

                """)
    }

    @Test func `show what the doctor found`() {
        let findings = [
            DoctorFinding(check: "home", severity: .ok, message: "yours alone"),
            DoctorFinding(check: "definition x", severity: .error, message: "has errors", remedy: "run 'mcp-manager show x'"),
        ]
        #expect(
            FindingsView(findings: findings).text.plain == """
                ✔ home          yours alone
                ✘ definition x  has errors
                                → run 'mcp-manager show x'

                """)
    }
}

struct `A phase` {
    @Test(arguments: [
        (Phase.stopped, "○ stopped", "stopped; starts when a client connects"),
        (.starting, "◐ starting", "starting for 5s; its handshake has not been answered yet"),
        (.ready, "● ready", "ready for 5s"),
        (.degraded(reason: "slow"), "▲ degraded", "ready, but something needs attention"),
        (.stopping, "◐ stopping", "stopping for 5s"),
        (.waiting(until: now, crashes: 2), "… waiting", "crashed 2 times in a row; starts again at 16:44:57"),
        (.failed(Example.report), "✘ failed", "failed 5s ago"),
        (.needsSecret(Example.lack), "◇ needs secret", "needs a secret for 5s; starts by itself when it has that"),
        (.disabled, "– disabled", "disabled in its definition"),
        (.unknown(reason: "no route"), "? unknown", "its host cannot be reached"),
    ])
    func `has a shape, a word and a sentence`(phase: Phase, word: String, sentence: String) {
        let status = ServerStatus(id: id("x"), phase: phase, since: ago(.seconds(5)))
        #expect(status.phase.name.text.plain == word)
        #expect(status.sentence(times).plain == sentence)
    }
}
