import CKernel
import DetachedThreads

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ending processes that somebody else started. Ours are ended by their runs.
public enum TreeEnding {
    /// Asks all of them to end, and after `grace` ends those that did not, with what they started meanwhile.
    ///
    /// A number that belongs to another process by now is left alone. Returns those that live on all the same.
    public static func end(_ processes: [ProcessFacts], grace: Duration = .seconds(5)) async -> [ProcessFacts] {
        send(SIGTERM, to: processes)
        let left = await survivors(of: processes, after: grace)
        guard !left.isEmpty else { return [] }
        let known = Set(left.map(\.processID))
        let newer = ProcessTable.trees(of: left.map(\.processID)).processes.values.filter { !known.contains($0.processID) }
        send(SIGKILL, to: left + newer)
        return await survivors(of: left + newer, after: .seconds(2))
    }

    private static func send(_ signal: Int32, to processes: [ProcessFacts]) {
        for process in processes where lives(process) { _ = kill(process.processID, signal) }
    }

    private static func lives(_ process: ProcessFacts) -> Bool {
        guard let now = ProcessFacts(of: process.processID) else { return false }
        return now.startTime == process.startTime && !now.isZombie
    }

    /// Returns as soon as all have ended.
    private static func survivors(of processes: [ProcessFacts], after limit: Duration) async -> [ProcessFacts] {
        var watch = ck_exit_watch()
        guard ck_exit_watch_create(&watch) == 0 else { return processes.filter(lives) }
        // Whoever cannot be watched has ended.
        let watched = Set(processes.filter(lives).map(\.processID).filter { ck_exit_watch_add(&watch, $0) == 0 })
        let queue = watch
        let alarm = Task {
            try await Task.sleep(for: limit)
            withUnsafePointer(to: queue) { ck_exit_watch_wake($0) }
        }
        await withCheckedContinuation { continuation in
            let error = startThread {
                var (queue, living) = (queue, watched)
                while !living.isEmpty, case let ended = ck_exit_watch_wait(&queue), ended > 0 { living.remove(ended) }
                continuation.resume()
            }
            if error != 0 { continuation.resume() }
        }
        alarm.cancel()
        // It may be about to ring: the queue outlives it.
        _ = await alarm.result
        ck_exit_watch_destroy(&watch)
        return processes.filter(lives)
    }
}
