import CKernel
import DaemonLaunch

/// Notices that the home was removed or moved away from under the daemon.
struct HomeWatch: Sendable {
    private let watch: WatchedDescriptor

    /// `gone` is called at most a few times, on a background queue. `nil` where folders cannot be watched.
    init?(home: HomeDirectory, lock: DaemonLock, gone: @escaping @Sendable () -> Void) {
        let descriptor = ck_folder_watch(home.path, home.path + "/run")
        guard descriptor >= 0 else {
            complain("the home cannot be watched (error \(-descriptor)); should it be removed, end the daemon by hand")
            return nil
        }
        watch = WatchedDescriptor(descriptor) {
            ck_watch_drain(descriptor)
            // Much may go in these folders; the daemon is without a home once its lock cannot be found there.
            if !lock.isInPlace { gone() }
        }
        // It may have happened before we looked.
        if !lock.isInPlace { gone() }
    }
}
