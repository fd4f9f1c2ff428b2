/// How a server did over time (`GET /api/v1/servers/{id}/health`).
public struct HealthHistory: Codable, Hashable, Sendable {
    public var server: ServerID
    public var current: Health
    /// Over the last hour, 24 hours, 7 days and 30 days, in this order.
    public var uptime: [Uptime]
    /// The newest first, at most 50.
    public var outages: [Outage]
    /// The last hours in equal parts, oldest first, for a chart; parts without a check are missing.
    public var points: [HealthPoint]

    public init(server: ServerID, current: Health, uptime: [Uptime], outages: [Outage], points: [HealthPoint]) {
        self.server = server
        self.current = current
        self.uptime = uptime
        self.outages = outages
        self.points = points
    }
}

/// How much of a span of time a server was in which state.
public struct Uptime: Codable, Hashable, Sendable {
    /// The span's length, in seconds; it ends now.
    public var spanSeconds: Int
    /// Seconds in each state; those in ``HealthState/unknown`` are what nobody saw.
    public var healthySeconds, degradedSeconds, unhealthySeconds, notFoundSeconds, unknownSeconds: Double

    public init(
        spanSeconds: Int, healthySeconds: Double = 0, degradedSeconds: Double = 0, unhealthySeconds: Double = 0,
        notFoundSeconds: Double = 0, unknownSeconds: Double = 0
    ) {
        self.spanSeconds = spanSeconds
        self.healthySeconds = healthySeconds
        self.degradedSeconds = degradedSeconds
        self.unhealthySeconds = unhealthySeconds
        self.notFoundSeconds = notFoundSeconds
        self.unknownSeconds = unknownSeconds
    }

    /// The share, 0 to 1, of the known time in which it served (healthy or degraded); `nil` when nothing is known.
    public var share: Double? {
        let served = healthySeconds + degradedSeconds
        let known = served + unhealthySeconds + notFoundSeconds
        return known > 0 ? served / known : nil
    }
}

/// A time in which a server did not serve.
public struct Outage: Codable, Hashable, Sendable, Identifiable {
    public var id: Int
    public var server: ServerID
    public var began: Timestamp
    /// `nil`: it lasts.
    public var ended: Timestamp?
    /// Whether ``ended`` is only when we last saw it, as the daemon ended before it did.
    public var isEndUncertain: Bool
    /// ``HealthState/unhealthy`` or ``HealthState/notFound``.
    public var state: HealthState
    public var cause: HealthCause?
    /// For people. May hold foreign text.
    public var reason: String?

    public init(
        id: Int = 0, server: ServerID, began: Timestamp, ended: Timestamp? = nil, isEndUncertain: Bool = false,
        state: HealthState, cause: HealthCause? = nil, reason: String? = nil
    ) {
        self.id = id
        self.server = server
        self.began = began
        self.ended = ended
        self.isEndUncertain = isEndUncertain
        self.state = state
        self.cause = cause
        self.reason = reason
    }
}

/// A part of the time on a chart.
public struct HealthPoint: Codable, Hashable, Sendable {
    public var time: Timestamp
    /// Of the checks that were answered, in milliseconds; `nil` when none was.
    public var meanMilliseconds: Double?
    public var highestMilliseconds: Double?
    public var checks: Int
    public var failures: Int

    public init(
        time: Timestamp, meanMilliseconds: Double? = nil, highestMilliseconds: Double? = nil, checks: Int, failures: Int
    ) {
        self.time = time
        self.meanMilliseconds = meanMilliseconds
        self.highestMilliseconds = highestMilliseconds
        self.checks = checks
        self.failures = failures
    }
}

/// A row of `mcp-manager health` (`GET /api/v1/health`).
public struct HealthSummary: Codable, Hashable, Sendable {
    public var server: ServerID
    public var current: Health
    /// As in ``HealthHistory``.
    public var uptime: [Uptime]

    public init(server: ServerID, current: Health, uptime: [Uptime]) {
        self.server = server
        self.current = current
        self.uptime = uptime
    }
}
