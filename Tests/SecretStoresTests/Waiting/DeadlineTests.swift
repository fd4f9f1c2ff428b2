import Testing

@testable import SecretStores

@Suite(.timeLimit(.minutes(1)))
struct `A deadline` {
    private struct Overdue: Error {}
    private struct Trouble: Error {}

    @Test func `lets work through that is done in time, with its result or its error`() async throws {
        #expect(try await within(.seconds(60), else: Overdue()) { 7 } == 7)
        await #expect(throws: Trouble.self) { try await within(.seconds(60), else: Overdue()) { throw Trouble() } }
    }

    @Test func `does not wait for work that cannot be stopped`() async {
        await #expect(throws: Overdue.self) {
            try await within(.milliseconds(1), else: Overdue()) {
                await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
            }
        }
    }

    @Test func `cancels the work that missed it`() async throws {
        let cancelled = Answer<Bool>()
        await #expect(throws: Overdue.self) {
            try await within(.milliseconds(1), else: Overdue()) {
                await withTaskCancellationHandler {
                    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
                } onCancel: {
                    cancelled.give(.success(true))
                }
            }
        }
        #expect(try await cancelled.value)
    }

    @Test func `ends at once when nobody waits any more`() async {
        let begun = Answer<Void>()
        let task = Task {
            try await within(.seconds(60), else: Overdue()) {
                begun.give(.success(()))
                await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
            }
        }
        try? await begun.value
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

struct `An answer` {
    @Test func `is the first that was given`() async throws {
        let answer = Answer<Int>()
        #expect(answer.isWanted)
        answer.give(.success(1))
        answer.give(.success(2))
        #expect(!answer.isWanted)
        #expect(try await answer.value == 1)
    }

    @Test func `may be given from a thread of its own`() async throws {
        #expect(try await onOwnThread { isWanted in isWanted() })
    }
}
