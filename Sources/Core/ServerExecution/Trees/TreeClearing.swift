#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How processes are ended for good: SIGTERM, a moment, SIGKILL, over again until a look finds none. Pure.
///
/// One look is not enough: they may start others while they are being signalled.
struct TreeClearing: Sendable {
    enum Step: Hashable, Sendable {
        case signal(ProcessIdentity, Int32)
        /// Tell ``exited(_:)`` of its end.
        case watch(ProcessIdentity)
        /// Look again at once.
        case look
        /// None is left but these, which the kernel does not let go of.
        case done(survivors: [ProcessIdentity])
    }

    /// How long they may take to end by themselves, and how long the kernel may take to end them, in milliseconds.
    struct Patience: Hashable, Sendable {
        var gentle: Int64 = 500
        var forced: Int64 = 3000
    }

    /// When to call ``deadlinePassed(now:)``, on the clock of `now`, which counts milliseconds.
    private(set) var deadline: Int64
    private(set) var isForced: Bool
    private let patience: Patience
    private var signalled: [ProcessIdentity: Int32] = [:]
    private var awaited: Set<ProcessIdentity> = []
    /// Looks at once, one after the other: a bomb is not to keep the thread from everybody else.
    private var looks = 0
    private static let mostLooks = 20

    init(now: Int64, isForced: Bool, patience: Patience = Patience()) {
        self.isForced = isForced
        self.patience = patience
        deadline = now + (isForced ? patience.forced : patience.gentle)
    }

    /// What a look found, zombies not counted.
    mutating func looked(_ found: [ProcessIdentity], now: Int64) -> [Step] {
        if found.isEmpty || (isForced && now >= deadline) { return [.done(survivors: found)] }
        let signal = isForced ? SIGKILL : SIGTERM
        var steps: [Step] = []
        for process in found where signalled[process] != signal {
            if signalled.updateValue(signal, forKey: process) == nil { steps.append(.watch(process)) }
            steps.append(.signal(process, signal))
        }
        awaited = Set(found)
        // Whoever was told just now may have started another just before.
        if !steps.isEmpty, looks < Self.mostLooks {
            looks += 1
            steps.append(.look)
        } else {
            looks = 0
        }
        return steps
    }

    /// Whether it is time to look again.
    mutating func exited(_ process: Int32) -> Bool {
        guard let gone = awaited.first(where: { $0.processID == process }) else { return false }
        awaited.remove(gone)
        return awaited.isEmpty
    }

    /// Whether it is time to look again.
    mutating func deadlinePassed(now: Int64) -> Bool {
        guard now >= deadline else { return false }
        if !isForced { force(now: now) }
        return true
    }

    /// No more patience: look again.
    mutating func force(now: Int64) {
        guard !isForced else { return }
        isForced = true
        deadline = now + patience.forced
    }
}
