import ServerModel

@testable import TerminalApp

extension Sample {
    /// What the daemon of ``household`` answers; `nil` where the dashboard waits in vain.
    static func answer(to request: Request, servers: [ServerStatus]) -> Answer? {
        switch request {
        case .servers(let request): .servers(answer(to: request, servers: servers))
        case .logs(let request): .logs(LogsAnswer(pages: request.queries.1.map(FakeLog(log).records)))
        case .health(let request): .health(answer(to: request, servers: servers))
        case .tools(let request): .tools(answer(to: request))
        case .calls(let request): .calls(answer(to: request))
        case .alerts(let request): .alerts(answer(to: request))
        case .imports(let request): .imports(answer(to: request))
        case .settings(.setDashboard(let settings)): .settings(.dashboard(settings))
        }
    }

    /// What the daemon answers when nothing has happened yet; `nil` where that is no other answer.
    static func nothing(to request: Request) -> Answer? {
        switch request {
        case .logs(let request): .logs(LogsAnswer(pages: request.queries.1.map { _ in [] }))
        case .health(.all): .health(.all([]))
        case .health(.history(let id)):
            .health(.history(HealthHistory(server: id, current: health(.unknown, nil), uptime: [], outages: [], points: [])))
        case .health(.use): .health(.use([]))
        case .health(.alerts): .health(.alerts([]))
        case .tools(.list): .tools(.list([]))
        case .calls(.list): .calls(.list([]))
        case .alerts(.overview): .alerts(.overview(AlertOverview(alerts: [], silences: [], rules: [], channels: [])))
        case .servers, .health, .tools, .calls, .alerts, .imports, .settings: nil
        }
    }

    private static func answer(to request: ServersRequest, servers: [ServerStatus]) -> ServersAnswer {
        switch request {
        case .definition(let id): .definition(definition(id.rawValue))
        case .draft: .draft(draft("clock"))
        case .add: .added(server("clock"))
        case .change(let id, _): .changed(edited(id.rawValue, ["-command: npx", "+command: uvx"]))
        case .remove(let id): .removed(backup: "/home/kim/.mcp_servers/backups/\(id).yaml")
        case .restore(let id, _): .added(servers.first { $0.id == id } ?? server(id.rawValue))
        case .clients: .clients(clients)
        }
    }

    private static func answer(to request: HealthRequest, servers: [ServerStatus]) -> HealthAnswer {
        switch request {
        case .all: .all(summaries)
        case .history(let id), .check(let id): .history(history(id.rawValue, health()))
        case .use: .use(use)
        case .alerts: .alerts([alert("github", "memory above 80 % for 5 min")])
        }
    }

    private static func answer(to request: ToolsRequest) -> ToolsAnswer {
        switch request {
        case .list: .list(tools)
        case .call:
            .result(
                ToolCallResult(
                    isError: false, content: [ToolContent(kind: .text, text: "issue 118 is closed")],
                    structuredContent: #"{"issue":118,"state":"closed","labels":["billing","urgent"]}"#,
                    json: #"{"content":[{"type":"text","text":"issue 118 is closed"}]}"#))
        }
    }

    private static func answer(to request: CallsRequest) -> CallsAnswer {
        switch request {
        case .list: .list(calls)
        case .replay: .replayed(CallReplay(original: calls[0], replay: calls[0]))
        }
    }

    private static func answer(to request: AlertsRequest) -> AlertsAnswer {
        switch request {
        case .overview: .overview(alerts)
        case .acknowledge: .acknowledged(postgresIsSlow)
        case .silence(let silence): .silence(silence)
        case .endSilence: .silence(alerts.silences[0])
        case .test: .tested(AlertTest(deliveries: slackIsDown.deliveries))
        }
    }

    private static func answer(to request: ImportsRequest) -> ImportsAnswer {
        switch request {
        case .candidates: .candidates(candidates)
        case .take(let request): .taken(outcome(id: request.isDryRun ? nil : "20261122T140215-c3"))
        case .undo: .taken(outcome())
        }
    }
}
