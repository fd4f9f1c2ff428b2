import ServerModel

/// What the page of alerts puts into the clipboard.
extension AppState {
    /// What is chosen: an alert and what to do about it, a silence, a rule.
    mutating func copyAlert() -> [Effect] {
        switch alerts.current {
        case .alert: return copy(alerts.currentAlert.map { Self.choices(of: $0) } ?? [])
        case .silence(let id): return copy(silence(id).map { [choice(of: $0)] } ?? [])
        case .rule(let name): return copy(rule(name).map { [Self.choice(of: $0)] } ?? [])
        case nil: return []
        }
    }

    private func silence(_ id: AlertSilence.ID) -> AlertSilence? { alerts.overview?.silences.first { $0.id == id } }

    private func rule(_ name: String) -> AlertRule? { alerts.overview?.rules.first { $0.name == name } }

    private static func choices(of alert: Alert) -> [CopyChoice] {
        let message = CopyChoice("m", "the message", alert.message)
        // As on the page: of what is over nothing is left to do.
        guard alert.state != .resolved, let remedy = alert.remedy else { return [message] }
        return [
            CopyChoice("a", "the whole alert", alert.message, remedy), message, CopyChoice("r", "what to do", remedy),
        ]
    }

    private func choice(of silence: AlertSilence) -> CopyChoice {
        let why = silence.comment.map { ": \($0)" } ?? ""
        let until = LogText.moment(silence.until, in: localTime)
        return CopyChoice("s", "the silence", "nobody is told of \(silence.subject) until \(until)\(why)")
    }

    private static func choice(of rule: AlertRule) -> CopyChoice {
        CopyChoice("r", "the rule", "\(rule.name): \(rule.words)")
    }
}
