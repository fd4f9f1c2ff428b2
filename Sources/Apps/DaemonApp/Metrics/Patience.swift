import Synchronization

/// Waits for work, but not for longer than a limit, whatever the work does.
struct Patience: Sendable {
    /// Returns when so much time has passed, or its task is cancelled.
    var sleep: @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }

    /// What the work comes to; `nil` when it takes longer. It is cancelled then, but not waited for: a disk may hold it up.
    func wait<Value: Sendable>(_ limit: Duration, for work: @escaping @Sendable () async -> Value) async -> Value? {
        let first = First<Value>()
        let sleep = sleep
        let working = Task { first.finish(await work()) }
        let sleeping = Task {
            await sleep(limit)
            first.finish(nil)
        }
        defer {
            working.cancel()
            sleeping.cancel()
        }
        return await first.value
    }
}

/// Hears what comes first, and nothing after that.
private final class First<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<Value?, Never>)
        case done(Value?)
    }

    private let state = Mutex(State.open)

    var value: Value? {
        get async {
            await withCheckedContinuation { continuation in
                let value: Value?? = state.withLock { state in
                    if case .done(let value) = state { return .some(value) }
                    state = .waiting(continuation)
                    return nil
                }
                if let value { continuation.resume(returning: value) }
            }
        }
    }

    func finish(_ value: Value?) {
        let waiting: CheckedContinuation<Value?, Never>? = state.withLock { state in
            switch state {
            case .open:
                state = .done(value)
                return nil
            case .waiting(let continuation):
                state = .done(value)
                return continuation
            case .done:
                return nil
            }
        }
        waiting?.resume(returning: value)
    }
}
