import ServerModel
import Testing

@testable import TerminalApp

extension Sample {
    static let slackIsDown = Alert(
        id: "server-down/slack", rule: "server-down", server: id("slack"), severity: .error, state: .firing,
        message: "slack does not serve: exit 1 after 3 restarts, missing SLACK_TOKEN",
        remedy: "give it SLACK_TOKEN, then restart it", began: at("2026-11-22T13:58:02.000Z"),
        firedAt: at("2026-11-22T13:59:02.000Z"), flaps: 2,
        deliveries: [
            AlertDelivery(channel: .desktop, at: at("2026-11-22T13:59:03.000Z")),
            AlertDelivery(
                channel: .webhook, at: at("2026-11-22T13:59:05.000Z"),
                failure: ErrorReport(
                    code: "webhook-refused", problem: "hooks.example.org answered 410 Gone",
                    remedy: "correct the address under alerts.notify in config.yaml")),
        ])

    static let postgresIsSlow = Alert(
        id: "slow-calls/postgres", rule: "slow-calls", server: id("postgres"), severity: .warning, state: .firing,
        message: "5 % of its calls took 1.2 s or longer in 10m", began: at("2026-11-22T13:50:00.000Z"),
        firedAt: at("2026-11-22T13:55:00.000Z"), acknowledgedAt: at("2026-11-22T13:56:00.000Z"),
        acknowledgement: "the nightly report, wait for it")

    static let cursorDrifted = Alert(
        id: "drift/cursor", rule: "drift", platform: "cursor", severity: .warning, state: .pending,
        message: "the file of Cursor is not as it was written", remedy: "press 6 to see what changed",
        began: at("2026-11-22T14:01:40.000Z"))

    static let timeWasDown = Alert(
        id: "server-down/time", rule: "server-down", server: id("time"), severity: .error, state: .resolved,
        message: "time did not answer", began: at("2026-11-21T22:10:00.000Z"), firedAt: at("2026-11-21T22:11:00.000Z"),
        resolvedAt: at("2026-11-21T22:25:00.000Z"))

    static let alerts = AlertOverview(
        alerts: [slackIsDown, postgresIsSlow, cursorDrifted, timeWasDown],
        silences: [
            AlertSilence(
                id: 4, rule: "server-down", server: id("grafana"), until: at("2026-11-22T16:00:00.000Z"), comment: "moving house")
        ],
        rules: [
            AlertRule(name: "server-down", condition: .state([.unhealthy, .notFound]), forSeconds: 60),
            AlertRule(
                name: "slow-calls", condition: .latency(milliseconds: 1000, windowSeconds: 600, calls: 20), severity: .warning),
            AlertRule(name: "drift", condition: .drift, forSeconds: 300, severity: .warning, channels: [.desktop]),
            AlertRule(name: "disk", condition: .disk(freeBytes: 512 << 20), isEnabled: false),
        ],
        channels: [.desktop, .webhook])

    /// News of an alert, as the daemon tells it.
    static func event(_ alert: Alert, sequence: UInt64 = 90, second: Int = 1) -> ServerEvent {
        ServerEvent(
            sequence: sequence, time: now + .seconds(second), server: alert.server, kind: .alert, severity: alert.severity,
            message: alert.message, platform: alert.platform, alert: alert)
    }
}

extension Scenario {
    /// A dashboard in front of the page of alerts.
    static func alerts(_ overview: AlertOverview = Sample.alerts, columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        app.answerAlerts(overview)
        app.press(.pane(.alerts))
        return app
    }

    mutating func answerAlerts(_ overview: AlertOverview) {
        receive(
            .answered(.alerts(.overview), generation: state.alerts.generation, .success(.alerts(.overview(overview)))))
    }
}
