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
            "5 % of at least \(calls) calls take \(Int(milliseconds)) ms or longer in \(AlertLines.length(window))"
        case .memory(let bytes): "it holds \(bytes >> 20) MB of memory"
        case .drift: "a client's file is not as it was written"
        case .disk(let bytes): "less than \(bytes >> 20) MB of disk are free"
        }
    }
}
