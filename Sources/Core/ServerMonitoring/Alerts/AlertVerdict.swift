import ServerModel

/// What the evidence says of a condition at a moment.
enum AlertVerdict: Hashable, Sendable {
    /// It holds; `until`: when it will not any more if nothing else happens, `nil`: nobody knows.
    case holds(until: Timestamp?)
    case clear
    /// Nobody can say: what is, stays.
    case open
    /// The question has gone, as the server was stopped: it is over at once.
    case ended
}

extension AlertEvidence {
    func verdict(on condition: AlertCondition, of subject: AlertSubject, at now: Timestamp) -> AlertVerdict {
        switch (condition, subject) {
        case (.drift, .platform(let id)): Self.verdict(platforms[id]?.isDrifted)
        case (.disk(let limit), .home): Self.verdict(freeBytes.map { $0 < limit })
        case (_, .server(let id)): (servers[id] ?? OfServer()).verdict(on: condition, at: now)
        case (_, .platform), (_, .home): .ended
        }
    }

    fileprivate static func verdict(_ holds: Bool?) -> AlertVerdict {
        holds.map { $0 ? .holds(until: nil) : .clear } ?? .open
    }
}

extension AlertEvidence.OfServer {
    fileprivate func verdict(on condition: AlertCondition, at now: Timestamp) -> AlertVerdict {
        if let health, health.wasEnded { return .ended }
        switch condition {
        case .state(let states): return health.map { Self.verdict(on: $0, states) } ?? .open
        case .restarts(let count, let seconds):
            let recent = restarts.since(.wholeMilliseconds(seconds), before: now)
            guard count > 0, recent.count >= count else { return .clear }
            return .holds(until: recent[recent.endIndex - count].time + .wholeMilliseconds(seconds))
        case .errorRate(let share, let seconds, let calls):
            return verdict(seconds, at: now, atLeast: calls, where: \.isFailed) { failed, all in
                Double(failed) >= share * Double(all)
            }
        case .latency(let milliseconds, let seconds, let calls):
            return verdict(seconds, at: now, atLeast: calls, where: { $0.milliseconds >= milliseconds }) { slow, all in
                // The 95th percentile is as slow, by its nearest rank.
                slow > all - nearestRank(0.95, of: all)
            }
        case .memory(let limit): return AlertEvidence.verdict(residentBytes.map { $0 >= limit })
        case .drift, .disk: return .ended
        }
    }

    private static func verdict(on health: Health, _ states: [HealthState]) -> AlertVerdict {
        guard health.state == .unknown else { return states.contains(health.state) ? .holds(until: nil) : .clear }
        if health.cause == .disabled { return .ended }
        return states.contains(.unknown) && health.cause != .starting ? .holds(until: nil) : .open
    }

    /// Of the calls in a window: whether enough of them are bad, and when so many will have grown old that it is otherwise.
    private func verdict(
        _ seconds: Double, at now: Timestamp, atLeast needed: Int, where isBad: (CallSample) -> Bool,
        isTooMuch: (_ bad: Int, _ all: Int) -> Bool
    ) -> AlertVerdict {
        let recent = calls.since(.wholeMilliseconds(seconds), before: now)
        var all = recent.count
        var bad = recent.count { isBad($0.value) }
        func holds() -> Bool { all >= max(1, needed) && isTooMuch(bad, all) }
        guard holds() else { return .clear }
        for sample in recent {
            all -= 1
            if isBad(sample.value) { bad -= 1 }
            if !holds() { return .holds(until: sample.time + .wholeMilliseconds(seconds)) }
        }
        return .holds(until: nil)
    }
}

/// The rank, from 1, of a quantile among `count` sorted values.
func nearestRank(_ quantile: Double, of count: Int) -> Int {
    max(1, min(count, Int((quantile * Double(count)).rounded(.up))))
}
