import ServerModel

/// Something about an alert that screens show, and some people are told.
public struct AlertNews: Codable, Hashable, Sendable {
    public var kind: Kind
    public var alert: Alert
    /// Who is told; empty: nobody, as it is silenced, say.
    public var channels: [AlertChannelKind]

    public init(_ kind: Kind, _ alert: Alert, channels: [AlertChannelKind] = []) {
        self.kind = kind
        self.alert = alert
        self.channels = channels
    }

    public enum Kind: String, Codable, Hashable, Sendable {
        /// The condition held for long enough; or a silence is over, and it still does.
        case fired
        /// It still holds, and nobody has said they have seen it.
        case repeated
        /// It is over.
        case resolved
        /// Anything else: it is pending, passed, came back, was seen or silenced.
        case changed
    }

    /// The same for those of the channels only; `nil` when that is nobody.
    func told(to isTold: (AlertChannelKind) -> Bool) -> AlertNews? {
        let rest = channels.filter(isTold)
        return rest.isEmpty ? nil : AlertNews(kind, alert, channels: rest)
    }

    /// One line that stands on its own. May hold foreign text.
    public var message: String {
        switch kind {
        case .fired: alert.message
        case .repeated: "still: \(alert.message)"
        case .resolved: "over\(duration.map { " after \($0)" } ?? ""): \(alert.message)"
        case .changed: "\(change): \(alert.message)"
        }
    }

    public var severity: Severity {
        switch kind {
        case .fired, .repeated: alert.severity
        case .resolved: .ok
        case .changed: .info
        }
    }

    private var change: String {
        switch alert.state {
        case .pending: "may become an alert"
        case .resolved: "passed before anybody was told"
        case .firing:
            if alert.isSilenced {
                "silenced"
            } else if alert.acknowledgedAt != nil {
                "seen by somebody\(alert.acknowledgement.map { " (\($0))" } ?? "")"
            } else {
                alert.flaps > 0 ? "came and went \(alert.flaps) times" : "still"
            }
        }
    }

    private var duration: String? {
        alert.resolvedAt.map { durationWords($0 - alert.began) }
    }
}

/// A length of time in at most two units: `45 s`, `10 min`, `1 h 5 min`; never negative.
func durationWords(_ duration: Duration) -> String {
    let seconds = max(0, duration.components.seconds)
    let units = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
    let words = units.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return words.isEmpty ? "a moment" : words.joined(separator: " ")
}
