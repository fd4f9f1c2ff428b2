import ServerModel
import TerminalKit

/// What the page of calls knows and where the eye is.
struct CallsPage {
    /// Those of all servers are shown, not those of the selected one alone.
    var showsAll = false
    /// Only those without a good result.
    var onlyFailed = false
    /// Only those of this tool.
    var tool: String?
    /// Narrows what was loaded; empty shows all of it.
    var filter = TextPattern("")

    /// What was asked for last; what is shown answers it, or an earlier time of the same.
    var query: CallQuery?
    /// Newest first.
    var records: [CallRecord] = []
    /// Of the question that was not answered yet; `nil`: none is open.
    var asking: Int?
    /// Whether the open question is for older calls than those known.
    var asksForOlder = false
    /// Why the newest question had no answer.
    var failure: ErrorReport?
    /// There is nothing older.
    var reachesTheEnd = false
    /// The eye went below the last row.
    var wantsOlder = false
    /// Something happened that may have been a call.
    var isStale = true
    /// When everything was loaded that this was asked after.
    var picture: Timestamp?

    /// The chosen call's id; stays with it whatever comes above it. `nil`: the newest.
    var selected: Int?
    var top = 0
    /// A replay that was agreed to: its call.
    var replaying: Int?

    /// How many are asked for at a time.
    static let portion = 100

    var context: Context { .calls }

    /// A key that is no action, where something is typed.
    mutating func type(_ key: KeyPress) {}
    mutating func paste(_ text: String) {}

    var visible: [CallRecord] {
        filter.isEmpty
            ? records
            : records.filter { call in
                filter.matches(call.tool) || filter.matches(call.client ?? "") || filter.matches(call.server.rawValue)
                    || filter.matches(call.problem ?? "") || filter.matches(call.outcome.rawValue)
            }
    }

    var chosen: CallRecord? {
        let visible = visible
        return visible.first { $0.id == selected } ?? visible.first
    }

    /// What is wanted now, of `server` when not of all.
    func wanted(_ server: ServerID?) -> CallQuery {
        CallQuery(server: showsAll ? nil : server, failedOnly: onlyFailed, tool: tool, limit: Self.portion)
    }

    /// Takes what was answered to the open question.
    mutating func take(_ calls: [CallRecord]) {
        let limit = query?.limit ?? Self.portion
        if asksForOlder {
            let known = Set(records.map(\.id))
            records += calls.filter { !known.contains($0.id) }
            reachesTheEnd = calls.count < limit
        } else if let oldest = calls.last, calls.count >= limit {
            // What lies between the newest and those known may be missing; then those known are too old to keep.
            let meets = records.contains { $0.id >= oldest.id }
            let older = meets ? records.filter { $0.id < oldest.id } : []
            if older.isEmpty { reachesTheEnd = false }
            records = calls + older
        } else {
            records = calls
            reachesTheEnd = true
        }
        // What ended first is recorded first; people look for when a call began.
        records.sort { ($0.startedAt, $0.id) > ($1.startedAt, $1.id) }
        asking = nil
        failure = nil
    }
}
