import Foundation
import ServerModel
import Synchronization

/// A running program that is spoken to by lines: ours into its input, its own out of its output.
public final class LineProcess: Sendable {
    private let child: ChildProcess
    private let input: Int32
    private let closed = Mutex(false)
    private let lines: AsyncStream<Data>
    private let errors = Complaints()

    public init(_ executable: String, _ arguments: [String], environment: [String: String]) throws {
        let (childInput, input) = try ChildProcess.pipe()
        let (output, childOutput) = try ChildProcess.pipe()
        let (complaints, childErrors) = try ChildProcess.pipe()
        self.input = input
        child = try ChildProcess(
            executable, arguments, environment: environment, streams: (childInput, childOutput, childErrors))
        for descriptor in [childInput, childOutput, childErrors] { close(descriptor) }
        let (stream, continuation) = AsyncStream.makeStream(of: Data.self)
        lines = stream
        Thread.detachNewThread {
            var reader = LineReader(descriptor: output)
            while let line = reader.next() { continuation.yield(line) }
            continuation.finish()
            close(output)
        }
        // The threads hold no reference to self: letting go of the process must end it.
        Thread.detachNewThread { [errors] in
            var reader = LineReader(descriptor: complaints)
            while let line = reader.next() { errors.bytes.withLock { $0 += line + [0x0a] } }
            close(complaints)
        }
    }

    public var processID: pid_t { child.processID }

    /// What it said on standard error so far.
    public var complaints: String { errors.bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    /// Writes one line; returns once all of it is with the child or its pipe.
    public func send(_ line: String) async throws {
        let bytes = Array((line + "\n").utf8)
        // A big line fills the pipe, so the write waits in a thread of its own.
        let problem: Int32 = await withCheckedContinuation { continuation in
            Thread.detachNewThread { [input] in
                var sent = 0
                while sent < bytes.count {
                    let count = bytes.withUnsafeBytes { write(input, $0.baseAddress?.advanced(by: sent), bytes.count - sent) }
                    if count < 0 && errno != EINTR { return continuation.resume(returning: errno) }
                    sent += max(count, 0)
                }
                continuation.resume(returning: 0)
            }
        }
        if problem != 0 { throw TestFailure("the program reads no more: \(String(cString: strerror(problem)))\n\(complaints)") }
    }

    /// The next line it writes, without the newline.
    public func line(within limit: Duration = .seconds(30), _ what: String = "line") async throws -> Data {
        try await TestSupport.within(limit, what) { [self] in
            var iterator = lines.makeAsyncIterator()
            guard let line = await iterator.next() else { throw TestFailure("its output ended\n\(complaints)") }
            return line
        }
    }

    /// Closes its input and waits for its end.
    public func finish(within limit: Duration = .seconds(30)) async throws -> ExitStatus {
        closeInput()
        let overdue = Task {
            try await Task.sleep(for: limit)
            child.send(SIGKILL)
        }
        defer { overdue.cancel() }
        return await child.ending()
    }

    public func send(_ signal: Int32) { child.send(signal) }

    private func closeInput() {
        let first = closed.withLock { closed in
            defer { closed = true }
            return !closed
        }
        if first { close(input) }
    }

    deinit {
        closeInput()
        child.send(SIGKILL)
    }
}

/// What a program said on standard error.
private final class Complaints: Sendable {
    let bytes = Mutex<[UInt8]>([])
}

/// Lines read from a descriptor, waiting for each.
private struct LineReader {
    let descriptor: Int32
    private var pending: [UInt8] = []
    private var scanned = 0
    private var buffer = [UInt8](repeating: 0, count: 1 << 20)

    init(descriptor: Int32) { self.descriptor = descriptor }

    mutating func next() -> Data? {
        while true {
            if let end = pending[scanned...].firstIndex(of: 0x0a) {
                defer {
                    pending.removeSubrange(...end)
                    scanned = 0
                }
                return Data(pending[..<end])
            }
            scanned = pending.count
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                pending += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                defer { (pending, scanned) = ([], 0) }
                return pending.isEmpty ? nil : Data(pending)
            }
        }
    }
}
