import ServerModel
import ServerMonitoring

/// Whom the ``MetricsDesk`` asks.
struct MetricsSources: Sendable {
    var statuses: @Sendable () async -> [ServerStatus]
    var daemon: @Sendable () async -> DaemonInfo
    /// Of every server; they say where it has metrics of its own.
    var definitions: @Sendable () async -> [ServerDefinition]
    /// Those below may have to wait for a disk: what does not come in time is left out this once.
    var alerts: @Sendable () async -> AlertOverview? = { nil }
    /// See ``ManagerFacts/logLines``.
    var logLines: @Sendable () async -> [ServerID: [String: Int]] = { [:] }
    /// See ``ManagerFacts/uptimes``.
    var uptimes: @Sendable () async -> [ServerID: [Uptime]] = { [:] }
    var process: @Sendable () -> OwnProcess? = { .current() }
    /// What a server's own endpoint says; `nil` when it does not answer with metrics.
    var scrape: @Sendable (ScrapeTarget) async -> [UInt8]?
}
