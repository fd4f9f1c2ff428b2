import Dispatch
import ServerModel

/// The one timer of alerts. Without a deadline it never wakes anybody.
final class AlertTimer: Sendable {
    // Scheduling and cancelling it is safe from any thread.
    nonisolated(unsafe) private let source: any DispatchSourceTimer

    /// `due` is called on a background queue.
    init(due: @escaping @Sendable () -> Void) {
        source = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
        source.setEventHandler(handler: due)
        source.schedule(deadline: .distantFuture)
        source.activate()
    }

    /// Replaces what was set before. By a clock that nobody can set.
    ///
    /// - Parameter pause: `nil`: not at all.
    func set(_ pause: Duration?) {
        guard let pause else { return source.schedule(deadline: .distantFuture) }
        let (seconds, attoseconds) = pause.components
        let milliseconds = max(0, min(seconds, 31_536_000) * 1000 + attoseconds / 1_000_000_000_000_000)
        source.schedule(deadline: .now() + .milliseconds(Int(milliseconds)), leeway: .milliseconds(50))
    }

    deinit { source.cancel() }
}
