import ServerModel
import TerminalKit

/// Keys become actions by the one table; what is no action is typed.
extension AppState {
    /// Two Ctrl-C within this time quit.
    private static let doubleInterrupt = Duration.seconds(2)

    mutating func press(_ key: KeyPress) -> [Effect] {
        // News goes with the next key, once it was to be seen: a line that is typed hides it. Errors wait to be acknowledged.
        if toast?.isError == false, prompt == nil { toast = nil }
        let interrupted = interruptedAt
        interruptedAt = nil
        let warned = wasWarned
        defer { if warned { wasWarned = false } }
        let place = layout == nil ? .servers : context
        guard let action = keys.action(for: key, in: place) else {
            return layout == nil ? [] : type(key)
        }
        // Nothing is to be seen, so nothing is done but leaving.
        guard layout != nil || [.interrupt, .quit, .quitOrBack, .redraw, .suspend].contains(action) else { return [] }
        if action == .interrupt {
            if let interrupted, now - interrupted <= Self.doubleInterrupt { return [.quit] }
            let effects = place == .toolResult ? cancelToolCall() : []
            if effects.isEmpty { peel() }
            interruptedAt = now
            if toast == nil { toast = .note("Ctrl-C again quits") }
            return effects
        }
        return perform(action)
    }

    /// What an action does now. Also the way of the command palette.
    mutating func perform(_ action: Action) -> [Effect] {
        if layout == nil, action == .quitOrBack { return leave() }
        if form != nil, overlay == nil, ![.redraw, .suspend, .quit].contains(action) {
            guard form?.question == nil else {
                performInQuestion(action)
                return []
            }
            return performInForm(action)
        }
        if let verb = action.verb { return request(verb) }
        if action.isOfPage, let objection = objection(to: action) {
            toast = .note(objection)
            return []
        }
        switch action {
        case .up: return move(by: -1)
        case .down: return move(by: 1)
        case .pageUp: return move(by: -page)
        case .pageDown: return move(by: page)
        case .halfPageUp: return move(by: -max(1, page / 2))
        case .halfPageDown: return move(by: max(1, page / 2))
        case .top: return moveToTop()
        case .bottom: return moveToBottom()
        case .panLeft: goSideways(by: -1)
        case .panRight: goSideways(by: 1)

        case .open: go(to: tab.pane)
        case .goToList: go(to: .servers)
        case .pane(let pane): go(to: pane)
        case .paneServer: go(to: tab.pane)
        case .nextPane: cycle(by: 1)
        case .previousPane: cycle(by: -1)
        case .nextTab: go(to: tab(by: 1).pane)
        case .previousTab: go(to: tab(by: -1).pane)
        case .showSecrets: return showSecrets()
        case .editSecret, .rotateSecret, .deleteSecret, .copySecret: return performOnSecret(action)
        case .nextField, .previousField, .submitField, .reveal, .switchSource, .leaveForm, .backToFields, .previousButton:
            break
        case .showLogs: go(to: .logs)
        case .syncPlatform, .syncServer, .syncAll, .showEntry, .restorePlatform, .releasePlatform, .undoSync,
            .copyPlatform:
            return performOnPlatform(action)
        case .decideOurs, .decideTheirs: return decide(action)
        case .agree: return agree()
        case .zoom: isZoomed.toggle()

        case .mark: toggleMark()
        case .filter:
            go(to: .servers)
            prompt = Prompt(kind: .filter, editor: LineEditor(filter.source), previous: filter.source)
        case .search:
            go(to: .logs)
            let previous = currentLog?.search?.pattern.source ?? ""
            prompt = Prompt(kind: .search, editor: LineEditor(), previous: previous)
        case .nextMatch: jumpToMatch(1)
        case .previousMatch: jumpToMatch(-1)
        case .follow: return followLog()
        case .toggleWrap: wrapsLogs.toggle()

        case .help: overlay = .help(HelpPage(origin: context))
        case .palette: overlay = .palette(Palette(origin: context))
        case .refresh: return isConnected ? [.reload(generation: generation)] : reconnect()
        case .back, .interrupt: peel()
        case .quitOrBack: return peel() ? [] : leave()
        case .quit: return leave()
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]

        case .list(let action): return perform(action)
        case .forms(let action): return perform(action)
        case .logs(let action): return perform(action)
        case .health(let action): return perform(action)
        case .tools(let action): return perform(action)
        case .calls(let action): return perform(action)
        case .sessions(let action): return perform(action)
        case .alerts(let action): return perform(action)
        case .events(let action): return perform(action)
        case .desk(let action): return perform(action)
        case .themes(let action): return perform(action)

        case .accept: return acceptPrompt()
        case .cancel, .decline, .close: peel()
        case .confirm: return answer(true) + answerDeletion(true) + answerQuestion(true)
        case .nextButton: if isPlanOpen { chooseInPlan() } else { chooseOtherButton() }
        case .pressButton: return pressInPlan() + answer(nil) + answerDeletion(nil) + answerQuestion(nil)
        case .run: return overlay(as: Menu.self) == nil ? runChosen() : takeFromMenu()
        case .start, .stop, .restart, .kill: break
        }
        return []
    }

    /// Connects again, unless that is under way.
    private mutating func reconnect() -> [Effect] {
        if case .lost = link { return connect() }
        toast = .note("already connecting")
        return []
    }

    /// Closes what was opened last: a popup, a prompt, a message, a search, a filter, marks, zoom, a pane. `false`: nothing is open.
    @discardableResult
    mutating func peel() -> Bool {
        if overlay(as: ServerForm.self) != nil, prompt == nil {
            keepServerDraft()
        } else if overlay != nil, prompt == nil {
            overlay = nil
        } else if form?.question != nil {
            form?.question = nil
        } else if form != nil {
            leaveForm()
        } else if let prompt {
            self.prompt = nil
            // Nothing is asked of the daemon by what was never kept.
            _ = cancel(prompt)
        } else if toast?.isError == true {
            toast = nil
        } else if focus == .logs, peelLog() {
            return true
        } else if focus == .events, events.isNarrowed {
            events = EventsPage()
        } else if focus == .tools, peelTools() {
            // The form, the result or the filter is closed.
        } else if focus == .calls, !calls.filter.isEmpty {
            calls.filter = TextPattern("")
        } else if focus == .servers, !filter.isEmpty {
            filter = TextPattern("")
        } else if focus == .servers, !marked.isEmpty {
            marked = []
        } else if isZoomed {
            isZoomed = false
        } else if focus != .servers {
            focus = .servers
        } else {
            return false
        }
        return true
    }

    /// The view beside the present one.
    private func tab(by step: Int) -> Tab {
        let all = Tab.allCases
        let index = all.firstIndex(of: frontTab) ?? 0
        return all[(index + step + all.count) % all.count]
    }

    mutating func go(to pane: Pane) {
        if pane.isOfServer, selected == nil {
            toast = .note("no server is selected")
            return
        }
        focus = pane
    }

    /// Tab goes through the panes that are to be seen; on a small screen through all of them.
    private mutating func cycle(by step: Int) {
        let order = Pane.allCases.filter { pane in
            guard let layout, !layout.isSingle else { return true }
            return layout.panes[pane] != nil
        }
        guard let index = order.firstIndex(of: focus) else { return go(to: .servers) }
        go(to: order[(index + step + order.count) % order.count])
    }

    private mutating func toggleMark() {
        guard let selected else { return }
        if marked.remove(selected) == nil { marked.insert(selected) }
        list.anchor = marked.contains(selected) ? selected : nil
        _ = move(by: 1)
    }
}
