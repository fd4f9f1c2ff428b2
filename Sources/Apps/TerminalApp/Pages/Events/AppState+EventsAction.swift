import ServerModel
import TerminalKit

/// What the page of events can do.
extension AppState {
    mutating func perform(_ action: EventsAction) -> [Effect] {
        switch action {
        case .filter:
            go(to: .events)
            prompt = Prompt(
                kind: .page(EventsFilter()), editor: LineEditor(events.filter.source), previous: events.filter.source)
        case .oneServer:
            let id = scopedServer
            narrow { page in page.scope = if case .server = page.scope { .all } else { id.map { .server($0) } ?? .all } }
            go(to: .events)
        case .attention:
            narrow { page in page.scope = page.scope == .attention ? .all : .attention }
            go(to: .events)
        case .goThere: goToEvent()
        case .copy: return copyEvent()
        }
        return []
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: EventsAction) -> String? {
        switch action {
        case .filter, .attention: return nil
        case .oneServer: return scopedServer == nil ? "no server is selected" : nil
        case .copy: return event == nil ? "nothing happened yet" : nil
        case .goThere:
            guard let event else { return "nothing happened yet" }
            if event.isAlert || event.platform != nil { return nil }
            guard let id = event.server else {
                if event.kind == .command { return "it is a command of yours; \(keyLabel(.events(.copy))) copies it" }
                return event.subject == "you" ? "it is about several servers" : "it is about the daemon itself"
            }
            return server(id) == nil ? "\(id) was removed" : nil
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: EventsAction) -> String? {
        switch action {
        case .filter, .oneServer, .attention, .goThere, .copy: nil
        }
    }

    /// The chosen entry.
    private var event: EventFeed.Entry? {
        let shown = shownEvents
        return shown[safe: chosenEvent(in: shown)]
    }

    /// Whose events are meant by "one server".
    private var scopedServer: ServerID? { (focus == .events ? event?.server : nil) ?? selected }

    /// Changes what is shown; the eye goes back to the newest.
    mutating func narrow(_ change: (inout EventsPage) -> Void) {
        change(&events)
        events.chosen = nil
        events.top = nil
    }

    private mutating func goToEvent() {
        guard let event else { return }
        if let id = event.server { select(id) }
        if event.isAlert {
            alerts.chosen = nil
            go(to: .alerts)
        } else if let platform = event.platform {
            platforms.column = platform
            go(to: .platforms)
        } else {
            go(to: tab.pane.isOfServer ? tab.pane : .status)
        }
    }

    private func copyEvent() -> [Effect] {
        guard let event else { return [] }
        guard event.kind != .command else { return [.copy(event.text.string, what: "the command")] }
        let line = "\(localTime.clock(event.time)) \(event.subject) \(event.text)"
        return [.copy(line, what: "the event")]
    }
}

/// Narrows the events with every letter.
struct EventsFilter: PromptPurpose {
    var title: SafeText { "events /" }

    func typed(_ text: String, in state: inout AppState) -> [Effect] {
        state.narrow { $0.filter = TextPattern(text) }
        return []
    }

    func accepted(_ text: String, in state: inout AppState) -> [Effect] { typed(text, in: &state) }

    func remark(_ text: String, in state: AppState) -> [Piece] {
        if let error = state.events.filter.error { return [Piece(SafeText(error), .inputError)] }
        return [Piece(SafeText("\(state.shownEvents.count) of \(state.feed.entries.count)"), .textDim)]
    }
}
