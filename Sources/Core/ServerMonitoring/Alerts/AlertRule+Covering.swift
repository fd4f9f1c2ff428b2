import ServerModel

extension AlertRule {
    /// Whether it says anything of such a thing.
    func covers(_ subject: AlertSubject) -> Bool {
        switch (condition, subject) {
        case (.drift, .platform), (.disk, .home): true
        case (.drift, _), (.disk, _): false
        case (_, .server(let id)): servers.isEmpty || servers.contains(id)
        case (_, .platform), (_, .home): false
        }
    }
}

extension AlertCondition {
    /// How far it looks back; `nil`: it is about now.
    var window: Duration? {
        switch self {
        case .restarts(_, let seconds), .errorRate(_, let seconds, _), .latency(_, let seconds, _): .wholeMilliseconds(seconds)
        case .state, .memory, .drift, .disk: nil
        }
    }

    var isAboutState: Bool { if case .state = self { true } else { false } }
}

extension AlertSubject {
    var server: ServerID? { if case .server(let id) = self { id } else { nil } }
    var platform: String? { if case .platform(let id) = self { id } else { nil } }
}

extension Alert {
    /// The newest of each channel, the newest last.
    mutating func remember(_ delivery: AlertDelivery) {
        deliveries.removeAll { $0.channel == delivery.channel }
        deliveries.append(delivery)
    }
}

extension TrackedAlert {
    /// Whether something else than figures in its message is other than before.
    func isWorthKeeping(over before: TrackedAlert) -> Bool {
        alert.state != before.alert.state || alert.flaps != before.alert.flaps || alert.isSilenced != before.alert.isSilenced
            || clearedAt != before.clearedAt || toldAt != before.toldAt
    }
}

extension Duration {
    /// Rounded up: moments have milliseconds, and what is due at one must be due then.
    static func wholeMilliseconds(_ seconds: Double) -> Duration { .milliseconds(Int64((seconds * 1000).rounded(.up))) }
}
