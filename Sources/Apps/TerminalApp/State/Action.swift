/// Everything a key or the command palette can do. What belongs to one page is declared with the page.
enum Action: Hashable, Sendable {
    // Moving.
    case up, down, pageUp, pageDown, halfPageUp, halfPageDown, top, bottom
    case panLeft, panRight
    // Panes and tabs.
    case open, goToList, nextPane, previousPane, nextTab, previousTab, zoom
    case pane(Pane)
    /// Back to the view of the server that was last looked at.
    case paneServer
    // Servers.
    case start, stop, restart, kill, showLogs, mark, filter
    case list(ListAction)
    case forms(FormAction)
    // The log.
    case search, nextMatch, previousMatch, follow, toggleWrap
    case logs(LogAction)
    // Other views of a server.
    case health(HealthAction)
    case tools(ToolsAction)
    case calls(CallsAction)
    case sessions(SessionsAction)
    // Secrets.
    case showSecrets, editSecret, rotateSecret, deleteSecret, copySecret
    // The form for secrets.
    case nextField, previousField, submitField, reveal, switchSource, leaveForm, backToFields
    // The AI clients, and plans for their files.
    case syncPlatform, syncServer, syncAll, showEntry, decideOurs, decideTheirs, restorePlatform, releasePlatform, undoSync,
        copyPlatform, agree
    // What concerns everything.
    case alerts(AlertsAction)
    case events(EventsAction)
    case desk(DeskAction)
    case themes(ThemeAction)
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

extension Action {
    /// Whether a page declares it: then why it cannot be done is said before it is tried.
    var isOfPage: Bool {
        switch self {
        case .list, .forms, .logs, .health, .tools, .calls, .sessions, .alerts, .events, .desk, .themes: true
        default: false
        }
    }
}

/// What a page adds to the actions.
protocol PageAction: Hashable, Sendable, CaseIterable {
    /// Whether it makes sense by name, in the palette; moving and typing do not.
    var isCommand: Bool { get }
}

extension Action: CaseIterable {
    static var allCases: [Action] {
        let plain: [Action] = [
            .up, .down, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .top, .bottom, .panLeft, .panRight, .open, .goToList,
            .nextPane, .previousPane, .nextTab, .previousTab, .zoom, .paneServer, .start, .stop, .restart, .kill, .showLogs,
            .mark,
            .filter, .search, .nextMatch, .previousMatch, .follow, .toggleWrap, .showSecrets, .editSecret, .rotateSecret,
            .deleteSecret, .copySecret, .nextField, .previousField, .submitField, .reveal, .switchSource, .leaveForm,
            .backToFields,
            .syncPlatform, .syncServer, .syncAll,
            .showEntry, .decideOurs, .decideTheirs, .restorePlatform, .releasePlatform, .undoSync, .copyPlatform, .agree,
            .help, .palette,
            .refresh, .back, .quitOrBack, .quit, .interrupt, .redraw, .suspend, .accept, .cancel, .confirm, .decline, .nextButton,
            .previousButton, .pressButton, .run, .close,
        ]
        let pages: [[Action]] = [
            Pane.allCases.map(Action.pane), ListAction.allCases.map(Action.list), FormAction.allCases.map(Action.forms),
            LogAction.allCases.map(Action.logs), HealthAction.allCases.map(Action.health),
            ToolsAction.allCases.map(Action.tools), CallsAction.allCases.map(Action.calls),
            SessionsAction.allCases.map(Action.sessions), AlertsAction.allCases.map(Action.alerts),
            EventsAction.allCases.map(Action.events), DeskAction.allCases.map(Action.desk),
            ThemeAction.allCases.map(Action.themes),
        ]
        return plain + pages.joined()
    }
}
