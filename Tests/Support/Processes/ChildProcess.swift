import Foundation
import ServerModel
import Synchronization

/// A process of ours, given exactly the descriptors named, nothing inherited by accident.
///
/// Not Foundation's `Process`: that takes 50 ms to notice an end, and a screen test starts hundreds of small programs.
public final class ChildProcess: Sendable {
    public let processID: pid_t
    private let state = Mutex(State())

    private struct State {
        var ending: ExitStatus?
        var waiting: [CheckedContinuation<ExitStatus, Never>] = []
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: An absolute path.
    ///   - streams: Descriptors that become 0, 1 and 2 of the child; the caller closes its own copies.
    ///   - ownGroup: Whether the child leads a process group, so that a signal to our own does not reach it.
    public init(
        _ executable: String, _ arguments: [String], environment: [String: String],
        streams: (input: Int32, output: Int32, errors: Int32), ownGroup: Bool = false
    ) throws {
        // A child that ended early must be an error of its own, not the end of the test run.
        signal(SIGPIPE, SIG_IGN)
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        for (number, descriptor) in [streams.input, streams.output, streams.errors].enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        // The threads that run async code block most signals, and a child inherits that: it could not be terminated.
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        var flags = Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        if ownGroup { flags |= Int32(POSIX_SPAWN_SETPGROUP) }
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var arguments = ([executable] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var id: pid_t = 0
        let result = Self.spawning.withLock { _ in
            posix_spawn(&id, executable, &actions, &attributes, &arguments, &variables)
        }
        guard result == 0 else { throw TestFailure("\(executable) does not start: \(String(cString: strerror(result)))") }
        processID = id
        Thread.detachNewThread { [self] in reap() }
    }

    /// Held while a process starts and while a pipe is made: glibc's atomic `pipe2` is not visible to Swift, and a pipe
    /// that some other child inherited would never end.
    private static let spawning = Mutex(())

    /// A pipe no child inherits unless it is given to it.
    static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        let result = spawning.withLock { _ in
            #if canImport(Darwin)
                let result = Darwin.pipe(&ends)
            #else
                let result = Glibc.pipe(&ends)
            #endif
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return result
        }
        guard result == 0 else { throw TestFailure("no pipe: \(String(cString: strerror(errno)))") }
        return (ends[0], ends[1])
    }

    /// How the process ends; waits until it does.
    public func ending() async -> ExitStatus {
        await withCheckedContinuation { continuation in
            let known = state.withLock { state in
                if state.ending == nil { state.waiting.append(continuation) }
                return state.ending
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    /// Sends a signal, unless the process has ended; the id cannot be somebody else's then.
    public func send(_ signal: Int32) {
        state.withLock { state in
            if state.ending == nil { kill(processID, signal) }
        }
    }

    private func reap() {
        var information = siginfo_t()
        while waitid(P_PID, id_t(processID), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        // The id is freed only under the lock that `send` takes.
        let (ending, waiting) = state.withLock { state in
            var status: Int32 = 0
            while waitpid(processID, &status, 0) < 0, errno == EINTR {}
            let ending: ExitStatus = status & 0x7f == 0 ? .code((status >> 8) & 0xff) : .signal(status & 0x7f)
            state.ending = ending
            defer { state.waiting = [] }
            return (ending, state.waiting)
        }
        for continuation in waiting { continuation.resume(returning: ending) }
    }
}
