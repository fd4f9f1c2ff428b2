import ServerModel

extension AlertRule {
    /// Good for everybody, and quiet: what they tell of needs somebody. `alerts.rules` changes them by their names.
    public static let builtIn: [AlertRule] = [
        AlertRule(name: "server-down", condition: .state([.unhealthy, .notFound]), forSeconds: 60),
        AlertRule(name: "server-degraded", condition: .state([.degraded]), forSeconds: 600, severity: .warning),
        AlertRule(name: "crash-loop", condition: .restarts(count: 3, windowSeconds: 600)),
        AlertRule(
            name: "tool-errors", condition: .errorRate(share: 0.5, windowSeconds: 600, calls: 10), severity: .warning),
        AlertRule(
            name: "slow-tools", condition: .latency(milliseconds: 30_000, windowSeconds: 600, calls: 10), severity: .warning),
        AlertRule(name: "memory", condition: .memory(bytes: 2_000_000_000), forSeconds: 300, severity: .warning),
        AlertRule(name: "client-drift", condition: .drift, forSeconds: 60, severity: .warning),
        AlertRule(name: "disk-low", condition: .disk(freeBytes: 500_000_000)),
    ]
}

extension AlertCondition {
    /// One for each word, with the figures that hold where a rule gives none: those of the built-in rules.
    static let usual: [AlertCondition] = AlertRule.builtIn.reduce(into: []) { conditions, rule in
        if !conditions.contains(where: { $0.word == rule.condition.word }) { conditions.append(rule.condition) }
    }
}
