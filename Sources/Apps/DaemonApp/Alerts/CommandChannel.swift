import ControlAPI
import ServerConfiguration
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A command of the user's: its arguments are as written, the alert is JSON on its standard input, and the most useful of it
/// is in a few variables.
struct CommandChannel: AlertChannel {
    private let words: [String]
    private let deadline: Duration
    private let shownDeadline: String
    private let tools: AlertTools

    let kind = AlertChannelKind.command

    init(_ settings: ManagerSettings.Alerts.Command, tools: AlertTools, userHome: String) {
        words = settings.words.enumerated().map { $0 == 0 && $1.hasPrefix("~/") ? userHome + $1.dropFirst() : $1 }
        deadline = .seconds(settings.timeout)
        shownDeadline = "\(settings.timeout) s"
        self.tools = tools
    }

    func tell(_ notice: AlertNotice) async throws {
        let program = words.first ?? ""
        guard !program.contains("/") || access(program, X_OK) == 0 else {
            throw ErrorReport(
                code: "alert-command-missing", problem: "the command for alerts, \(program), is no program that can be run",
                remedy: "mend 'run' below alerts.notify.command in config.yaml")
        }
        let answer = try await tools.run(Self.feeding(words), Self.variables(notice), deadline)
        if answer.isSuccess { return }
        let said = NotificationText.plain(answer.output, limit: 200)
        throw ErrorReport(
            code: "alert-command-failed",
            problem: "the command for alerts, \(program), "
                + (answer.isOverdue ? "did not end within \(shownDeadline) and was killed" : "ended with \(answer.ending)")
                + (said.isEmpty ? "" : ": \(said)"),
            remedy: "run it yourself with the JSON of 'mcp-manager alerts list --json' as its input")
    }

    /// Words that run `words` as they are, with the notice as standard input, and answer what is said on standard error.
    ///
    /// A shell only pours the JSON in, which is at no time an argument of anything; it reads none of the words.
    static func feeding(_ words: [String]) -> [String] {
        let script = #"""
            notice=$MCP_MANAGER_ALERT_NOTICE; unset MCP_MANAGER_ALERT_NOTICE
            printf '%s\n' "$notice" | "$@" 2>&1 >/dev/null
            """#
        return ["/bin/sh", "-c", script, "sh"] + words
    }

    /// What the command finds in its environment; foreign text in it is one harmless line.
    static func variables(_ notice: AlertNotice) throws -> [String: String] {
        [
            "MCP_MANAGER_ALERT_NOTICE": String(decoding: try ControlCoding.encode(notice), as: UTF8.self),
            "MCP_MANAGER_ALERT_EVENT": notice.event.rawValue,
            "MCP_MANAGER_ALERT_ID": NotificationText.plain(notice.alert.id),
            "MCP_MANAGER_ALERT_RULE": notice.alert.rule,
            "MCP_MANAGER_ALERT_SEVERITY": notice.alert.severity.rawValue,
            "MCP_MANAGER_ALERT_SERVER": notice.alert.server?.rawValue ?? "",
            "MCP_MANAGER_ALERT_PLATFORM": NotificationText.plain(notice.alert.platform ?? ""),
            "MCP_MANAGER_ALERT_MESSAGE": NotificationText.plain(notice.message),
        ]
    }
}
