/// Everything a key or the command palette can do.
enum Action: Hashable, Sendable, CaseIterable {
    // Moving.
    case up, down, pageUp, pageDown, halfPageUp, halfPageDown, top, bottom
    case panLeft, panRight
    // Panes and tabs.
    case open, goToList, nextPane, previousPane, paneServers, paneServer, paneEvents, nextTab, previousTab, zoom
    // Servers.
    case start, stop, restart, kill, showLogs, mark, filter
    // Logs.
    case search, nextMatch, previousMatch, follow, toggleWrap
    // The program.
    case help, palette, refresh, back, quitOrBack, quit, interrupt, redraw, suspend
    // Prompts, dialogs and popups.
    case accept, cancel, confirm, decline, nextButton, pressButton, run, close

    /// The verb an action stands for.
    var verb: Verb? {
        switch self {
        case .start: .start
        case .stop: .stop
        case .restart: .restart
        case .kill: .kill
        default: nil
        }
    }
}

/// What has the keys; each is a section of the help page.
enum Context: Hashable, Sendable, CaseIterable {
    case servers, status, logs, events
    case prompt, dialog, help, palette

    /// Those in which keys are commands, not letters.
    static let panes: Set<Context> = [.servers, .status, .logs, .events]

    var title: String {
        switch self {
        case .servers: "Servers"
        case .status: "Status"
        case .logs: "Logs"
        case .events: "Events"
        case .prompt: "Typing"
        case .dialog: "Questions"
        case .help: "Help"
        case .palette: "Commands"
        }
    }
}
