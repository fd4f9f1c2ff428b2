import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A descriptor that says by becoming readable that something happened. Costs nothing while nothing does.
final class WatchedDescriptor: Sendable {
    // Set up before anybody else has it; cancelling it is safe from any thread.
    nonisolated(unsafe) private let source: any DispatchSourceRead

    /// Takes the descriptor over. `happened` makes it unreadable again; called on a background queue, one call at a time.
    init(_ descriptor: Int32, happened: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "mcp-manager.watch", qos: .utility)
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler(handler: happened)
        source.setCancelHandler { close(descriptor) }
        source.activate()
    }

    deinit { source.cancel() }
}
