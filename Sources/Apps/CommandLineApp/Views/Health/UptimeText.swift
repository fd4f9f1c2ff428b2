import ServerModel

extension Uptime {
    /// `1h`, `24h`, `7d`
    var span: String {
        switch spanSeconds {
        case 172_800...: "\(spanSeconds / 86_400)d"
        case 3600...: "\(spanSeconds / 3600)h"
        case let seconds: "\(seconds / 60)m"
        }
    }

    /// Whether what is known is good.
    var style: Style? {
        guard let share else { return .muted }
        return share >= 0.99 ? nil : share >= 0.9 ? .warning : .error
    }

    /// What there is to say beside ``percent``: `12m down, 3h 5m not known`. What is shorter than a second is not worth it.
    func remarks(_ times: TimeText) -> String {
        let down = unhealthySeconds + notFoundSeconds
        guard share != nil else { return "nothing is known" }
        return [
            down >= 1 ? "\(times.length(down)) down" : nil,
            degradedSeconds >= 1 ? "\(times.length(degradedSeconds)) degraded" : nil,
            unknownSeconds >= 1 ? "\(times.length(unknownSeconds)) not known" : nil,
        ].compactMap(\.self).joined(separator: ", ")
    }
}
