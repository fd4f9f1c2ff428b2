import Foundation
import Synchronization

/// The bytes a program wrote to its terminal, counted as they arrive, and the news that more have come.
final class TerminalOutput: Sendable {
    let path: String
    // Dispatch does not say so, but a source may be cancelled from any thread; that is all we do with it.
    nonisolated(unsafe) private let source: any DispatchSourceRead
    private let state: Mutex<State>

    private struct State: Sendable {
        var count = 0
        var listeners: [Int: AsyncStream<Int>.Continuation] = [:]
        var nextListener = 0
    }

    /// Makes a named pipe at `path` and reads it until the value goes.
    init(path: String) throws {
        self.path = path
        // Open for writing too: the pipe then never ends, however often its writer comes and goes.
        guard mkfifo(path, 0o600) == 0, case let descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC), descriptor >= 0 else {
            throw TestFailure("no named pipe at \(path): \(String(cString: strerror(errno)))")
        }
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "terminal output"))
        state = Mutex(State())
        source.setEventHandler { [weak self] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { self?.arrived(count) }
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
    }

    deinit { source.cancel() }

    /// The bytes so far.
    var count: Int { state.withLock { $0.count } }

    /// The count after each arrival from now on, the newest only.
    func arrivals() -> AsyncStream<Int> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let id = state.withLock { state in
                state.nextListener += 1
                state.listeners[state.nextListener] = continuation
                return state.nextListener
            }
            continuation.onTermination = { [weak self] _ in self?.forget(id) }
        }
    }

    private func forget(_ id: Int) { _ = state.withLock { $0.listeners.removeValue(forKey: id) } }

    private func arrived(_ bytes: Int) {
        let (count, listeners) = state.withLock { state in
            state.count += bytes
            return (state.count, Array(state.listeners.values))
        }
        for listener in listeners { listener.yield(count) }
    }
}
