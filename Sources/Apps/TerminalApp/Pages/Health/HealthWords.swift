import ServerModel
import TerminalKit

/// How times, spans and states of health are said.
enum HealthWords {
    /// `0.4 ms`, `4 ms`, `120 ms`, `1.2 s`, `12 s`; at most 6 columns below a quarter of an hour.
    static func milliseconds(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        let value = min(max(0, value), 1e12)
        switch value {
        case ..<0.95: return "0.\(Int((value * 10).rounded())) ms"
        case ..<999.5: return "\(Int(value.rounded())) ms"
        case ..<9_950: return "\(Int((value / 100).rounded()) / 10).\(Int((value / 100).rounded()) % 10) s"
        default: return "\(Int((value / 1_000).rounded())) s"
        }
    }

    /// `6 s`, `2 min 10 s`, `1 h 5 min`, `3 d 4 h`.
    static func length(_ seconds: Double) -> String {
        let seconds = seconds.isFinite ? Int(min(max(0, seconds), 1e12).rounded()) : 0
        func both(_ high: Int, _ unit: String, _ low: Int, _ lower: String) -> String {
            low == 0 ? "\(high) \(unit)" : "\(high) \(unit) \(low) \(lower)"
        }
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3_600: return both(seconds / 60, "min", seconds % 60, "s")
        case ..<86_400: return both(seconds / 3_600, "h", seconds % 3_600 / 60, "min")
        default: return both(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h")
        }
    }

    /// `1 h`, `24 h`, `7 d`.
    static func span(_ seconds: Int) -> String {
        seconds >= 172_800 ? "\(seconds / 86_400) d" : seconds >= 3_600 ? "\(seconds / 3_600) h" : "\(seconds / 60) min"
    }

    /// `healthy, answered in 4 ms`; of anything else the reason.
    static func sentence(_ health: Health) -> String {
        switch health.state {
        case .healthy:
            return health.responseMilliseconds.map { "healthy, answered in \(milliseconds($0))" } ?? "healthy"
        case .degraded, .unhealthy, .notFound, .unknown:
            return word(health.state) + (health.reason.map { ": \($0)" } ?? "")
        }
    }

    static func word(_ state: HealthState) -> String { state == .notFound ? "not found" : state.rawValue }

    /// `14:02:07` of today, `21 Nov 06:12` of another day.
    static func moment(_ moment: Timestamp, _ localTime: LocalTime, now: Timestamp) -> String {
        let short = localTime.short(moment, today: now)
        return short.contains(":") ? "today \(short)" : "\(short) \(localTime.clock(moment).prefix(5))"
    }
}

/// Shape and colour of a state of health.
struct HealthLook: Hashable {
    var glyph: SafeText
    var token: StyleToken

    init(_ state: HealthState, glyphs: Glyphs) {
        switch state {
        case .healthy: (glyph, token) = (glyphs.phase(.ready), .ok)
        case .degraded: (glyph, token) = (glyphs.phase(.degraded), .warn)
        case .unhealthy, .notFound: (glyph, token) = (glyphs.phase(.failed), .error)
        case .unknown: (glyph, token) = (glyphs.phase(.unknown), .unknown)
        }
    }
}

extension Uptime {
    /// Whether what is known is good.
    var token: StyleToken {
        // Of the little that is known, nothing good follows for the rest.
        guard let share, share < 0.99 || unknownSeconds < Double(spanSeconds) / 2 else { return .textDim }
        return share >= 0.99 ? .ok : share >= 0.9 ? .warn : .error
    }

    /// Beside the percentage: `11 min down`, `40 % unknown`; shares below one in a hundred are not worth it.
    var remarks: [String] {
        guard share != nil else { return ["nothing known"] }
        let down = unhealthySeconds + notFoundSeconds
        let unknown = Int(unknownSeconds / Double(max(1, spanSeconds)) * 100)
        return [down >= 1 ? "\(HealthWords.length(down)) down" : nil, unknown >= 1 ? "\(unknown) % unknown" : nil]
            .compactMap(\.self)
    }
}
