import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A signal that no longer ends the process, but is told.
final class WatchedSignal: Sendable {
    // Set up before anybody else has it; cancelling it is safe from any thread.
    nonisolated(unsafe) private let source: any DispatchSourceSignal

    /// `came` is called on a background queue.
    init(_ number: Int32, came: @escaping @Sendable () -> Void) {
        // The source hears of it all the same.
        signal(number, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler(handler: came)
        source.activate()
    }

    deinit { source.cancel() }
}
