import DaemonLaunch
import NIOCore
import ServerConfiguration
import ServerExecution
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes the channels that `alerts.notify` names.
struct AlertChannels: Sendable {
    let tools: AlertTools
    let environment: [String: String]
    let userHome: String
    let transport: WebhookTransport

    init(planner: LaunchPlanner, runner: ToolRunner, loop: any EventLoop) {
        tools = .live(planner: planner, runner: runner)
        environment = planner.daemonEnvironment
        userHome = planner.userHome
        transport = WebhookTransport(loop: loop)
    }

    init(tools: AlertTools, environment: [String: String], userHome: String, transport: WebhookTransport) {
        self.tools = tools
        self.environment = environment
        self.userHome = userHome
        self.transport = transport
    }

    /// In the order of ``AlertChannelKind``.
    func channels(_ notify: ManagerSettings.Alerts.Notify) -> [any AlertChannel] {
        var channels: [any AlertChannel] = []
        if notify.desktop ?? Self.isDesktopReachable(environment) { channels.append(DesktopChannel(tools: tools)) }
        if let webhook = notify.webhook {
            let (environment, userHome, transport) = (environment, userHome, transport)
            channels.append(
                WebhookChannel(
                    retries: webhook.retries,
                    target: { () throws(ErrorReport) in
                        try WebhookTarget(webhook, environment: environment, userHome: userHome) { StateFile(path: $0).read() }
                    },
                    send: { await transport.answer(to: $0, timeout: webhook.timeout) }))
        }
        if let command = notify.command {
            channels.append(CommandChannel(command, tools: tools, userHome: userHome))
        }
        return channels
    }

    /// Whether somebody could see a notification.
    static func isDesktopReachable(_ environment: [String: String]) -> Bool {
        #if os(macOS)
            true
        #else
            ["DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
        #endif
    }

    /// The name of this machine, for people.
    static var host: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// Runs programs for channels, to their end.
struct AlertTools: Sendable {
    /// How one ended.
    struct Answer: Hashable, Sendable {
        /// For people: `exit 1`.
        var ending: String
        var isSuccess: Bool
        /// It was killed because its time was up.
        var isOverdue = false
        /// What it wrote on its standard output. Foreign text.
        var output = ""
    }

    /// The words of a command, variables beside those of the user's, and its deadline. Throws when there is no such program.
    let run: @Sendable (_ words: [String], _ variables: [String: String], _ deadline: Duration) async throws -> Answer

    static func live(planner: LaunchPlanner, runner: ToolRunner) -> AlertTools {
        AlertTools { words, variables, deadline in
            var plan = try planner.plan(forCommand: words)
            plan.environment.merge(variables) { $1 }
            let answer = try await runner.answer(of: plan, deadline: deadline)
            return Answer(
                ending: answer.ending, isSuccess: answer.isSuccess, isOverdue: answer.isOverdue, output: answer.output)
        }
    }
}
