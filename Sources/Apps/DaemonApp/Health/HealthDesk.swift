import ServerModel
import ServerMonitoring
import ServerSupervision

/// How servers are, and were, for whoever asks.
struct HealthDesk: Sendable {
    let supervisor: Supervisor
    let recorder: HealthRecorder

    /// Every server, by name.
    func summaries() async throws -> [HealthSummary] {
        let statuses = await supervisor.statuses()
        let uptimes = try await recorder.uptime(of: statuses.map(\.id))
        let strips = try await recorder.strips(of: statuses.map(\.id))
        return statuses.compactMap { status in
            status.health.map {
                HealthSummary(server: status.id, current: $0, uptime: uptimes[status.id] ?? [], strip: strips[status.id])
            }
        }
    }

    /// Throws `UnknownServer`.
    func history(of name: String) async throws -> HealthHistory {
        let status = try await supervisor.status(of: name)
        return try await recorder.history(of: status.id, current: try await supervisor.health(of: name))
    }

    /// The same, once it was checked.
    func check(_ name: String) async throws -> HealthHistory {
        _ = try await supervisor.check(name)
        return try await history(of: name)
    }
}
