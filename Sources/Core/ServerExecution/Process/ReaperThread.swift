import CKernel
import DetachedThreads
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What only the reaper's thread sees, and does.
///
/// All our children are reaped here and by nobody else: the kernel's list of them, read while another thread reaps, may lack some.
final class ReaperThread {
    /// A run whose leader was started.
    private struct Led {
        let tree: ProcessTree
        let exited: @Sendable (ExitStatus) -> Void
        let cleared: @Sendable ([ProcessIdentity]) -> Void
        var hasExited = false
        /// Somebody has lost patience before the leader ended.
        var isForced = false
    }

    let reaper: ProcessReaper
    private var led: [Int32: Led] = [:]
    private var lastSerial = UInt32.random(in: 0...UInt32.max)

    /// What is being ended, by the leader's id; 0 is what an earlier daemon has left.
    private var endings: [Int32: Ending] = [:]
    /// Processes below the leaders whose end will be told.
    private var watched: Set<Int32> = []

    private struct Ending {
        var machine: TreeClearing
        let look: () -> [ProcessIdentity]
        let done: ([ProcessIdentity]) -> Void
    }

    init(_ reaper: ProcessReaper) { self.reaper = reaper }

    func run() -> Never {
        while true {
            let process = withUnsafePointer(to: reaper.watch) { ck_exit_watch_wait_for($0, timeUntilDeadline) }
            if process > 0 {
                exited(process)
            } else if process == 0 {
                for request in reaper.takeRequests() { take(request) }
            }
            if reaper.adoptsOrphans, ck_children_have_ended() {
                // Where nothing can be watched, this is how their end is heard of.
                for orphan in reapOrphans() { exited(orphan) }
            }
            // An error is not possible on descriptors that are ours; -ETIMEDOUT is what the next line is for.
            passDeadlines()
        }
    }

    private func take(_ request: ProcessReaper.Request) {
        switch request {
        case .spawn(let spawn): start(spawn)
        case .signal(let tree, let signal): self.signal(tree, signal)
        case .release(let tree, let done): release(tree, done)
        case .exited(let process): exited(process)
        case .endLeftovers(let done): endLeftovers(done)
        }
    }

    // MARK: Leaders

    private func start(_ spawn: ProcessReaper.Spawn) {
        lastSerial &+= 1
        let mark = reaper.ledger.map { RunMark(home: $0.home, serial: lastSerial) }
        let result = spawn.plan.spawned(with: spawn.descriptors, mark: mark, name: spawn.name)
        spawn.descriptors.close()
        guard result.error == 0 else {
            return spawn.started(.failure(.refused(spawn.plan, step: result.step, errno: result.error)))
        }
        let leader = ProcessIdentity(processID: result.process, startTime: ck_process_start_time(result.process))
        let tree = ProcessTree(leader: leader, mark: mark, name: spawn.name)
        led[leader.processID] = Led(tree: tree, exited: spawn.exited, cleared: spawn.cleared)
        reaper.runs.withLock { $0[leader.processID] = tree }
        spawn.started(.success(tree))
        if let ledger = reaper.ledger {
            let executable = ProcessDetails.executable(of: leader.processID) ?? ""
            ledger.write(
                RunRecord(
                    name: spawn.name, leader: leader, serial: lastSerial, executable: executable, boot: ledger.boot))
        }
        switch withUnsafePointer(to: reaper.watch, { ck_exit_watch_add($0, leader.processID) }) {
        case 0: break
        case 1: exited(leader.processID)
        default: waitOnOwnThread(leader.processID)
        }
    }

    /// For kernels and sandboxes without `pidfd_open`: a thread for each process.
    private func waitOnOwnThread(_ process: Int32) {
        let error = startThread { [reaper] in
            _ = Self.exitStatus(of: process)
            reaper.ask(.exited(process))
        }
        // Without even a thread, nobody would ever hear of the end: better now, and late, than never.
        if error != 0 { exited(process) }
    }

    private func exited(_ process: Int32) {
        if var run = led[process], !run.hasExited {
            // A stray may have had this id before, and its end is told late.
            guard ProcessFacts(of: process)?.isZombie != false else { return }
            run.hasExited = true
            led[process] = run
            run.exited(Self.exitStatus(of: process))
            let tree = run.tree
            endings[process] = Ending(
                machine: TreeClearing(now: now, isForced: run.isForced), look: { [unowned self] in strays(of: tree) },
                done: run.cleared)
            return drive(process)
        }
        watched.remove(process)
        for key in endings.keys where endings[key]?.machine.exited(process) == true { drive(key) }
    }

    /// Waits for the process if it lives still.
    private static func exitStatus(of process: Int32) -> ExitStatus {
        var status = ck_exit(code: 0, signal: 0)
        // Fails only if somebody else has reaped the process: how it ended is lost then, that it ended is not.
        guard ck_exit_status(process, &status) == 0 else { return .code(0) }
        return status.signal == 0 ? .code(status.code) : .signal(status.signal)
    }

    private func release(_ tree: ProcessTree, _ done: () -> Void) {
        // Only -ECHILD is possible: somebody else waited for it, and there is nothing left to do.
        _ = ck_reap(tree.leader.processID)
        led[tree.leader.processID] = nil
        reaper.runs.withLock { _ = $0.removeValue(forKey: tree.leader.processID) }
        reaper.ledger?.remove(tree.leader)
        done()
    }

    // MARK: Strays

    private func signal(_ tree: ProcessTree, _ signal: Int32) {
        let leader = tree.leader.processID
        guard let run = led[leader] else { return }
        if signal == SIGKILL {
            led[leader]?.isForced = true
            if endings[leader] != nil {
                endings[leader]?.machine.force(now: now)
                return drive(leader)
            }
        }
        for member in reaper.members(of: run.tree, isThorough: true) where member.facts.group != leader {
            member.facts.identity.send(signal)
        }
    }

    /// What lives of a run whose leader has ended.
    private func strays(of tree: ProcessTree) -> [ProcessIdentity] {
        if reaper.adoptsOrphans { reapOrphans() }
        return reaper.members(of: tree, isThorough: true)
            .filter { !$0.facts.isZombie && $0.facts.processID != tree.leader.processID }.map(\.facts.identity)
    }

    /// Frees the ids of orphans that have ended, and tells which. Leaders are left alone until they are released.
    @discardableResult
    private func reapOrphans() -> [Int32] {
        let orphans = ProcessTable.adoptedChildren() ?? ProcessTable.children(of: getpid()) ?? Self.childrenInTable()
        return orphans.filter { led[$0] == nil && ck_reap($0) == 1 }
    }

    private static func childrenInTable() -> [Int32] {
        ProcessTable.current().processes.values.filter { $0.parent == getpid() }.map(\.processID)
    }

    // MARK: Endings

    private func drive(_ key: Int32) {
        guard let ending = endings[key] else { return }
        var machine = ending.machine
        var looks = true
        while looks {
            looks = false
            for step in machine.looked(ending.look(), now: now) {
                switch step {
                case .signal(let process, let signal): process.send(signal)
                case .watch(let process): if !watch(process) { _ = machine.exited(process.processID) }
                case .look: looks = true
                case .done(let survivors):
                    endings[key] = nil
                    return ending.done(survivors)
                }
            }
        }
        // It may have been driven to its end meanwhile.
        if endings[key] != nil { endings[key]?.machine = machine }
    }

    /// Whether it lives, so that its end will be told.
    private func watch(_ process: ProcessIdentity) -> Bool {
        guard !watched.contains(process.processID) else { return true }
        guard withUnsafePointer(to: reaper.watch, { ck_exit_watch_add($0, process.processID) }) == 0 else {
            return process.exists
        }
        watched.insert(process.processID)
        return process.exists
    }

    private var timeUntilDeadline: Int32 {
        guard let next = endings.values.map(\.machine.deadline).min() else { return -1 }
        return Int32(clamping: max(0, next - now) + 1)
    }

    private func passDeadlines() {
        guard !endings.isEmpty else { return }
        for key in endings.keys where endings[key]?.machine.deadlinePassed(now: now) == true { drive(key) }
    }

    /// Milliseconds of a clock that only goes forward.
    private var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    // MARK: What an earlier daemon has left

    private func endLeftovers(_ done: @escaping ([Leftover]) -> Void) {
        guard let ledger = reaper.ledger else { return done([]) }
        let search = LeftoverSearch(ledger)
        endings[0] = Ending(
            machine: TreeClearing(now: now, isForced: false), look: { search.look() },
            done: { survivors in
                ledger.clear()
                done(search.found(surviving: Set(survivors)))
            })
        drive(0)
    }
}
