/// A part of the screen that can have the focus. Its key never changes, whatever the size of the terminal.
enum Pane: Hashable, Sendable, CaseIterable {
    case servers, status, logs, health, secrets, platforms, events, tools, calls, sessions, alerts

    /// The key that goes there, and the mark in its title.
    var key: Character {
        switch self {
        case .servers: "1"
        case .status: "2"
        case .logs: "3"
        case .health: "4"
        case .secrets: "5"
        case .platforms: "6"
        case .events: "7"
        case .tools: "8"
        case .calls: "9"
        case .sessions: "0"
        case .alerts: "A"
        }
    }

    var title: String {
        switch self {
        case .servers: "Servers"
        case .status: "Status"
        case .logs: "Logs"
        case .health: "Health"
        case .secrets: "Secrets"
        case .platforms: "Sync"
        case .events: "Events"
        case .tools: "Tools"
        case .calls: "Calls"
        case .sessions: "Sessions"
        case .alerts: "Alerts"
        }
    }

    /// Whether there must be a server for it to show anything.
    var isOfServer: Bool {
        switch self {
        case .status, .logs, .health, .secrets, .tools: true
        case .servers, .platforms, .events, .calls, .sessions, .alerts: false
        }
    }
}

/// The views that share one place: of the selected server, and behind them what concerns all. Where there is room, status and
/// health stand beside them.
enum Tab: Hashable, Sendable, CaseIterable {
    case status, logs, health, secrets, platforms, tools, calls, sessions, alerts

    /// The tab that shows a pane; `nil` for the list and the events.
    init?(showing pane: Pane) {
        guard let tab = Self.allCases.first(where: { $0.pane == pane }) else { return nil }
        self = tab
    }

    var pane: Pane {
        switch self {
        case .status: .status
        case .logs: .logs
        case .health: .health
        case .secrets: .secrets
        case .platforms: .platforms
        case .tools: .tools
        case .calls: .calls
        case .sessions: .sessions
        case .alerts: .alerts
        }
    }
}
