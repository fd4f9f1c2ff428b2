import ServerModel

/// When to look again.
extension HealthJudge {
    /// How long to wait until the next check, counted from the end of the last one, or from when it became ready. `nil`: there is none.
    ///
    /// The first one comes within half of the interval, after that ±10 %, and three times as often, but not more often than once a
    /// second, while checks fail, so that the end of an outage is known soon. Ask again after every event that may change it: a check,
    /// a phase, another definition.
    /// - jitter: 0..<1, by chance, so that servers that started together are not all checked together.
    public func delay(jitter: Double) -> Duration? {
        guard settings.enabled, isServing else { return nil }
        let chance = jitter.isFinite ? min(max(0, jitter), 1) : 0.5
        let interval = settings.pace
        let spread = 0.9 + 0.2 * chance
        if checks.count > 0 { return max(min(interval, .seconds(1)), interval / 3 * spread) }
        return isProvenSinceReady ? interval * spread : interval * (0.1 + 0.4 * chance)
    }

    /// Whether the check that is due can be left out: a client had an answer within the last interval, and there is nothing a check
    /// would find out beyond that.
    public func isProvenAlive(at now: Timestamp) -> Bool {
        guard isServing, let lastAnswer else { return false }
        // An endpoint may say what clients do not see; whether failing or slow checks are over, only checks say.
        guard checks.count == 0, speed.slowness == nil, settings.endpoint == nil else { return false }
        return elapsed(at: now) - lastAnswer < settings.pace
    }
}

extension Monitoring.HealthCheck {
    /// Between checks.
    var pace: Duration { .seconds(interval.within(0.1...86_400) ?? 30) }

    /// How long an answer may take.
    var patience: Duration { .seconds(timeout.within(0.01...86_400) ?? 10) }
}

extension Double {
    /// `nil` for what is no number.
    fileprivate func within(_ range: ClosedRange<Double>) -> Double? {
        isNaN ? nil : Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
