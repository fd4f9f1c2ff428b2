import ServerModel
import ServerMonitoring
import ServerSupervision

extension MetricsSources {
    /// Of this daemon.
    init(
        supervisor: Supervisor, definitions: DefinitionKeeper, health: HealthRecorder, alerts: AlertDesk,
        daemon: @escaping @Sendable () async -> DaemonInfo, scrape: @escaping @Sendable (ScrapeTarget) async -> [UInt8]?
    ) {
        self.init(
            statuses: { await supervisor.statuses() }, daemon: daemon,
            definitions: { await definitions.all.values.compactMap(\.reading.definition) },
            alerts: { await alerts.overview() },
            logLines: { await supervisor.logCounts() },
            uptimes: {
                let names = await supervisor.statuses().map(\.id)
                return (try? await health.uptime(of: names)) ?? [:]
            },
            scrape: scrape)
    }
}
