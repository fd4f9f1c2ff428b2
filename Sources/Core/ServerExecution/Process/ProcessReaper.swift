import CKernel
import ServerModel
import Synchronization

/// One thread that starts processes and sleeps until one of them ends.
///
/// Starting happens here because the thread that spawns stands still until the new program was loaded; an event loop must not.
/// The thread and what it holds live as long as the program: make one reaper, and share it.
public final class ProcessReaper: Sendable {
    private struct Request: Sendable {
        var plan: LaunchPlan
        var descriptors: ChildDescriptors
        var started: @Sendable (Result<SpawnedProcess, LaunchError>) -> Void
        var ended: @Sendable (ExitStatus) -> Void
    }

    private let watch: ck_exit_watch
    private let requests = Mutex<[Request]>([])

    /// Throws a ``LaunchError`` when the kernel has no descriptors or threads left.
    public init() throws(LaunchError) {
        var watch = ck_exit_watch(queue: -1, waker: -1)
        let error = ck_exit_watch_create(&watch)
        guard error == 0 else { throw .noReaper(errno: -error) }
        self.watch = watch
        let threadError = startThread { self.run() }
        guard threadError == 0 else {
            ck_exit_watch_destroy(&watch)
            throw .noReaper(errno: threadError)
        }
    }

    /// Starts `plan` and calls `started` once, then, if it could be started, `ended` once; both on the reaper's thread.
    ///
    /// The ended process is left unreaped, so that its id, which is also its group's, cannot be another's: call ``reap(_:)``.
    /// The descriptors are closed in this program in any case.
    func spawn(
        _ plan: LaunchPlan, descriptors: ChildDescriptors,
        started: @escaping @Sendable (Result<SpawnedProcess, LaunchError>) -> Void,
        ended: @escaping @Sendable (ExitStatus) -> Void
    ) {
        requests.withLock { $0.append(Request(plan: plan, descriptors: descriptors, started: started, ended: ended)) }
        withUnsafePointer(to: watch, ck_exit_watch_wake)
    }

    /// Frees the id of a process that ended.
    static func reap(_ process: SpawnedProcess) {
        // Only -ECHILD is possible: somebody else waited for it, and there is nothing left to do.
        _ = ck_reap(process.processID)
    }

    private func run() -> Never {
        /// What to call when a process ends, by its id. Nobody but this thread sees it.
        var watched: [Int32: @Sendable (ExitStatus) -> Void] = [:]
        while true {
            let process = withUnsafePointer(to: watch, ck_exit_watch_wait)
            if process > 0 {
                watched.removeValue(forKey: process)?(Self.exitStatus(of: process))
                continue
            }
            // Woken. An error is not possible on descriptors that are ours; reading the requests then does no harm.
            let batch = requests.withLock { requests in
                defer { requests.removeAll() }
                return requests
            }
            for request in batch {
                let result = Self.start(request.plan, request.descriptors)
                request.started(result)
                guard case .success(let process) = result else { continue }
                switch withUnsafePointer(to: watch, { ck_exit_watch_add($0, process.processID) }) {
                case 0: watched[process.processID] = request.ended
                case 1: request.ended(Self.exitStatus(of: process.processID))
                default: Self.waitOnOwnThread(process.processID, request.ended)
                }
            }
        }
    }

    /// For kernels and sandboxes without `pidfd_open`: a thread for each process.
    private static func waitOnOwnThread(_ process: Int32, _ ended: @escaping @Sendable (ExitStatus) -> Void) {
        // Without even a thread, nobody would ever hear of the end: better now, and late, than never.
        if startThread({ ended(exitStatus(of: process)) }) != 0 { ended(exitStatus(of: process)) }
    }

    /// Waits for the process if it lives still.
    private static func exitStatus(of process: Int32) -> ExitStatus {
        var status = ck_exit(code: 0, signal: 0)
        // Fails only if somebody else has reaped the process: how it ended is lost then, that it ended is not.
        guard ck_exit_status(process, &status) == 0 else { return .code(0) }
        return status.signal == 0 ? .code(status.code) : .signal(status.signal)
    }

    private static func start(_ plan: LaunchPlan, _ descriptors: ChildDescriptors) -> Result<SpawnedProcess, LaunchError> {
        let result = plan.spawned(with: descriptors)
        descriptors.close()
        guard result.error == 0 else { return .failure(.refused(plan, step: result.step, errno: result.error)) }
        return .success(SpawnedProcess(processID: result.process, startTime: ck_process_start_time(result.process)))
    }
}
