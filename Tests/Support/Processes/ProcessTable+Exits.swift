import CKernel
import Foundation

extension ProcessTable {
    /// Waits for processes to end, children of ours or not; returns those that live on after `limit`.
    public static func survivors(of processes: [LivingProcess], after limit: Duration) async -> [LivingProcess] {
        guard !processes.isEmpty else { return [] }
        var watch = ck_exit_watch()
        guard ck_exit_watch_create(&watch) == 0 else { return processes }
        var living = Dictionary(processes.map { ($0.processID, $0) }) { first, _ in first }
        for process in processes where ck_exit_watch_add(&watch, process.processID) == 1 { living[process.processID] = nil }
        let (queue, watched) = (watch, living)
        let alarm = Task.detached {
            try await Task.sleep(for: limit)
            withUnsafePointer(to: queue) { ck_exit_watch_wake($0) }
        }
        let left = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var (queue, living) = (queue, watched)
                while !living.isEmpty, case let ended = ck_exit_watch_wait(&queue), ended > 0 { living[ended] = nil }
                continuation.resume(returning: Array(living.values))
            }
        }
        // The alarm may be about to ring: the queue outlives it.
        alarm.cancel()
        _ = await alarm.result
        ck_exit_watch_destroy(&watch)
        return left
    }
}
