/// When somebody is to be told (`alerts.rules` in `config.yaml`).
public struct AlertRule: Codable, Hashable, Sendable {
    /// Lower-case letters, digits and hyphens; unique.
    public var name: String
    public var condition: AlertCondition
    /// How long the condition must hold before anybody is told, in seconds.
    public var forSeconds: Double
    /// How long it must not hold before the alert is over, in seconds: what comes and goes is one alert.
    public var clearSeconds: Double
    public var severity: Severity
    /// The servers it is about; empty: all of them.
    public var servers: [ServerID]
    public var isEnabled: Bool
    /// Who is told; `nil`: all that `alerts.notify` names.
    public var channels: [AlertChannelKind]?

    public init(
        name: String, condition: AlertCondition, forSeconds: Double = 0, clearSeconds: Double = 60,
        severity: Severity = .error, servers: [ServerID] = [], isEnabled: Bool = true, channels: [AlertChannelKind]? = nil
    ) {
        self.name = name
        self.condition = condition
        self.forSeconds = forSeconds
        self.clearSeconds = clearSeconds
        self.severity = severity
        self.servers = servers
        self.isEnabled = isEnabled
        self.channels = channels
    }
}

/// What a rule looks at.
public enum AlertCondition: Codable, Hashable, Sendable {
    /// Its health is one of these states.
    case state([HealthState])
    /// It was restarted after a crash at least so often in a window of so many seconds.
    case restarts(count: Int, windowSeconds: Double)
    /// The share (0 to 1) of its tool calls that failed in the window is at least this, of at least so many calls.
    case errorRate(share: Double, windowSeconds: Double, calls: Int)
    /// The 95th percentile of its tool calls in the window took at least so long, of at least so many calls.
    case latency(milliseconds: Double, windowSeconds: Double, calls: Int)
    /// Its processes hold at least so many bytes.
    case memory(bytes: Int)
    /// An AI client's file is not as we wrote it.
    case drift
    /// The disk of the home has less than so many bytes free, or is full.
    case disk(freeBytes: Int)

    /// The word for it in `config.yaml`.
    public var word: String {
        switch self {
        case .state: "state"
        case .restarts: "restarts"
        case .errorRate: "error_rate"
        case .latency: "latency"
        case .memory: "memory"
        case .drift: "drift"
        case .disk: "disk"
        }
    }
}

/// A way to tell people.
public enum AlertChannelKind: String, Codable, Hashable, Sendable, CaseIterable {
    /// A notification on the desktop.
    case desktop
    /// An HTTP POST to a URL.
    case webhook
    /// A command of yours, with the alert as JSON on its standard input.
    case command
}
