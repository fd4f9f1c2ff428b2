import CKernel
import DetachedThreads
import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One thread that starts processes, sleeps until one of them ends, and then ends what that one has left.
///
/// Starting happens here because the thread that spawns stands still until the new program was loaded; an event loop must not.
/// On Linux the kernel also ends our processes when this thread ends, which it does only with the program.
/// The thread and what it holds live as long as the program: make one reaper, and share it.
public final class ProcessReaper: Sendable {
    /// What the thread is asked for.
    enum Request: Sendable {
        case spawn(Spawn)
        case signal(ProcessTree, Int32)
        case release(ProcessTree, done: @Sendable () -> Void)
        case exited(Int32)
        case endLeftovers(done: @Sendable ([Leftover]) -> Void)
    }

    struct Spawn: Sendable {
        var plan: LaunchPlan
        var name: RunName?
        var descriptors: ChildDescriptors
        var started: @Sendable (Result<ProcessTree, LaunchError>) -> Void
        var exited: @Sendable (ExitStatus) -> Void
        var cleared: @Sendable ([ProcessIdentity]) -> Void
    }

    let watch: ck_exit_watch
    /// Orphans of our runs become our children.
    let adoptsOrphans: Bool
    let ledger: RunLedger?
    private let requests = Mutex<[Request]>([])
    /// The runs that were not released yet, by their leaders' ids.
    let runs = Mutex<[Int32: ProcessTree]>([:])

    /// Throws a ``LaunchError`` when the kernel has no descriptors or threads left.
    ///
    /// - Parameters:
    ///   - ledger: Where runs are recorded, and what home their processes are marked with; `nil`: neither.
    ///   - ownsChildren: Nobody else in this program starts processes. Then every other child of it is an orphan of a run: on
    ///     Linux all of them come to us, so that none can get away.
    public init(ledger: RunLedger? = nil, ownsChildren: Bool = false) throws(LaunchError) {
        var watch = ck_exit_watch(queue: -1, waker: -1)
        let error = ck_exit_watch_create(&watch)
        guard error == 0 else { throw .noReaper(errno: -error) }
        self.watch = watch
        self.ledger = ledger
        adoptsOrphans = ownsChildren && ck_exit_watch_follow_children(&watch) == 0 && ck_adopt_orphans() == 0
        let threadError = startThread { ReaperThread(self).run() }
        guard threadError == 0 else {
            ck_exit_watch_destroy(&watch)
            throw .noReaper(errno: threadError)
        }
    }

    /// Starts a program: `started` is called once, then, if it could be started, `exited` once its leader has ended, and `cleared`
    /// once everything else of it has, but for those the kernel does not let go of; all on the reaper's thread.
    ///
    /// The ended leader is left unreaped, so that its id, which is also its group's, cannot be another's: call
    /// ``release(_:done:)``. The descriptors are closed in this program in any case.
    func spawn(_ spawn: Spawn) { ask(.spawn(spawn)) }

    /// Sends a signal to everything of a run that has left the leader's group; SIGKILL also means: no more patience.
    func signalStrays(of tree: ProcessTree, _ signal: Int32) { ask(.signal(tree, signal)) }

    /// Lets go of a run whose leader has ended and whose tree was cleared.
    func release(_ tree: ProcessTree, done: @escaping @Sendable () -> Void) { ask(.release(tree, done: done)) }

    /// Ends what an earlier daemon of the ledger's home has left, and tells what that was. For the beginning: what was started
    /// since by this one is not told from it.
    public func endLeftovers() async -> [Leftover] {
        await withCheckedContinuation { continuation in
            ask(.endLeftovers { continuation.resume(returning: $0) })
        }
    }

    func ask(_ request: Request) {
        requests.withLock { $0.append(request) }
        withUnsafePointer(to: watch, ck_exit_watch_wake)
    }

    func takeRequests() -> [Request] {
        requests.withLock { requests in
            defer { requests.removeAll() }
            return requests
        }
    }

    // MARK: Looking

    /// The processes of a run now, the leader too. From any thread.
    ///
    /// - Parameter isThorough: Also those that only a look at all processes of the machine finds. Where orphans come to us,
    ///   there are none of these.
    func members(of tree: ProcessTree, isThorough: Bool) -> [TreeMember] {
        let others = runs.withLock { $0.values.map(\.leader) }.filter { $0 != tree.leader }
        let own = getpid()
        let table: ProcessTable
        var adopter: Int32?
        if adoptsOrphans, let children = ProcessTable.adoptedChildren() {
            adopter = own
            let leaders = Set(others.map(\.processID))
            table = .trees(of: [tree.leader.processID] + tree.seenProcesses + children.filter { !leaders.contains($0) })
        } else if isThorough {
            let all = ProcessTable.current()
            adopter = adoptsOrphans ? own : nil
            table = all.without(all.lineage(of: own))
        } else {
            table = .trees(of: [tree.leader.processID] + tree.seenProcesses)
        }
        let members = tree.membership(adopter: adopter, others: others).members(in: table, mark: RunMark.of)
        tree.remember(members)
        return members
    }
}
