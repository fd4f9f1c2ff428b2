import TerminalKit

extension Action {
    /// Whether it makes sense by name: moving and typing do not.
    var isCommand: Bool {
        switch self {
        case .up, .down, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .top, .bottom, .panLeft, .panRight, .open, .goToList,
            .nextPane, .previousPane, .nextTab, .previousTab, .palette, .back, .quitOrBack, .interrupt, .accept, .cancel,
            .confirm,
            .decline, .nextButton, .previousButton, .pressButton, .run, .close, .nextField, .previousField, .submitField, .reveal,
            .switchSource, .leaveForm, .backToFields, .agree:
            false
        case .syncPlatform, .syncServer, .syncAll, .showEntry, .decideOurs, .decideTheirs, .restorePlatform, .releasePlatform,
            .undoSync, .copyPlatform:
            true
        case .showSecrets, .editSecret, .rotateSecret, .deleteSecret, .copySecret: true
        case .pane, .paneServer, .zoom, .start, .stop, .restart, .kill, .showLogs, .mark, .filter, .search, .nextMatch,
            .previousMatch, .follow, .toggleWrap, .help, .refresh, .quit, .redraw, .suspend:
            true
        case .list(let action): action.isCommand
        case .forms(let action): action.isCommand
        case .logs(let action): action.isCommand
        case .health(let action): action.isCommand
        case .tools(let action): action.isCommand
        case .calls(let action): action.isCommand
        case .sessions(let action): action.isCommand
        case .alerts(let action): action.isCommand
        case .events(let action): action.isCommand
        case .desk(let action): action.isCommand
        case .themes(let action): action.isCommand
        }
    }
}

extension AppState {
    /// Why an action would do nothing now; `nil` when it would.
    func objection(to action: Action) -> String? {
        if let verb = action.verb { return objection(to: verb) }
        switch action {
        case .nextMatch, .previousMatch: return currentLog?.search == nil ? "nothing is searched for" : nil
        case .editSecret, .rotateSecret, .deleteSecret, .copySecret: return objection(toSecret: action)
        case .decideOurs where isPlanOpen, .decideTheirs where isPlanOpen, .undoSync where isPlanOpen, .agree,
            .nextButton where isPlanOpen, .pressButton where isPlanOpen:
            return objection(inPlan: action)
        case .syncPlatform, .syncServer, .syncAll, .showEntry, .decideOurs, .decideTheirs, .restorePlatform, .releasePlatform,
            .undoSync, .copyPlatform:
            return objection(toPlatform: action)
        case .pane(.platforms): return focus == .platforms ? "the clients are in front of you" : nil
        case .pane(let pane): return pane.isOfServer && selected == nil ? "no server is selected" : nil
        case .list(let action): return objection(to: action)
        case .forms(let action): return objection(to: action)
        case .logs(let action): return objection(to: action)
        case .health(let action): return objection(to: action)
        case .tools(let action): return objection(to: action)
        case .calls(let action): return objection(to: action)
        case .sessions(let action): return objection(to: action)
        case .alerts(let action): return objection(to: action)
        case .events(let action): return objection(to: action)
        case .desk(let action): return objection(to: action)
        case .themes(let action): return objection(to: action)
        case .reveal: return form?.focused?.isMasked == true ? nil : "nothing is hidden here"
        case .switchSource: return form?.hasSources == false ? "another value is tried as it is typed" : nil
        case .showLogs, .search, .paneServer, .showSecrets, .open:
            return selected == nil ? "no server is selected" : nil
        case .follow: return currentLog?.position == .following ? "already following" : nil
        default: return nil
        }
    }
}
