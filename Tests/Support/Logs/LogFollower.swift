import Foundation
import ServerModel
import Synchronization

/// `mcp-manager logs NAME -f` of a server that counts its lines.
public final class LogFollower: Sendable {
    private let child: ChildProcess
    private let counted = Counted()
    private let done: AsyncStream<Void>

    /// Follows until the line of this number has come; what is in the log already counts, as far as 100,000 records go.
    public init(_ server: String, in home: TestHome, until last: Int) throws {
        let (output, childOutput) = try ChildProcess.pipe()
        child = try ChildProcess(
            Product.program("mcp-manager"), ["logs", server, "-f", "-n", "100000", "--stream", "stderr"],
            environment: home.environment, streams: (0, childOutput, 2))
        close(childOutput)
        let (done, continuation) = AsyncStream.makeStream(of: Void.self)
        self.done = done
        // The thread holds no reference to self: letting go of the follower must end it.
        Thread.detachNewThread { [counted] in
            var buffer = [UInt8](repeating: 0, count: 1 << 18)
            while case let count = read(output, &buffer, buffer.count), count > 0 {
                let isOver = counted.counter.withLock { counter in
                    counter.take(Data(buffer.prefix(count)))
                    return counter.last >= last
                }
                if isOver { break }
            }
            close(output)
            continuation.finish()
        }
    }

    /// What was seen, once the last line has come.
    public func end(within limit: Duration = .seconds(120)) async throws -> LineCounter {
        let overdue = Task { [child] in
            try await Task.sleep(for: limit)
            child.send(SIGKILL)
        }
        for await _ in done {}
        overdue.cancel()
        child.send(SIGKILL)
        _ = await child.ending()
        return counted.counter.withLock { $0 }
    }

    deinit { child.send(SIGKILL) }

    private final class Counted: Sendable {
        let counter = Mutex(LineCounter())
    }
}
