import ServerModel

extension AlertCondition {
    /// When it holds, for people: `3 restarts in 10m`.
    var words: String {
        switch self {
        case .state(let states):
            "health is \(states.map { $0 == .notFound ? "not found" : $0.rawValue }.joined(separator: " or "))"
        case .restarts(let count, let window): "\(count) restarts after crashes in \(AlertLines.length(window))"
        case .errorRate(let share, let window, let calls):
            "\(Int((min(max(0, share), 1) * 100).rounded())) % of at least \(calls) calls fail in \(AlertLines.length(window))"
        case .latency(let milliseconds, let window, let calls):
            "5 % of at least \(calls) calls take \(Self.length(milliseconds: milliseconds)) or longer in \(AlertLines.length(window))"
        case .memory(let bytes): "it holds \(byteWords(bytes)) of memory"
        case .drift: "a client's file is not as it was written"
        case .disk(let bytes): "less than \(byteWords(bytes)) of disk are free"
        }
    }

    /// `250 ms`, `1.5 s`, `30 s`
    private static func length(milliseconds: Double) -> String {
        let whole = max(0, Int(min(milliseconds, 1e12).rounded()))
        guard whole >= 1000 else { return "\(whole) ms" }
        let tenths = whole / 100 % 10
        return tenths == 0 ? "\(whole / 1000) s" : "\(whole / 1000).\(tenths) s"
    }
}

extension AlertRule {
    /// When it tells people, and of which servers: `health is unhealthy, for 1m, of github`.
    var words: String {
        guard isEnabled else { return "switched off" }
        let after = forSeconds > 0 ? ", for \(AlertLines.length(forSeconds))" : ""
        let about = servers.isEmpty ? "" : ", of " + servers.map(\.rawValue).joined(separator: ", ")
        return condition.words + after + about
    }
}
