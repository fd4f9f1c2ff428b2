import Synchronization
import Testing

/// Lets only so many tests of a suite, or cases of a test, run at the same time.
///
/// Put it before ``TemporaryHome``: a test that waits needs no home yet. The waiting counts towards a time limit.
public struct AtATime: TestTrait, SuiteTrait, TestScoping {
    public var isRecursive: Bool { true }
    private let turnstile: Turnstile

    init(_ width: Int) { turnstile = Turnstile(width) }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
    ) async throws {
        await turnstile.enter()
        defer { turnstile.leave() }
        try await body()
    }
}

extension Trait where Self == AtATime {
    /// Lets only so many run at the same time.
    public static func atATime(_ width: Int) -> Self { AtATime(width) }
}

/// So many may be inside; the others wait in the order they came.
private final class Turnstile: Sendable {
    private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(_ width: Int) { state = Mutex((width, [])) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free == 0 {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if state.waiting.isEmpty {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
