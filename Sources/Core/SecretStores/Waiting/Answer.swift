import Synchronization

/// What one waits for and others may give, once: whoever comes second is not heard.
final class Answer<Value: Sendable>: Sendable {
    private enum State {
        case open(CheckedContinuation<Value, any Error>?)
        case given(Result<Value, any Error>)
        case taken
    }

    private let state = Mutex(State.open(nil))

    /// Whether somebody still wants it.
    var isWanted: Bool {
        state.withLock { if case .open = $0 { true } else { false } }
    }

    func give(_ result: Result<Value, any Error>) {
        let waiting: CheckedContinuation<Value, any Error>? = state.withLock { state in
            guard case .open(let continuation) = state else { return nil }
            state = continuation == nil ? .given(result) : .taken
            return continuation
        }
        waiting?.resume(with: result)
    }

    /// To be asked for once. A cancelled task does not wait: it gives itself a `CancellationError`.
    var value: Value {
        get async throws {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    let known: Result<Value, any Error>? = state.withLock { state in
                        guard case .given(let result) = state else {
                            state = .open(continuation)
                            return nil
                        }
                        state = .taken
                        return result
                    }
                    if let known { continuation.resume(with: known) }
                }
            } onCancel: {
                give(.failure(CancellationError()))
            }
        }
    }
}
