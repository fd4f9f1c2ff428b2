import ServerModel

extension ManagerSettings {
    /// `alerts:` — when people are told, and how.
    public struct Alerts: Hashable, Sendable {
        public var isEnabled = true
        /// The built-in ones as the file changes them, then its own in its order; those that are switched off too.
        public var rules = AlertRule.builtIn
        public var notify = Notify()
        /// After how long what still fires is told again, in seconds; `nil`: never.
        public var repeatSeconds: Double? = 4 * 3600

        public init() {}
    }
}

extension ManagerSettings.Alerts {
    /// More often than this nobody reads what is told again, in seconds.
    private static let shortestRepeat = 60.0

    /// `alerts:`
    init(reading reader: NodeReader) {
        self.init()
        isEnabled = reader.flag("enabled") ?? isEnabled
        let reading = reader.section("rules", AlertRulesReading.init(reading:)) ?? AlertRulesReading()
        rules = reading.rules
        notify = reader.section("notify", Notify.init(reading:)) ?? notify
        warn(of: reading.namedChannels, reader)
        guard let seconds = reader.seconds("repeat", in: 0...2_592_000) else { return }
        if seconds > 0, seconds < Self.shortestRepeat {
            reader.error("repeat", "repeat must be 1m or more, or 0 for never", fix: "write 4h, or 0")
        } else {
            repeatSeconds = seconds > 0 ? seconds : nil
        }
    }

    /// A rule may name a channel that tells nobody; at 3 a.m. is too late to find out.
    private func warn(of named: [(channel: AlertChannelKind, place: Place?)], _ reader: NodeReader) {
        for (channel, place) in named where notify.lacks(channel) {
            reader.findings.warning(
                at: place, "nobody is told by '\(channel.rawValue)', as alerts.notify says nothing of it",
                fix: channel == .desktop
                    ? "write 'desktop: {enabled: true}' below alerts.notify" : "add '\(channel.rawValue):' below alerts.notify")
        }
    }
}
