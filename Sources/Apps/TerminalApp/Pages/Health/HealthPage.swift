import ServerModel
import TerminalKit

/// What the page of health knows and where the eye is.
struct HealthPage {
    /// Of each server that was looked at.
    var known: [ServerID: HealthKnowledge] = [:]
    /// Of every server, for the list.
    var heartbeats = Heartbeats()
    /// What is told of alerts; `nil` until it was asked for.
    var alerts: [Alert]?
    /// Of the newest question about alerts; other answers are late.
    var alertsGeneration = 0
    /// The connection in which alerts were asked for.
    var alertsOf = 0
    /// Which span the chart shows: an index into the strips.
    var range = 0
    /// The number of the chosen outage; it follows the outage, never the row.
    var outage: Int?
    /// Whose health was to be seen after the last event.
    var shown: ServerID?

    /// Where keys go while the page has the focus.
    var context: Context { .health }

    /// A key that is no action, where something is typed.
    mutating func type(_ key: KeyPress) {}
    mutating func paste(_ text: String) {}
}

/// What is known of the health of one server.
struct HealthKnowledge {
    var history: HealthHistory?
    /// What it used, oldest first.
    var use: [ResourceSample] = []
    /// Why the history is not known.
    var failure: ErrorReport?
    /// Something has happened that may have changed it.
    var isStale = true
    /// The daemon was asked and has not answered; news meanwhile does not ask again, the answer does.
    var isAsking = false
    /// Of the newest questions; other answers are late.
    var historyGeneration = 0
    var useGeneration = 0
    /// The connection in which was asked; nobody answers on another.
    var connection = 0
    /// When the history was answered.
    var loadedAt: Timestamp?

    /// Samples kept: an hour of them.
    private static let mostSamples = 400

    /// An event brought a sample.
    mutating func add(_ use: ResourceUse, at time: Timestamp) {
        guard self.use.last.map({ time > $0.time && use != $0.use }) ?? true else { return }
        self.use.append(ResourceSample(time: time, use: use))
        if self.use.count > Self.mostSamples { self.use.removeFirst(self.use.count - Self.mostSamples) }
    }
}
