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
    /// The states over the same spans as ``uptime``; empty from a daemon that does not say.
    public var strips: [HealthStrip]
    /// The checks in each cell of each of ``strips``, oldest first; cells without a check are missing.
    public var charts: [[HealthPoint]]
    /// How long tool calls took in the last hour; `nil`: there was none.
    public var callTimes: CallTimes?

    public init(
        server: ServerID, current: Health, uptime: [Uptime], outages: [Outage], points: [HealthPoint],
        strips: [HealthStrip] = [], charts: [[HealthPoint]] = [], callTimes: CallTimes? = nil
    ) {
        self.server = server
        self.current = current
        self.uptime = uptime
        self.outages = outages
        self.points = points
        self.strips = strips
        self.charts = charts
        self.callTimes = callTimes
    }
}

extension HealthHistory {
    /// Also what an older daemon says, which knows neither strips nor charts.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            server: try values.decode(ServerID.self, forKey: .server), current: try values.decode(Health.self, forKey: .current),
            uptime: try values.decode([Uptime].self, forKey: .uptime),
            outages: try values.decode([Outage].self, forKey: .outages),
            points: try values.decode([HealthPoint].self, forKey: .points),
            strips: try values.decodeIfPresent([HealthStrip].self, forKey: .strips) ?? [],
            charts: try values.decodeIfPresent([[HealthPoint]].self, forKey: .charts) ?? [],
            callTimes: try values.decodeIfPresent(CallTimes.self, forKey: .callTimes))
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
    /// The states of the last two hours; `nil` from a daemon that does not say.
    public var strip: HealthStrip?

    public init(server: ServerID, current: Health, uptime: [Uptime], strip: HealthStrip? = nil) {
        self.server = server
        self.current = current
        self.uptime = uptime
        self.strip = strip
    }
}
