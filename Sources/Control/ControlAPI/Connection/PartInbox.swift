import NIOHTTP1
import Synchronization

/// Hands the parts of an answer from the event loop to the one task that waits for them.
final class PartInbox: Sendable {
    private struct State {
        var parts: ArraySlice<HTTPClientResponsePart> = []
        var waiting: CheckedContinuation<HTTPClientResponsePart?, any Error>?
        /// Set once nothing more will come: `nil` inside when the answer was whole.
        var end: Result<Void, any Error>?
    }

    private let state = Mutex(State())

    /// The next part, `nil` after the last. `demand` is called when it must come from the socket.
    func next(demand: () -> Void) async throws -> HTTPClientResponsePart? {
        try await withCheckedThrowingContinuation { continuation in
            let mustRead = state.withLock { state in
                if let part = state.parts.popFirst() {
                    continuation.resume(returning: part)
                } else if let end = state.end {
                    continuation.resume(with: end.map { nil })
                } else {
                    state.waiting = continuation
                    return true
                }
                return false
            }
            if mustRead { demand() }
        }
    }

    /// Whether somebody waits for a part that has not come.
    var isAwaited: Bool { state.withLock { $0.waiting != nil } }

    func deliver(_ part: HTTPClientResponsePart) {
        let waiting = state.withLock { state in
            let waiting = state.waiting.take()
            if waiting == nil, state.end == nil { state.parts.append(part) }
            return waiting
        }
        waiting?.resume(returning: part)
    }

    /// Only the first end counts: what follows an error is its echo.
    func finish(_ end: Result<Void, any Error>) {
        let waiting = state.withLock { state in
            if state.end == nil { state.end = end }
            return state.waiting.take()
        }
        waiting?.resume(with: end.map { nil })
    }
}
