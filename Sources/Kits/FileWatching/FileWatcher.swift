import CKernel
import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Tells of changed files, by the kernel's own events (inotify on Linux, kqueue on macOS): nothing is looked at while nothing changes.
///
/// Make one and share it: a user may have few, but each watches any number of folders. Everything happens on a queue of its own.
public final class FileWatcher: Sendable {
    private let work: WatchWork

    /// Throws a ``WatchTrouble`` when the kernel gives no watcher.
    public init() throws(WatchTrouble) {
        let queue = ck_file_watch_create()
        guard queue >= 0 else { throw .noWatcher(errno: -queue) }
        work = WatchWork(descriptor: queue)
        work.begin()
    }

    deinit { work.close() }

    /// Watches a folder until what is returned is let go of, or cancelled.
    ///
    /// Changes that come together are told together, 150 ms after the last of them and at most a second after the first.
    /// - Parameters:
    ///   - folder: an absolute path; it need not exist yet. A link is followed, those in it are not.
    ///   - isRecursive: whether the folders in it are watched too.
    ///   - report: called on the watcher's queue; must be quick.
    public func watch(
        _ folder: String, ignoring ignored: IgnoreList, isRecursive: Bool = true, report: @escaping @Sendable (FolderNews) -> Void
    ) -> FolderWatch {
        let number = work.newNumber()
        work.perform { $0.watch(number, Self.withoutSlash(folder), ignored, isRecursive: isRecursive, report: report) }
        return FolderWatch { [work] in work.perform { $0.cancel(number) } }
    }

    private static func withoutSlash(_ path: String) -> String {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
        return String(path)
    }
}

/// Keeps a folder watched for as long as it is held.
public final class FolderWatch: Sendable {
    private let end: @Sendable () -> Void

    init(end: @escaping @Sendable () -> Void) {
        self.end = end
    }

    deinit { end() }

    /// No more news; one that is under way may still come.
    public func cancel() { end() }
}

/// What the watcher does on its queue, which alone touches what is mutable here: hence unchecked.
final class WatchWork: @unchecked Sendable {
    private let queue = DispatchQueue(label: "file-watcher", qos: .utility)
    private let descriptor: Int32
    private let source: any DispatchSourceRead
    private let lastNumber = Atomic(0)

    private let kernel: KernelWatches
    private var trees: [Int: WatchedTree] = [:]
    private var alarm: DispatchWorkItem?
    private var alarmTime: ContinuousClock.Instant?

    init(descriptor: Int32) {
        self.descriptor = descriptor
        kernel = KernelWatches(queue: descriptor)
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    }

    func begin() {
        // The source ends with the watcher, which closes this.
        source.setEventHandler { [weak self] in self?.read() }
        source.setCancelHandler { [descriptor] in _ = Self.end(descriptor) }
        source.resume()
    }

    func close() {
        queue.async {
            self.alarm?.cancel()
            self.trees = [:]
            self.source.cancel()
        }
    }

    private static func end(_ descriptor: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #elseif canImport(Musl)
            Musl.close(descriptor)
        #else
            Darwin.close(descriptor)
        #endif
    }

    func newNumber() -> Int { lastNumber.add(1, ordering: .relaxed).newValue }

    func perform(_ action: @escaping @Sendable (WatchWork) -> Void) {
        queue.async { action(self) }
    }

    // MARK: On the queue

    func watch(
        _ number: Int, _ root: String, _ ignored: IgnoreList, isRecursive: Bool, report: @escaping @Sendable (FolderNews) -> Void
    ) {
        let tree = WatchedTree(
            number: number, root: root, ignoring: ignored, isRecursive: isRecursive, kernel: kernel, report: report)
        trees[number] = tree
        tree.begin()
        setAlarm()
    }

    func cancel(_ number: Int) {
        trees.removeValue(forKey: number)?.end()
    }

    private func read() {
        let now = ContinuousClock.now
        withUnsafeTemporaryAllocation(of: ck_file_event.self, capacity: 64) { events in
            while case let count = ck_file_watch_read(descriptor, events.baseAddress, Int32(events.count)), count > 0 {
                for index in 0..<Int(count) { dispatch(&events[index], at: now) }
            }
        }
        setAlarm()
    }

    private func dispatch(_ event: inout ck_file_event, at now: ContinuousClock.Instant) {
        if event.what & CK_FILE_LOST_TRACK.rawValue != 0 {
            for tree in trees.values { tree.lostTrack(at: now) }
            return
        }
        let name = withUnsafeBytes(of: &event.name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        for interest in kernel.interests(in: event.watch) {
            trees[interest.tree]?.heard(event.what, name: name, in: interest.role, at: now)
        }
    }

    /// One timer for all trees, and none while nothing is to be told.
    private func setAlarm() {
        let next = trees.values.compactMap(\.deadline).min()
        guard next != alarmTime else { return }
        alarm?.cancel()
        alarm = nil
        alarmTime = next
        guard let next else { return }
        let item = DispatchWorkItem { [weak self] in self?.ring() }
        alarm = item
        let (seconds, attoseconds) = (next - .now).components
        let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(max(0, nanoseconds))), execute: item)
    }

    private func ring() {
        alarmTime = nil
        let now = ContinuousClock.now
        for tree in trees.values { tree.flush(at: now) }
        setAlarm()
    }
}
