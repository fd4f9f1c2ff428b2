import ServerModel

/// What needs attention, for `mcp-manager alerts`.
struct AlertsView {
    var alerts: [Alert]
    /// Those that may be the reason why nobody is told.
    var silences: [AlertSilence]
    var times: TimeText

    var text: StyledText { alerts.map(entry).joined(by: "\n") }

    private func entry(_ alert: Alert) -> StyledText {
        let mark =
            alert.state == .resolved ? StyledText("✔", .ok) : StyledText(alert.severity.shape, alert.severity.style)
        var text: StyledText = "\(mark) \(alert.id, .strong)  \(alert.message)\n"
        text += "  \(alert.standing(silences, times))\n"
        if alert.state != .resolved, let remedy = alert.remedy { text += "  \("→", .accent) \(remedy)\n" }
        for delivery in alert.deliveries {
            guard let failure = delivery.failure else { continue }
            text += "  \("▲", .warning) \(delivery.channel.rawValue) was not told \(times.age(of: delivery.at)) ago: "
            text += "\(failure.problem)\n    \("→", .accent) \(failure.remedy)\n"
        }
        return text
    }
}
