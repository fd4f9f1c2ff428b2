import Foundation
import Synchronization

/// Work on a thread of its own, beside a test, until it is told to end.
final class Background<Value: Sendable>: Sendable {
    private let shouldEnd = Mutex(false)
    private let result = Mutex<(value: Value?, waiting: CheckedContinuation<Value, Never>?)>((nil, nil))

    init(_ work: @escaping @Sendable (_ shouldEnd: @Sendable () -> Bool) -> Value) {
        Thread.detachNewThread { [self] in
            let value = work { shouldEnd.withLock(\.self) }
            let waiting = result.withLock { result in
                result.value = value
                return result.waiting
            }
            waiting?.resume(returning: value)
        }
    }

    /// Tells it to end.
    func stop() { shouldEnd.withLock { $0 = true } }

    /// Tells it to end, and waits for what came of it.
    func end() async -> Value {
        stop()
        return await withCheckedContinuation { continuation in
            let value = result.withLock { result in
                if result.value == nil { result.waiting = continuation }
                return result.value
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
