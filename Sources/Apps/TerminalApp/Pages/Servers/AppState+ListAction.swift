import ServerModel
import TerminalKit

/// What the list of servers can do beside the verbs.
extension AppState {
    mutating func perform(_ action: ListAction) -> [Effect] {
        switch action {
        case .sort: list.order = list.order.next
        case .markRange: markRange()
        case .invertMarks:
            // What a filter hides is not marked unseen.
            marked.formSymmetricDifference(visibleServers.map(\.id))
            list.anchor = nil
        case .bulk: overlay = .page(bulkMenu)
        }
        return []
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: ListAction) -> String? {
        switch action {
        case .sort, .markRange, .invertMarks: visibleServers.isEmpty ? "there are no servers" : nil
        case .bulk: targets.isEmpty ? "no server is selected" : nil
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: ListAction) -> String? { nil }

    private mutating func markRange() {
        let ids = visibleServers.map(\.id)
        guard let selected, let end = ids.firstIndex(of: selected) else { return }
        let begin = list.anchor.flatMap { ids.firstIndex(of: $0) } ?? end
        marked.formUnion(ids[min(begin, end)...max(begin, end)])
        list.anchor = selected
    }

    private var bulkMenu: Menu {
        let targets = targets
        let title = targets.count == 1 ? targets[0].id.rawValue : "\(targets.count) servers"
        func item(_ verb: Verb, _ letter: Character) -> Menu.Item {
            let count = targets.count { objection(to: verb, on: $0) == nil }
            let detail = count == targets.count ? "" : "\(count) of \(targets.count) can"
            return Menu.Item(letter, verb.title, detail, objection: objection(to: verb)) { $0.request(verb) }
        }
        let running = targets.filter { $0.phase.name == .ready || $0.phase.name == .degraded }.map(\.id)
        let check = Menu.Item(
            "c", "Check health now", running.count == targets.count ? "" : "\(running.count) of \(targets.count) run",
            objection: running.isEmpty ? "none of them runs" : isConnected ? nil : notConnected
        ) { state in running.flatMap { state.ask(.health(.check($0))) } }
        let unwell = servers.filter { [.failed, .needsSecret, .degraded, .waiting].contains($0.phase.name) }.map(\.id)
        let markUnwell = Menu.Item(
            "!", "Mark all that need attention", objection: unwell.isEmpty ? "none does" : nil
        ) { state in
            state.marked = Set(unwell)
            return []
        }
        let unmark = Menu.Item("u", "Unmark all", objection: marked.isEmpty ? "none is marked" : nil) { state in
            state.marked = []
            return []
        }
        return Menu(
            title: title,
            items: [item(.restart, "r"), item(.start, "s"), item(.stop, "x"), item(.kill, "X"), check, markUnwell, unmark])
    }
}
