import ServerModel
import TerminalKit

/// What of the events is shown, and where the eye is.
struct EventsPage {
    /// What the events are narrowed to; empty shows all.
    var filter = TextPattern("")
    var scope = Scope.all
    /// The number of the chosen entry; `nil`: the newest, whichever that is.
    var chosen: Int?
    /// The number of the first entry shown; `nil`: the newest.
    var top: Int?

    enum Scope: Hashable {
        case all
        case server(ServerID)
        /// What a person should know of.
        case attention
    }

    var isNarrowed: Bool { !filter.isEmpty || scope != .all }

    func shows(_ entry: EventFeed.Entry) -> Bool {
        let isInScope =
            switch scope {
            case .all: true
            case .server(let id): entry.server == id
            case .attention: entry.needsAttention
            }
        return isInScope && (filter.isEmpty || filter.matches(entry.text.string) || filter.matches(entry.subject.string))
    }
}

extension AppState {
    /// The entries the page shows, newest first.
    var shownEvents: [EventFeed.Entry] {
        events.isNarrowed ? feed.entries.reversed().filter(events.shows) : feed.entries.reversed()
    }

    /// Where the chosen entry is among these.
    func chosenEvent(in shown: [EventFeed.Entry]) -> Int {
        // Entries that are no longer kept leave the oldest.
        events.chosen.map { number in shown.firstIndex { $0.number <= number } ?? max(0, shown.count - 1) } ?? 0
    }

    /// The first entry shown.
    func topEvent(in shown: [EventFeed.Entry], rows: Int) -> Int {
        let top = events.top.flatMap { number in shown.firstIndex { $0.number <= number } } ?? 0
        let chosen = chosenEvent(in: shown)
        return max(0, min(max(top, chosen - rows + 1), chosen))
    }

    mutating func moveEvents(by rows: Int) {
        let shown = shownEvents
        guard !shown.isEmpty else { return }
        let height = max(1, (layout?.panes[.events]?.height ?? 8) - 2)
        let top = topEvent(in: shown, rows: height)
        let index = max(0, min(shown.count - 1, chosenEvent(in: shown) + rows))
        let first = max(index - height + 1, min(top, index))
        // At the newest, what comes is followed; elsewhere nothing that comes moves what is read.
        events.chosen = index == 0 ? nil : shown[index].number
        events.top = first == 0 ? nil : shown[first].number
    }
}
