import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Does `work`; Ctrl-C cancels it, and ends nothing else meanwhile.
func untilInterrupted(_ work: @escaping @Sendable () async throws -> Void) async throws {
    let (interrupts, continuation) = AsyncStream<Void>.makeStream()
    // By itself it would end the program before there is time to leave things in order.
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT)
    source.setEventHandler { continuation.yield() }
    source.activate()
    defer {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(operation: work)
        group.addTask {
            // This ends with the first one, or when the work is done and nobody listens any more.
            for await _ in interrupts { break }
            throw CancellationError()
        }
        defer { group.cancelAll() }
        try await group.next()
    }
}
