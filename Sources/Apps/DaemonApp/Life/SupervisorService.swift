import NIOCore
import ServerModel
import ServerSupervision
import ServiceLifecycle

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps the servers for as long as the daemon lives, and ends them before it does.
struct SupervisorService: Service {
    /// What servers may take together to end gently; each has two seconds for its closed input and two for SIGTERM.
    private static let patience = TimeAmount.seconds(15)
    /// What the kernel may take after that to end what was killed.
    private static let lastPatience = TimeAmount.seconds(20)

    let lock: DaemonLock
    let supervisor: Supervisor
    let stop: StopRequests
    let events: EventHub
    let loop: any EventLoop
    let service: ServiceNotification

    func run() async throws {
        try await gracefulShutdown()
        service.stopping()
        // Whoever comes now starts a new daemon, which waits for the end of this one.
        lock.closeDoors()
        let killing = loop.scheduleTask(in: Self.patience) { Task { await killTheSlow() } }
        let leaving = loop.scheduleTask(in: Self.lastPatience) {
            complain("some servers cannot be ended, not even by force; the next daemon tries again")
            lock.release()
            _exit(1)
        }
        await supervisor.shutDown(isToFollow: stop.isToFollow)
        killing.cancel()
        leaving.cancel()
    }

    private func killTheSlow() async {
        for id in await supervisor.hurry() {
            let message = "'\(id)' did not end when it was asked to, and was killed"
            complain(message)
            events.publish(
                ServerEvent(sequence: 0, time: .now, server: id, kind: .notice, severity: .warning, message: message))
        }
    }
}
