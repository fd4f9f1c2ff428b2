import ServerModel
import TerminalKit

/// Moving in the page of alerts, and asking for what it shows.
extension AppState {
    /// Moves by rows; ±100,000 is all the way.
    mutating func moveAlerts(by rows: Int) {
        let all = alerts.rows
        guard !all.isEmpty else { return }
        let index = alerts.current.flatMap { all.firstIndex(of: $0) } ?? 0
        alerts.chosen = all[max(0, min(all.count - 1, index + rows))]
        guard let pane = layout?.panes[.alerts] else { return }
        // Behind the last row there may be more to read.
        if rows > 0, index == all.count - 1 { alerts.top += rows }
        let lines = AlertLines(state: self, glyphs: .unicode).lines(width: AlertsView.area(pane).width)
        alerts.top = AlertsView.top(alerts.top, lines: lines, chosen: alerts.current, rows: AlertsView.area(pane).height)
    }

    /// Rows of a page, one kept for the eye.
    func alertsRows(in pane: Rect) -> Int { max(1, pane.height - 3) }

    /// Asks the daemon when the page is to be seen and what it shows is no longer true; and once for the count of alerts.
    ///
    /// It counts its questions itself, so that a look nobody ordered is not taken for somebody's.
    mutating func loadAlertsIfShown() -> [Effect] {
        let isShown = layout?.panes[.alerts] != nil
        if isShown { alerts.unseen = [] }
        let isUnknown = if case .unknown = alerts.content { true } else { false }
        guard isConnected, alerts.isStale, !alerts.isAsking, isShown || isUnknown else { return [] }
        alerts.generation += 1
        alerts.isStale = false
        alerts.isAsking = true
        return [.ask(.alerts(.overview), generation: alerts.generation)]
    }

    /// Something happened that may concern it.
    mutating func hearAlerts(of event: ServerEvent) -> [Effect] {
        guard let alert = event.alert else { return [] }
        alerts.isStale = true
        alerts.take(alert)
        // What had happened before the picture was taken is no news.
        let isNew = pictureTaken.map { event.time >= $0 } ?? true
        if alert.state == .firing, alert.acknowledgedAt == nil, !alert.isSilenced {
            if isNew { alerts.unseen.insert(alert.id) }
        } else {
            alerts.unseen.remove(alert.id)
        }
        return []
    }
}
