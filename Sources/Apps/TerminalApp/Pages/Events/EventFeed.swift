import ServerModel
import TerminalKit

/// What happened, newest last: the events of the daemon, and the commands given here.
struct EventFeed {
    struct Entry: Hashable {
        var time: Timestamp
        /// The server's name, `daemon`, or `you`.
        var subject: SafeText
        var kind: Kind
        var text: SafeText
        /// What it is about, to go there.
        var server: ServerID? = nil
        var platform: String? = nil
        var isAlert = false
        /// Rises by one with each entry.
        fileprivate(set) var number = 0

        /// Whether a person should know of it now.
        var needsAttention: Bool {
            switch kind {
            case .command: false
            case .event(let severity): severity.needsAttention
            case .phase(let phase): [.degraded, .failed, .needsSecret].contains(phase)
            }
        }
    }

    enum Kind: Hashable {
        /// A command given in this dashboard, in the words of the command line.
        case command
        case event(Severity)
        /// A change of phase, drawn with the phase's shape.
        case phase(Phase.Name)
    }

    private static let capacity = 500

    private(set) var entries: [Entry] = []
    private var count = 0
    /// Entries that came while the pane was not to be seen.
    var unseen = 0

    /// - Parameter isNew: whether it is counted while nobody sees it; what was before the dashboard is no news.
    mutating func append(_ entry: Entry, isNew: Bool = true) {
        count += 1
        entries.append(entry)
        entries[entries.count - 1].number = count
        // In blocks, so that a busy feed is not moved for each entry.
        if entries.count >= Self.capacity * 2 { entries.removeFirst(entries.count - Self.capacity) }
        if isNew { unseen += 1 }
    }

    /// - Parameter hint: what to do about an event of a client that needs attention.
    mutating func append(_ event: ServerEvent, isNew: Bool = true, hint: String = "") {
        let kind: Kind =
            if event.kind == .phase, let phase = event.status?.phase.name { .phase(phase) } else { .event(event.severity) }
        let subject = event.server?.rawValue ?? event.platform ?? "daemon"
        let hint = event.kind == .platform && event.severity.needsAttention ? hint : ""
        append(
            Entry(
                time: event.time, subject: SafeText(subject), kind: kind, text: SafeText(event.message + hint),
                server: event.server, platform: event.platform, isAlert: event.alert != nil), isNew: isNew)
    }
}
