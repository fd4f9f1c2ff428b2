import Synchronization

/// A run's use of a Python environment: as long as it lasts, the environment is not removed, even when another one has taken its
/// place.
final class PythonLease: Sendable {
    private let release: Mutex<(@Sendable () -> Void)?>

    init(_ release: @escaping @Sendable () -> Void) {
        self.release = Mutex(release)
    }

    /// Gives it back; the second time nothing happens.
    func end() {
        let release = release.withLock { release in
            defer { release = nil }
            return release
        }
        release?()
    }
}
