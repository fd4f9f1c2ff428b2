/// Everything a key or the command palette can do.
enum Action: Hashable, Sendable, CaseIterable {
    // Moving.
    case up, down, pageUp, pageDown, halfPageUp, halfPageDown, top, bottom
    case panLeft, panRight
    // Panes and tabs.
    case open, goToList, nextPane, previousPane, paneServers, paneServer, paneSecrets, panePlatforms, paneEvents, nextTab,
        previousTab, zoom
    // Servers.
    case start, stop, restart, kill, showLogs, mark, filter
    // Logs.
    case search, nextMatch, previousMatch, follow, toggleWrap
    // Secrets.
    case showSecrets, editSecret, rotateSecret, deleteSecret
    // The form for secrets.
    case nextField, previousField, submitField, reveal, leaveForm, backToFields
    // The AI clients, and plans for their files.
    case syncPlatform, syncAll, showEntry, decideOurs, decideTheirs, restorePlatform, releasePlatform, undoSync, agree
    // The program.
    case help, palette, refresh, back, quitOrBack, quit, interrupt, redraw, suspend
    // Prompts, dialogs and popups.
    case accept, cancel, confirm, decline, nextButton, previousButton, pressButton, run, close

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
    case servers, status, logs, secrets, platforms, events
    case plan, entry
    case form, review, applied, question
    case prompt, dialog, help, palette

    /// Those in which keys are commands, not letters.
    static let panes: Set<Context> = [.servers, .status, .logs, .secrets, .platforms, .events]

    /// Those in which something is read by moving through it.
    static let reading = panes.union([.plan, .entry])

    var title: String {
        switch self {
        case .servers: "Servers"
        case .status: "Status"
        case .logs: "Logs"
        case .secrets: "Secrets"
        case .platforms: "Sync"
        case .events: "Events"
        case .plan: "Plans for clients' files"
        case .entry: "A server in a client"
        case .form: "Giving secrets"
        case .review: "Looking them over"
        case .applied: "Stored"
        case .question: "Questions of the form"
        case .prompt: "Typing"
        case .dialog: "Questions"
        case .help: "Help"
        case .palette: "Commands"
        }
    }
}
