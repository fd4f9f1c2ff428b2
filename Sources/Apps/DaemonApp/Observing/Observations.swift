import SecretMasking
import ServerModel
import ServerMonitoring
import ServerSupervision
import Synchronization

/// Hands on what is seen of servers: to the histories, to metrics and to alerts. Called on the data path: nothing here waits.
struct Observations: Sendable {
    let calls: CallHistory
    let use: UseHistory
    let health: HealthRecorder
    let callMetrics: CallMetrics
    let runMetrics: RunMetrics
    let alerts: AlertDesk
    let disk: DiskWatch
    private let restarts = RestartCounter()

    init(
        calls: CallHistory, use: UseHistory, health: HealthRecorder, callMetrics: CallMetrics, runMetrics: RunMetrics,
        alerts: AlertDesk, disk: DiskWatch
    ) {
        self.calls = calls
        self.use = use
        self.health = health
        self.callMetrics = callMetrics
        self.runMetrics = runMetrics
        self.alerts = alerts
        self.disk = disk
    }

    /// A call of a tool has ended; `mask` takes secrets out of its texts.
    @Sendable func record(_ call: CallRecord, _ mask: SecretMask) {
        calls.record(call, masking: mask)
        // A tool may be called like a secret.
        var named = call
        named.tool = mask.masking(call.tool)
        callMetrics.record(named)
        guard call.outcome != .cancelled else { return }
        alerts.note(
            .called(call.server, failed: call.outcome != .ok, milliseconds: Double(call.durationMicroseconds) / 1_000))
    }

    @Sendable func observe(_ server: ServerID, _ sample: ResourceSample) {
        use.record(sample, of: server)
        alerts.note(.memory(server, bytes: sample.use.residentBytes))
        disk.lookNowAndThen()
    }

    @Sendable func observe(_ server: ServerID, _ current: Health, _ check: CheckTime?) {
        health.note(current, of: server)
        if let check { health.checked(milliseconds: check.milliseconds, of: server) }
        alerts.note(.health(server, current))
    }

    @Sendable func observe(_ event: ServerEvent) {
        runMetrics.observe(event)
        guard let server = event.server, let status = event.status else { return }
        for _ in 0..<restarts.new(status.restarts, of: server) { alerts.note(.restarted(server)) }
    }

    /// A server of this name is no more.
    func forget(_ server: ServerID) {
        use.forget(server)
        health.forget(server)
        callMetrics.forget(server)
        runMetrics.forget(server)
        alerts.note(.removed(server))
    }
}

/// Makes of a count that begins anew whenever somebody starts a server how often it was restarted since the last look.
private final class RestartCounter: Sendable {
    private let counts = Mutex<[ServerID: Int]>([:])

    func new(_ count: Int, of server: ServerID) -> Int {
        counts.withLock { counts in
            defer { counts[server] = count }
            return max(0, count - counts[server, default: 0])
        }
    }
}
