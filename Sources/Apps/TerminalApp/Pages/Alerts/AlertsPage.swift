import ServerModel
import TerminalKit

/// What the page of alerts knows and where the eye is.
struct AlertsPage {
    var content = Content.unknown
    /// What is shown may no longer be true.
    var isStale = true
    var isAsking = false
    /// Counts what the page asked.
    var generation = 0
    /// The chosen row; `nil`: the first.
    var chosen: Row?
    /// The first line shown.
    var top = 0
    /// Alerts that fired since the page was last seen.
    var unseen: Set<Alert.ID> = []

    /// Where keys go while the page has the focus.
    var context: Context { .alerts }

    /// A key that is no action, where something is typed.
    mutating func type(_ key: KeyPress) {}
    mutating func paste(_ text: String) {}

    enum Content {
        case unknown
        case failed(ErrorReport)
        case loaded(AlertOverview)
    }

    /// Something that can be chosen.
    enum Row: Hashable {
        case alert(Alert.ID)
        case silence(AlertSilence.ID)
        case rule(String)
    }

    var overview: AlertOverview? {
        if case .loaded(let overview) = content { overview } else { nil }
    }

    /// In the order of the page.
    var rows: [Row] {
        guard let overview else { return [] }
        return overview.alerts.map { .alert($0.id) } + overview.silences.map { .silence($0.id) }
            + overview.rules.map { .rule($0.name) }
    }

    /// The row that keys act on.
    var current: Row? { chosen.flatMap { rows.contains($0) ? $0 : nil } ?? rows.first }

    var currentAlert: Alert? {
        guard case .alert(let id) = current else { return nil }
        return overview?.alerts.first { $0.id == id }
    }

    /// Those that people were told of and that are not over.
    var firing: [Alert] { overview?.alerts.filter { $0.state == .firing } ?? [] }

    /// Takes what an event says of an alert, so that what is shown is true before the daemon was asked.
    mutating func take(_ alert: Alert) {
        guard case .loaded(var overview) = content else { return }
        overview.alerts.removeAll { $0.id == alert.id }
        overview.alerts.append(alert)
        let order: [Alert.State] = [.firing, .pending, .resolved]
        let sorted = overview.alerts.enumerated().sorted { left, right in
            let (a, b) = (order.firstIndex(of: left.element.state) ?? 0, order.firstIndex(of: right.element.state) ?? 0)
            return a == b ? left.element.began > right.element.began : a < b
        }
        overview.alerts = sorted.map(\.element)
        content = .loaded(overview)
    }
}
