import ServerModel
import Testing

@testable import CommandLineApp

extension StyledText {
    fileprivate var plain: String { rendered(colored: false) }
}

enum AlertExample {
    static let down = Alert(
        id: "server-down/jira", rule: "server-down", server: id("jira"), severity: .error, state: .firing,
        message: "jira does not answer\u{1B}[2J", remedy: "run 'mcp-manager restart jira'", began: ago(.seconds(720)),
        firedAt: ago(.seconds(660)), acknowledgedAt: ago(.seconds(300)), acknowledgement: "I look at it", flaps: 3,
        deliveries: [
            AlertDelivery(channel: .desktop, at: ago(.seconds(660))),
            AlertDelivery(
                channel: .webhook, at: ago(.seconds(600)),
                failure: ErrorReport(code: "webhook", problem: "the address answered 500", remedy: "look at its log")),
        ])

    static let slow = Alert(
        id: "slow-tools/time", rule: "slow-tools", server: id("time"), severity: .warning, state: .firing,
        message: "calls take 40 s", began: ago(.seconds(60)), isSilenced: true)

    static let drift = Alert(
        id: "client-drift/cursor", rule: "client-drift", platform: "cursor", severity: .warning, state: .pending,
        message: "Cursor's file was changed", remedy: "run 'mcp-manager platform sync cursor'", began: ago(.seconds(30)))

    static let over = Alert(
        id: "disk-low/home", rule: "disk-low", severity: .error, state: .resolved, message: "300.0 MB of disk are free",
        remedy: "make room", began: ago(.seconds(7200)), firedAt: ago(.seconds(7200)), resolvedAt: ago(.seconds(3600)), flaps: 1)

    static let silences = [
        AlertSilence(id: 1, server: id("time"), until: now + .seconds(600), comment: "moving"),
        AlertSilence(id: 2, rule: "slow-tools", until: now + .seconds(7200)),
        AlertSilence(id: 3, rule: "server-down", server: id("time"), until: now + .seconds(90_000)),
    ]

    static let rules = [
        AlertRule(name: "server-down", condition: .state([.unhealthy, .notFound]), forSeconds: 60),
        AlertRule(
            name: "tool-errors", condition: .errorRate(share: 0.5, windowSeconds: 600, calls: 10), severity: .warning,
            servers: [id("jira"), id("time")], channels: [.webhook]),
        AlertRule(name: "disk-low", condition: .disk(freeBytes: 500_000_000), isEnabled: false, channels: []),
    ]

    static let overview = AlertOverview(
        alerts: [down, slow, drift, over], silences: silences, rules: rules, channels: [.desktop, .webhook])
}

struct `What needs attention` {
    private let view = AlertsView(alerts: AlertExample.overview.alerts, silences: AlertExample.silences, times: times)

    @Test func `is told with its state, what to do, and who could not be told`() {
        #expect(
            view.text.plain == """
                ✘ server-down/jira  jira does not answer
                  firing for 12m, since 2026-11-22 16:32:57; acknowledged 5m ago: I look at it; came back 3 times
                  → run 'mcp-manager restart jira'
                  ▲ webhook was not told 10m ago: the address answered 500
                    → look at its log

                ▲ slow-tools/time  calls take 40 s
                  firing for 1m, since 2026-11-22 16:43:57; silenced until 2026-11-22 18:44:57

                ▲ client-drift/cursor  Cursor's file was changed
                  pending for 30s, since 2026-11-22 16:44:27
                  → run 'mcp-manager platform sync cursor'

                ✔ disk-low/home  300.0 MB of disk are free
                  over 1h 0m ago; it lasted 1h 0m, from 2026-11-22 14:44:57; came back once

                """)
    }

    @Test func `is coloured where colours are`() {
        let text = AlertsView(alerts: [AlertExample.down], silences: [], times: times).text.rendered(colored: true)
        #expect(text.hasPrefix("\u{1B}[31m✘\u{1B}[0m \u{1B}[1mserver-down/jira\u{1B}[0m  jira does not answer\n"))
    }

    @Test func `says that it is silenced, also when the silence is not known`() {
        let text = AlertsView(alerts: [AlertExample.slow], silences: [], times: times).text.plain
        #expect(text.hasSuffix("; silenced\n"))
    }
}

struct `The rules of alerts` {
    private let table = AlertRulesTable(rules: AlertExample.rules, channels: [.desktop, .webhook], times: times)

    @Test func `say when somebody is told, and who`() {
        let all = """
            RULE         SEVERITY   AFTER    SERVERS     TELLS             WHEN
            server-down  ✘ error    1m       all         desktop, webhook  health is unhealthy or not found
            tool-errors  ▲ warning  at once  jira, time  webhook           50 % of at least 10 calls fail in 10m
            disk-low     – off      at once  all         nobody            less than 500.0 MB of disk are free

            """
        #expect(table.text(width: nil).plain == all)
        #expect(table.text(width: 120).plain == all)
    }

    @Test func `keep what matters most at 80 columns`() {
        #expect(
            table.text(width: 80).plain == """
                RULE         SEVERITY   AFTER    SERVERS     WHEN
                server-down  ✘ error    1m       all         health is unhealthy or not found
                tool-errors  ▲ warning  at once  jira, time  50 % of at least 10 calls fail in …
                disk-low     – off      at once  all         less than 500.0 MB of disk are free

                """)
    }

    @Test(
        arguments: [
            (.state([.degraded]), "health is degraded"),
            (.restarts(count: 3, windowSeconds: 600), "3 restarts after crashes in 10m"),
            (.errorRate(share: 0.025, windowSeconds: 3600, calls: 10), "2.5 % of at least 10 calls fail in 1h 0m"),
            (
                .latency(milliseconds: 30_000, windowSeconds: 600, calls: 10),
                "5 % of at least 10 calls take 30.0 s or longer in 10m"
            ),
            (.memory(bytes: 2_000_000_000), "holds 2.0 GB of memory"), (.drift, "a client's file is not as it was written"),
            (.disk(freeBytes: 500_000_000), "less than 500.0 MB of disk are free"),
        ] as [(AlertCondition, String)])
    func `have words for every condition`(condition: AlertCondition, words: String) {
        #expect(condition.words(times) == words)
    }
}

struct `Silences` {
    @Test func `say what is silent, until when and why`() {
        #expect(
            AlertSilencesTable(silences: AlertExample.silences, times: times).table.text(width: 80).plain == """
                N  SILENT                     UNTIL                STILL  WHY
                1  everything of time         2026-11-22 16:54:57  10m    moving
                2  slow-tools of all servers  2026-11-22 18:44:57  2h 0m
                3  server-down of time        2026-11-23 17:44:57  1d 1h

                """)
        #expect(AlertSilence(until: now).subject == "everything")
    }
}
