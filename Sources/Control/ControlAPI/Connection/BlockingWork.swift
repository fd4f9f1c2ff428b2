import NIOPosix

/// Runs what blocks (connecting, starting the daemon) on a thread made for it, never on Swift's own few.
enum BlockingWork {
    /// One thread: two starts at the same time would only wait for each other's lock.
    private static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        return pool
    }()

    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await pool.runIfActive(work)
    }
}
