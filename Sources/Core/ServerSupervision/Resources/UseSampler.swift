import NIOCore
import ServerModel

/// When what servers use is looked at: one timer for all of them, and none while no process runs.
///
/// On the event loop, with each server in a turn of its own, so that messages never wait for more than one.
actor UseSampler {
    /// Between two looks; and when somebody watches, or a limit is only held by looking.
    static let interval = TimeAmount.seconds(10)
    static let closeInterval = TimeAmount.seconds(2)

    private let loop: any EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

    /// Those that may have a process, by name; they leave when they turn out to have none.
    private var servers: [ServerID: SupervisedServer] = [:]
    private var timer: Scheduled<Void>?
    private var isClose = false
    private var round = 0
    private var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    private var lastWatcher = 0
    private var isClosed = false

    init(loop: any EventLoop) { self.loop = loop }

    /// A process of `server` has begun.
    func began(_ server: SupervisedServer) {
        servers[server.id] = server
        schedule()
    }

    /// Something for each look from now on, all servers looked at closely meanwhile; ends with the stream.
    func looks() -> AsyncStream<Void> {
        // Whoever is slow misses looks, not news: what is shown is always the present.
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        guard !isClosed else {
            continuation.finish()
            return stream
        }
        lastWatcher += 1
        let number = lastWatcher
        watchers[number] = continuation
        continuation.onTermination = { _ in Task { await self.forget(number) } }
        schedule()
        return stream
    }

    private func forget(_ watcher: Int) {
        watchers[watcher] = nil
        schedule()
    }

    /// Ends the streams; the daemon is going.
    func close() {
        isClosed = true
        for watcher in watchers.values { watcher.finish() }
        (watchers, servers) = ([:], [:])
        schedule()
    }

    private func schedule() {
        let isIdle = servers.isEmpty && watchers.isEmpty
        let wantsClose = !watchers.isEmpty || servers.values.contains { $0.assumeIsolated { $0.isLimited } }
        guard isIdle || timer == nil || wantsClose != isClose else { return }
        timer?.cancel()
        timer = nil
        guard !isIdle else { return }
        isClose = wantsClose
        timer = loop.scheduleTask(in: isClose ? Self.closeInterval : Self.interval) {
            self.assumeIsolated { $0.look() }
        }
    }

    private func look() {
        timer = nil
        round += 1
        // Those that nobody looks at closely are due as often as always.
        let isRound = !isClose || round % Int(Self.interval.nanoseconds / Self.closeInterval.nanoseconds) == 0
        for (id, server) in servers {
            guard server.assumeIsolated({ $0.hasProcess }) else {
                servers[id] = nil
                continue
            }
            guard isRound || !watchers.isEmpty || server.assumeIsolated({ $0.isLimited }) else { continue }
            loop.execute { server.assumeIsolated { $0.lookAtUse() } }
        }
        loop.execute { self.assumeIsolated { $0.tellWatchers() } }
        schedule()
    }

    private func tellWatchers() {
        for watcher in watchers.values { watcher.yield() }
    }
}
