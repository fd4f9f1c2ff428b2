import ServerModel

extension HealthState {
    /// One character, so that states differ without colour too.
    var shape: String {
        switch self {
        case .healthy: "●"
        case .degraded: "▲"
        case .unhealthy: "✘"
        case .unknown: "?"
        case .notFound: "∅"
        }
    }

    var style: Style {
        switch self {
        case .healthy: .ok
        case .degraded: .warning
        case .unhealthy, .notFound: .error
        case .unknown: .muted
        }
    }

    /// For people.
    var word: String { self == .notFound ? "not found" : rawValue }

    /// `● healthy`
    var text: StyledText { StyledText("\(shape) \(word)", style) }
}

extension Health? {
    /// `● healthy`; `-` when nobody can say, as the phase says it better.
    var short: StyledText {
        guard let state = self?.state, state != .unknown else { return StyledText("-", .muted) }
        return state.text
    }
}

extension Health {
    /// `answered in 12 ms, 5s ago`; `not checked yet`
    func lastCheck(_ times: TimeText) -> String {
        guard let checkedAt else { return "not checked yet" }
        let answer = responseMilliseconds.map { "answered in \(millisecondWords($0))" } ?? "no answer"
        return "\(answer), \(times.age(of: checkedAt)) ago"
    }

    /// Its state, and why or how well, in one line: `✘ unhealthy for 12m: it does not answer`.
    func sentence(_ times: TimeText) -> StyledText {
        let reason: StyledText = reason.map { ": \($0)" } ?? (checkedAt == nil ? "" : ", \(lastCheck(times))")
        return "\(state.text) for \(times.age(of: since))\(reason)"
    }
}

/// `0.4 ms`, `312 ms`, `1.2 s`, `3 min 5 s`
func millisecondWords(_ milliseconds: Double) -> String {
    // A number that is none, or has no end, must not stop the program.
    let tenths = Int(min(max(0, milliseconds), 1e15) * 10)
    return switch tenths {
    case ..<100: "\(tenths / 10).\(tenths % 10) ms"
    case ..<10_000: "\(tenths / 10) ms"
    case ..<600_000: "\(tenths / 10_000).\(tenths / 1000 % 10) s"
    default: "\(tenths / 600_000) min \(tenths / 10_000 % 60) s"
    }
}

extension TimeText {
    /// How long so many seconds are, as ``age(of:)`` says it.
    func length(_ seconds: Double) -> String {
        let milliseconds = Int64(min(max(0, seconds), 1e12) * 1000)
        return age(of: Timestamp(millisecondsSince1970: now.millisecondsSince1970 - milliseconds))
    }

    /// From one moment to another, in the same way.
    func length(from start: Timestamp, to end: Timestamp) -> String {
        length(Double(end.millisecondsSince1970 - start.millisecondsSince1970) / 1000)
    }
}
