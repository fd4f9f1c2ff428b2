import ServerModel
import Testing

@testable import CommandLineApp

extension StyledText {
    fileprivate var plain: String { rendered(colored: false) }
}

private func uptimes(_ hour: Uptime, _ day: Uptime, _ week: Uptime, _ month: Uptime) -> [Uptime] { [hour, day, week, month] }

/// Health as different as can be.
enum HealthExample {
    static let well = Health(
        state: .healthy, since: ago(.seconds(11_100)), lastSign: ago(.seconds(5)), checkedAt: ago(.seconds(5)),
        responseMilliseconds: 3.24)

    static let silent = Health(
        state: .unhealthy, cause: .silent, reason: "it has not answered 3 checks in a row, though its process runs",
        remedy: "run 'mcp-manager restart jira'", since: ago(.seconds(720)), lastSign: ago(.seconds(800)),
        checkedAt: ago(.seconds(12)), failures: 3)

    static let stopped = Health(
        state: .unknown, cause: .stopped, reason: "it does not run", since: ago(.seconds(200_000)))

    static let summaries = [
        HealthSummary(
            server: id("jira"), current: silent,
            uptime: uptimes(
                Uptime(spanSeconds: 3600, healthySeconds: 2880, unhealthySeconds: 720),
                Uptime(
                    spanSeconds: 86_400, healthySeconds: 75_000, degradedSeconds: 60, unhealthySeconds: 840,
                    unknownSeconds: 10_500),
                Uptime(spanSeconds: 604_800, healthySeconds: 604_000, unhealthySeconds: 800),
                Uptime(spanSeconds: 2_592_000, healthySeconds: 2_591_999, unhealthySeconds: 1))),
        HealthSummary(
            server: id("time"), current: well,
            uptime: uptimes(
                Uptime(spanSeconds: 3600, healthySeconds: 3600), Uptime(spanSeconds: 86_400, degradedSeconds: 86_400),
                Uptime(spanSeconds: 604_800, healthySeconds: 100_000, unknownSeconds: 504_800),
                Uptime(spanSeconds: 2_592_000, healthySeconds: 100_000, unknownSeconds: 2_492_000))),
        HealthSummary(
            server: id("weather"), current: stopped,
            uptime: [3600, 86_400, 604_800, 2_592_000].map { Uptime(spanSeconds: $0, unknownSeconds: Double($0)) }),
    ]

    static let outages = [
        Outage(
            id: 3, server: id("jira"), began: ago(.seconds(720)), state: .unhealthy, cause: .silent, reason: "no answer\u{1B}[2J"),
        Outage(
            id: 2, server: id("jira"), began: ago(.seconds(90_000)), ended: ago(.seconds(89_960)), state: .unhealthy,
            cause: .crashed, reason: "exit 1"),
        Outage(
            id: 1, server: id("jira"), began: ago(.seconds(180_000)), ended: ago(.seconds(172_000)), isEndUncertain: true,
            state: .notFound),
    ]

    static let history = HealthHistory(
        server: id("jira"), current: silent, uptime: summaries[0].uptime, outages: outages,
        points: [
            HealthPoint(time: ago(.seconds(7200)), meanMilliseconds: 2, checks: 4, failures: 0),
            HealthPoint(time: ago(.seconds(3600)), meanMilliseconds: 16, highestMilliseconds: 20, checks: 4, failures: 1),
            HealthPoint(time: ago(.seconds(600)), checks: 4, failures: 4),
        ])
}

struct `The table of health` {
    private let table = HealthTable(servers: HealthExample.summaries)

    @Test func `has response, uptime and reason of each server`() {
        #expect(
            table.text(width: nil).plain == """
                NAME     HEALTH       RESPONSE  UPTIME 1h  24h     7d       30d      REASON
                jira     ✘ unhealthy  -         80.0 %     98.8 %  99.86 %  99.99 %  it has not answered 3 checks in a row, though \
                its process runs
                time     ● healthy    3.2 ms    100 %      100 %   100 %    100 %
                weather  ? unknown    -         -          -       -        -        it does not run

                """)
    }

    @Test func `is cut at 120 columns and keeps every span`() {
        let lines = table.text(width: 120).plain.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 120 })
        #expect(lines[0] == "NAME     HEALTH       RESPONSE  UPTIME 1h  24h     7d       30d      REASON")
        #expect(lines[1].hasSuffix("it has not answered 3 checks in a row, though its …"))
    }

    @Test func `leaves out what has no room at 80 columns, so that reasons can be read`() {
        #expect(
            table.text(width: 80).plain == """
                NAME     HEALTH       RESPONSE  UPTIME 1h  24h     REASON
                jira     ✘ unhealthy  -         80.0 %     98.8 %  it has not answered 3 checks…
                time     ● healthy    3.2 ms    100 %      100 %
                weather  ? unknown    -         -          -       it does not run

                """)
    }

    @Test func `is nothing when there is no server`() {
        #expect(HealthTable(servers: []).text(width: 80).isEmpty)
    }
}

struct `The story of a server's health` {
    @Test(arguments: [80, 120])
    func `tells state, reason, remedy, uptime, response and outages`(width: Int) {
        #expect(
            HealthStory(history: HealthExample.history, times: times, width: width).text.plain == """
                jira  ✘ unhealthy
                  state      unhealthy (silent) for 12m, since 2026-11-22 16:32:57
                  reason     it has not answered 3 checks in a row, though its process runs
                  remedy     run 'mcp-manager restart jira'
                  last sign  13m ago, 2026-11-22 16:31:37
                  last check no answer, 12s ago, 3 failed in a row
                  uptime     1h   80.0 %   12m down
                             24h  98.8 %   14m down, 1m degraded, 2h 55m not known
                             7d   99.86 %  13m down
                             30d  99.99 %  1s down
                  response   ▂█×
                             2.0 ms to 16 ms, from 2026-11-22 14:44:57 to 16:34:57, × is no answer
                  outages    BEGAN                LASTED           CAUSE      REASON
                             2026-11-22 16:32:57  12m so far       silent     no answer
                             2026-11-21 15:44:57  40s              crashed    exit 1
                             2026-11-20 14:44:57  at least 2h 13m  not-found  not found

                """)
    }

    @Test func `is short when there is nothing to tell`() {
        let history = HealthHistory(
            server: id("weather"), current: HealthExample.stopped, uptime: HealthExample.summaries[2].uptime, outages: [],
            points: [])
        #expect(
            HealthStory(history: history, times: times).text.plain == """
                weather  ? unknown
                  state      unknown (stopped) for 2d 7h, since 2026-11-20 09:11:37
                  reason     it does not run
                  last sign  none yet
                  last check not checked yet
                  uptime     1h   -  nothing is known
                             24h  -  nothing is known
                             7d   -  nothing is known
                             30d  -  nothing is known
                  outages    none known

                """)
    }

    @Test func `shows the newest of many outages, and of many parts those that have room`() {
        var history = HealthExample.history
        history.outages = (0..<12).map { Outage(id: $0, server: id("jira"), began: now, ended: now, state: .unhealthy) }
        history.points = (0..<200).map { HealthPoint(time: now, meanMilliseconds: Double($0), checks: 1, failures: 0) }
        let text = HealthStory(history: history, times: times, width: 80).text.plain
        #expect(text.contains("             2 more, see --json\n"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(text.contains("133 ms to 199 ms"))
    }
}

struct `The share of uptime` {
    @Test(
        arguments: [
            (3600, 0, "100 %"), (3599.999, 0.001, "99.99 %"), (3596, 4, "99.88 %"), (3570, 30, "99.16 %"), (3564, 36, "99.00 %"),
            (3563, 37, "98.9 %"), (1800, 1800, "50.0 %"), (1, 3599, "<0.1 %"), (0, 3600, "0 %"), (0, 0, "-"),
        ] as [(Double, Double, String)])
    func `never says more than it was`(served: Double, down: Double, percent: String) {
        #expect(Uptime(spanSeconds: 3600, healthySeconds: served, unhealthySeconds: down).percent == percent)
    }

    @Test(arguments: [(3600, "1h"), (86_400, "24h"), (604_800, "7d"), (2_592_000, "30d"), (600, "10m")])
    func `names its span`(seconds: Int, span: String) {
        #expect(Uptime(spanSeconds: seconds).span == span)
    }
}

struct `A number of milliseconds` {
    @Test(
        arguments: [
            (0.44, "0.4 ms"), (9.99, "9.9 ms"), (312, "312 ms"), (1_290, "1.2 s"), (185_000, "3 min 5 s"), (-1, "0.0 ms"),
            (1e300, "16666666666 min 40 s"),
        ] as [(Double, String)])
    func `are told for people`(milliseconds: Double, words: String) {
        #expect(millisecondWords(milliseconds) == words)
    }
}

struct `Health in other screens` {
    @Test(arguments: [
        (HealthState.healthy, "● healthy"), (.degraded, "▲ degraded"), (.unhealthy, "✘ unhealthy"), (.unknown, "-"),
        (.notFound, "∅ not found"),
    ])
    func `is short in tables`(state: HealthState, text: String) {
        #expect(Health?.some(Health(state: state, since: now)).short.plain == text)
        #expect(Health?.none.short.plain == "-")
    }

    @Test func `is a line of a server's story`() {
        var status = ServerStatus(id: id("jira"), phase: .ready, since: now)
        status.health = HealthExample.silent
        let text = StatusStory(status: status, times: times).text.plain
        #expect(
            text.contains(
                """
                  health     ✘ unhealthy for 12m: it has not answered 3 checks in a row, though its process runs
                             → run 'mcp-manager restart jira'

                """), "\(text)")
        status.health = HealthExample.well
        #expect(
            StatusStory(status: status, times: times).text.plain
                .contains("  health     ● healthy for 3h 5m, answered in 3.2 ms, 5s ago\n"))
    }

    @Test func `is a column of status, with its reason where the phase has none`() {
        var (sick, failed) = (ServerStatus(id: id("jira"), phase: .ready, since: now), Example.failed)
        sick.health = HealthExample.silent
        failed.health = HealthExample.silent
        #expect(
            StatusTable(servers: [sick, failed], times: times).text(width: 80).plain == """
                NAME         STATE     HEALTH       FOR  PID  CLIENTS  NOTE
                jira         ● ready   ✘ unhealthy  0s   -    0        it has not answered 3 ch…
                jira-helper  ✘ failed  ✘ unhealthy  12s  -    0        it ended 5 times in 60 s…

                """)
    }
}
