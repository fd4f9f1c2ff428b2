import TerminalKit

/// The keys that go to panes; each is the mark in the pane's title.
extension Keys {
    static let panes: [Binding<Action, Context>] =
        [
            Binding(
                .paneServer, keys: [.control("o")], in: Context.panes, label: "server",
                tooltip: "Go to the view of the server that was last looked at")
        ]
        + Pane.allCases.map { pane in
            Binding(
                .pane(pane), keys: [.character(pane.key)], in: Context.panes, label: pane.title.lowercased(),
                tooltip: pane.tooltip, footerPriority: pane.footerPriority)
        }
}

extension Pane {
    fileprivate var tooltip: String {
        switch self {
        case .servers: "Go to the servers"
        case .status: "Go to everything known of the server"
        case .logs: "Go to what the server writes"
        case .health: "Go to how the server is and was: uptime, latency, outages"
        case .secrets: "Go to the server's secrets"
        case .platforms: "Go to the AI clients: which of your servers are in their files"
        case .events: "Go to what happened"
        case .tools: "Go to the server's tools: read them, call them"
        case .calls: "Go to the calls of tools that clients made"
        case .sessions: "Go to the clients that are connected"
        case .alerts: "Go to what needs attention, and who is told"
        }
    }

    fileprivate var footerPriority: Int? {
        switch self {
        case .platforms: 65
        case .events: 20
        case .servers, .status, .logs, .health, .secrets, .tools, .calls, .sessions, .alerts: nil
        }
    }
}
