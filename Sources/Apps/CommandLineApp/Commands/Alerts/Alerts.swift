import ArgumentParser
import ServerModel

/// `mcp-manager alerts …`
struct Alerts: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what needs attention, and decide who is told of it.",
        discussion: "The rules, and who is told, are under 'alerts:' in config.yaml.",
        subcommands: [
            AlertsList.self, AlertsAcknowledge.self, AlertsSilence.self, AlertsSilences.self, AlertsUnsilence.self,
            AlertsRules.self, AlertsTest.self,
        ], defaultSubcommand: AlertsList.self)
}

/// `mcp-manager alerts [--all]`
struct AlertsList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what needs attention. This is what 'alerts' alone does.",
        usage: "mcp-manager alerts [--all]",
        discussion: """
            firing: people were told   pending: it has not lasted long enough   over: it is well again, shown with --all

            ✘ error   ▲ warning   · information   ✔ over
            """)

    @Flag(help: "Those that are over, too.")
    var all = false

    @Flag(help: "Only the ids, one a line.")
    var ids = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let overview = try await session.connect().alerts()
        let alerts = all ? overview.alerts : overview.alerts.filter { $0.state != .resolved }
        if alerts.isEmpty, !options.json, !ids { try session.errors.print("nothing needs attention\n") }
        try session.show(alerts) { alerts in
            if ids { return alerts.reduce("") { $0 + "\($1.id)\n" } }
            return AlertsView(alerts: alerts, silences: overview.silences, times: session.times).text
        }
    }
}

/// `mcp-manager alerts rules`
struct AlertsRules: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Show when somebody is told, and who.",
        discussion: "AFTER is how long it must be so before anybody is told.")

    @Flag(help: "Only the names, one a line.")
    var names = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let overview = try await session.connect().alerts()
        try session.show(overview.rules) { rules in
            if names { return rules.reduce("") { $0 + "\($1.name)\n" } }
            let table = AlertRulesTable(rules: rules, channels: overview.channels, times: session.times)
            return rules.isEmpty ? "" : table.text(width: session.context.output.columns)
        }
        if overview.channels.isEmpty, !options.json, !names { try session.errors.print(nobodyHint) }
    }
}

/// `mcp-manager alerts test`
struct AlertsTest: Verb {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Tell everybody who is told of alerts that this is a test.",
        discussion: "Exits with 1 when somebody could not be told.")

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let test = try await session.connect().testAlerts()
        if test.deliveries.isEmpty, !options.json { try session.errors.print(nobodyHint) }
        try session.show(test) { CheckLines(lines: $0.deliveries.map(\.line)).text }
        let failures = test.deliveries.count { $0.failure != nil }
        guard failures == 0 else { throw AlertsUntold(failures: failures) }
    }
}

/// What to say when alerts are told to no one.
private let nobodyHint: StyledText = """
    nobody is told of alerts but the dashboard; name somebody under 'alerts: notify:' in config.yaml

    """

/// What went wrong was told already; this is only how it ends.
struct AlertsUntold: ActionableError, Hashable {
    var failures: Int

    var code: String { "alerts-untold" }
    var problem: String { failures == 1 ? "one channel could not be told" : "\(failures) channels could not be told" }
    var remedy: String { "do what the lines with → say" }
}

extension CompletionKind {
    /// The ids of alerts that are not over, asked of the program itself while the user types.
    static var alertIDs: CompletionKind { .shellCommand("mcp-manager alerts list --ids 2>/dev/null") }

    /// The names of the rules, in the same way.
    static var alertRules: CompletionKind { .shellCommand("mcp-manager alerts rules --names 2>/dev/null") }
}
