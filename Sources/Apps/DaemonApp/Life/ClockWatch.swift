import CKernel
import ServerModel
import ServerSupervision

/// Notices that somebody set the clock, or that the machine slept, and says so.
///
/// Nothing depends on it: timers go by a clock that cannot be set. It explains what people see.
struct ClockWatch: Sendable {
    private let watch: WatchedDescriptor

    /// `nil` where the system does not tell.
    init?(told: @escaping @Sendable (String) -> Void) {
        let descriptor = ck_clock_watch()
        guard descriptor >= 0 else { return nil }
        let before = LastReading(.now)
        watch = WatchedDescriptor(descriptor) {
            ck_clock_watch_drain(descriptor)
            for news in before.replaced(by: .now) { told(news) }
        }
    }
}
