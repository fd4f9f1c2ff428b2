import DetachedThreads
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program that runs beside the dashboard: its lines come as they are printed, from a thread of their own.
///
/// It has no terminal: its standard input is empty, and it leads a session of its own, so that nothing it does can reach the
/// screen. What it starts belongs to its process group and ends with it when it is cancelled.
final class CommandRun: Sendable {
    private let life: Life

    /// A line longer than this is broken.
    static let longestLine = 16 * 1024

    /// Starts the program. `said` and `ended` are called from another thread, `ended` once and last: with the exit status
    /// (128 + the signal's number when a signal ended it, as shells count).
    ///
    /// - Parameter environment: `NAME=value`, the whole of it.
    init(
        program: String, arguments: [String], environment: [String], said: @escaping @Sendable ([String]) -> Void,
        ended: @escaping @Sendable (Int32) -> Void
    ) throws(ErrorReport) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Self.failure(program, errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (process, problem) = Spawning.apart(program, arguments, environment, output: ends[1])
        close(ends[1])
        guard problem == 0 else {
            close(ends[0])
            throw Self.failure(program, problem)
        }
        let life = Life(process)
        self.life = life
        let reader = ends[0]
        let error = startThread {
            Self.read(reader, said)
            close(reader)
            ended(life.reap())
        }
        guard error == 0 else {
            life.end()
            _ = life.reap()
            close(reader)
            throw Self.failure(program, error)
        }
    }

    /// Asks it and all it started to end (SIGTERM); `ended` is still called.
    func cancel() { life.end() }

    // MARK: -

    /// Everything until the last writer is gone, line by line; one call for what came together.
    private static func read(_ reader: Int32, _ said: @Sendable ([String]) -> Void) {
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        var rest: [UInt8] = []
        while true {
            let count = Self.read(reader, into: &chunk)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            var lines: [String] = []
            for byte in chunk[..<count] {
                if byte == 0x0A || rest.count == longestLine {
                    lines.append(String(decoding: rest, as: UTF8.self))
                    rest = []
                }
                if byte != 0x0A { rest.append(byte) }
            }
            if !lines.isEmpty { said(lines) }
        }
        if !rest.isEmpty { said([String(decoding: rest, as: UTF8.self)]) }
    }

    private static func read(_ reader: Int32, into chunk: inout [UInt8]) -> Int {
        chunk.withUnsafeMutableBytes { bytes in
            #if canImport(Glibc)
                Glibc.read(reader, bytes.baseAddress, bytes.count)
            #elseif canImport(Musl)
                Musl.read(reader, bytes.baseAddress, bytes.count)
            #else
                Darwin.read(reader, bytes.baseAddress, bytes.count)
            #endif
        }
    }

    static func failure(_ program: String, _ error: Int32) -> ErrorReport {
        ErrorReport(
            code: "command-failed", problem: "\(program) cannot be run: \(String(cString: strerror(error)))",
            remedy: "install mcp-manager again, or run the command in a shell")
    }
}
