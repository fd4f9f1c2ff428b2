import CKernel
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
    public init(
        _ executable: String, _ arguments: [String], environment: [String: String],
        streams: (input: Int32, output: Int32, errors: Int32)
    ) throws {
        // A child that ended early must be an error of its own, not the end of the test run.
        signal(SIGPIPE, SIG_IGN)
        let arguments = ([executable] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        // All other tests share our descriptors: a child that inherited a socket of one would keep its connection open.
        let result = arguments.withUnsafeBufferPointer { arguments in
            variables.withUnsafeBufferPointer { variables in
                executable.withCString { path in
                    var request = ck_spawn_request(
                        executable: path, arguments: arguments.baseAddress, environment: variables.baseAddress, directory: nil,
                        standard_input: streams.input, standard_output: streams.output, standard_error: streams.errors,
                        descriptor3: -1, detached: false, open_files: 0, control_group: -1, death_signal: 0, tag: 0)
                    return ck_spawn(&request)
                }
            }
        }
        guard result.error == 0 else {
            throw TestFailure("\(executable) does not start: \(String(cString: strerror(result.error)))")
        }
        processID = result.process
        Thread.detachNewThread { [self] in reap() }
    }

    /// A pipe no child inherits unless it is given to it.
    static func pipe() throws -> (reading: Int32, writing: Int32) {
        var (reading, writing): (Int32, Int32) = (-1, -1)
        let error = ck_pipe(&reading, &writing)
        guard error == 0 else { throw TestFailure("no pipe: \(String(cString: strerror(-error)))") }
        return (reading, writing)
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
