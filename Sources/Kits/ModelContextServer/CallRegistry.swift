import Synchronization

/// The tool calls that are running, so that they can be given up by the id of their request.
///
/// Calls are numbered here because clients may use one id twice at a time.
final class CallRegistry: Sendable {
    typealias Work = Task<ToolResult, any Error>

    private struct Call {
        var id: [UInt8]
        var work: Work
        var isGivenUp = false
    }

    private struct State {
        var calls: [Int: Call] = [:]
        var nextNumber = 0
    }

    private let state = Mutex(State())

    /// Notes a running call and returns its number.
    func add(id: [UInt8], _ work: Work) -> Int {
        state.withLock { state in
            defer { state.nextNumber += 1 }
            state.calls[state.nextNumber] = Call(id: id, work: work)
            return state.nextNumber
        }
    }

    /// Forgets an ended call; false when its caller gave it up, so that no answer is wanted.
    func remove(_ number: Int) -> Bool {
        state.withLock { $0.calls.removeValue(forKey: number).map { !$0.isGivenUp } ?? false }
    }

    /// The caller gave up the request of this raw id token.
    func giveUp(id: [UInt8]) {
        let work = state.withLock { state in
            let numbers = state.calls.filter { $0.value.id == id }.keys
            for number in numbers { state.calls[number]?.isGivenUp = true }
            return numbers.compactMap { state.calls[$0]?.work }
        }
        // Outside the lock: cancelling runs the tools' own handlers.
        for task in work { task.cancel() }
    }

    /// The conversation ended: every call is cancelled, but whoever has an answer may still give it.
    func cancelAll() {
        let work = state.withLock { $0.calls.values.map(\.work) }
        for task in work { task.cancel() }
    }
}
