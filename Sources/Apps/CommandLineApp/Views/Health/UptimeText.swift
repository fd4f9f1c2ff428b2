import ServerModel

extension Uptime {
    /// `100 %` when it always served, and only then; `99.98 %`, `97.3 %`; `-` when nothing is known. Never more than it was.
    var percent: String {
        guard let share else { return "-" }
        if share >= 1 { return "100 %" }
        let hundredths = Int(max(0, share) * 10_000)
        if share > 0, hundredths < 10 { return "<0.1 %" }
        // Where only outages of minutes are left, a tenth is too coarse.
        guard hundredths >= 9900 else { return hundredths == 0 ? "0 %" : "\(hundredths / 100).\(hundredths / 10 % 10) %" }
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        return "\(whole).\(rest < 10 ? "0" : "")\(rest) %"
    }

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
