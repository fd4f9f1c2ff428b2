import ServerModel
import TerminalKit

/// Moving in the page of health, and asking for what it shows.
extension AppState {
    /// What was known longer ago is asked for again when it is looked at anew.
    private static let freshness = Duration.seconds(30)

    /// What is known of the selected server.
    var healthKnowledge: HealthKnowledge? { selected.flatMap { health.known[$0] } }

    /// The outages of the selected server, newest first.
    var outages: [Outage] { healthKnowledge?.history?.outages ?? [] }

    /// The outage Enter tells of: the one that was chosen, else the newest.
    var chosenOutage: Outage? { outages.first { $0.id == health.outage } ?? outages.first }

    /// Moves by rows; ±100,000 is all the way.
    mutating func moveHealth(by rows: Int) {
        let outages = outages
        guard let chosen = chosenOutage, let index = outages.firstIndex(where: { $0.id == chosen.id }) else { return }
        health.outage = outages[max(0, min(outages.count - 1, index + rows))].id
    }

    /// Rows of a page, one kept for the eye.
    func healthRows(in pane: Rect) -> Int {
        HealthView(state: self, glyphs: .unicode).plan(for: pane).map { max(1, $0.outageRows - 1) } ?? 1
    }

    /// Asks the daemon when the page is to be seen and what it shows is not known, or no longer true.
    mutating func loadHealthIfShown() -> [Effect] {
        guard isConnected, hasPicture else { return [] }
        var effects: [Effect] = []
        if health.heartbeats.picture != pictureTaken, !servers.isEmpty {
            health.heartbeats.picture = pictureTaken
            effects += ask(.health(.all))
            health.heartbeats.generation = questions
        }
        guard let selected, server(selected) != nil, showsHealth else {
            health.shown = nil
            return effects
        }
        var knowledge = health.known[selected] ?? HealthKnowledge()
        if health.shown != selected, let loaded = knowledge.loadedAt, now - loaded > Self.freshness { knowledge.isStale = true }
        health.shown = selected
        if knowledge.connection != generation { (knowledge.isStale, knowledge.isAsking) = (true, false) }
        if knowledge.isStale, !knowledge.isAsking {
            (knowledge.isStale, knowledge.isAsking, knowledge.connection) = (false, true, generation)
            effects += ask(.health(.history(selected)))
            knowledge.historyGeneration = questions
            effects += ask(.health(.use(selected, minutes: 60)))
            knowledge.useGeneration = questions
        }
        health.known[selected] = knowledge
        if health.alertsOf != generation, layout?.panes[.health] != nil {
            health.alertsOf = generation
            effects += ask(.health(.alerts))
            health.alertsGeneration = questions
        }
        return effects
    }

    /// Whether anything of a server's past is on the screen.
    private var showsHealth: Bool {
        layout?.panes[.health] != nil || StatusPage.hasGraphs(layout)
    }

    /// Something happened that may concern it.
    mutating func hearHealth(of event: ServerEvent) -> [Effect] {
        if let alert = event.alert { hear(alert) }
        guard let id = event.server else { return [] }
        guard event.kind != .removed else {
            health.known[id] = nil
            health.heartbeats.strips[id] = nil
            return []
        }
        // The list was loaded after this had happened, and what is known of the past later still.
        guard pictureTaken.map({ event.time >= $0 }) ?? true else { return [] }
        let before = server(id)?.health?.state ?? .unknown
        if let status = event.status {
            let state = status.health?.state ?? .unknown
            if state != before { health.heartbeats.move(id, from: before, to: state, at: event.time) }
            let isChecked = status.health?.checkedAt != server(id)?.health?.checkedAt
            if state != before || isChecked || event.kind == .phase { health.known[id]?.isStale = true }
            if let use = status.use { health.known[id]?.add(use, at: event.time) }
        }
        if event.kind == .alert { health.known[id]?.isStale = true }
        return []
    }

    private mutating func hear(_ alert: Alert) {
        guard var alerts = health.alerts else { return }
        alerts.removeAll { $0.id == alert.id && ($0.state != .resolved || alert.state == .resolved && $0.began == alert.began) }
        alerts.insert(alert, at: 0)
        health.alerts = Array(alerts.prefix(200))
    }
}
