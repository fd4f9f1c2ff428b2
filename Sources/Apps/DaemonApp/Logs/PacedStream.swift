import DetachedThreads
import Dispatch
import Synchronization

/// Values that a thread of its own makes no faster than somebody takes them.
struct PacedStream<Element: Sendable>: AsyncSequence, Sendable {
    /// How many may wait.
    private static var room: Int { 1_000 }

    private let values: AsyncStream<Element>
    private let pace: Pace

    /// `make` runs on the thread: what it sends blocks it while nobody takes; it ends soon after `isWanted` is false.
    init(_ make: @escaping @Sendable (_ send: (Element) -> Void, _ isWanted: @escaping () -> Bool) -> Void) {
        let (values, continuation) = AsyncStream.makeStream(of: Element.self)
        let pace = Pace(room: Self.room)
        continuation.onTermination = { _ in pace.stop() }
        self.values = values
        self.pace = pace
        let error = startThread {
            make(
                { value in
                    pace.wait()
                    if pace.isWanted { continuation.yield(value) }
                }, { pace.isWanted })
            continuation.finish()
        }
        // Without a thread there is nothing to be told.
        if error != 0 { continuation.finish() }
    }

    func makeAsyncIterator() -> Iterator { Iterator(values: values.makeAsyncIterator(), pace: pace) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var values: AsyncStream<Element>.Iterator
        fileprivate let pace: Pace

        mutating func next() async -> Element? {
            let value = await values.next()
            pace.taken()
            return value
        }
    }

    fileprivate final class Pace: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)
        private let stopped = Atomic(false)

        init(room: Int) { for _ in 0..<room { semaphore.signal() } }

        var isWanted: Bool { !stopped.load(ordering: .relaxed) }

        func wait() { if isWanted { semaphore.wait() } }

        func taken() { semaphore.signal() }

        func stop() {
            stopped.store(true, ordering: .relaxed)
            semaphore.signal()
        }
    }
}
