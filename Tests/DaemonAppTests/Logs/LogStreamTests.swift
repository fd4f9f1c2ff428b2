import ServerModel
import Synchronization
import Testing

@testable import DaemonApp

private func record(_ message: String) -> LogRecord {
    LogRecord(time: Timestamp(millisecondsSince1970: 0), stream: .stderr, run: 1, message: message)
}

@Suite(.timeLimit(.minutes(1)))
struct `Following logs` {
    @Test func `gives all that came since it was asked last, at once`() async {
        let following = LogFollowing()
        following.add([record("one")])
        following.add([record("two"), record("three")])
        var iterator = following.makeAsyncIterator()
        #expect(await iterator.next()?.map(\.message) == ["one", "two", "three"])
        following.add([record("four")])
        #expect(await iterator.next()?.map(\.message) == ["four"])
    }

    @Test func `waits for what comes`() async {
        let following = LogFollowing()
        async let next = { () async -> [String]? in
            var iterator = following.makeAsyncIterator()
            return await iterator.next()?.map(\.message)
        }()
        following.add([record("late")])
        #expect(await next == ["late"])
    }

    @Test func `says how much was left out for somebody who is too slow`() async {
        let following = LogFollowing()
        let many = (0..<100_000).map { record("\($0)") }
        following.add(many)
        following.add([record("too much"), record("this too")])
        var iterator = following.makeAsyncIterator()
        #expect(await iterator.next()?.count == 100_000)
        following.add([record("again")])
        let after = await iterator.next()?.map(\.message) ?? []
        #expect(after.count == 2 && after[0].hasPrefix("2 records were left out here") && after[1] == "again", "\(after)")
    }

    @Test func `ends with its task`() async {
        let following = LogFollowing()
        let task = Task {
            for await _ in following {}
            return true
        }
        task.cancel()
        #expect(await task.value)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `A paced stream` {
    @Test func `gives everything in order`() async {
        let stream = PacedStream<Int> { send, _ in for number in 0..<5_000 { send(number) } }
        var all: [Int] = []
        for await number in stream { all.append(number) }
        #expect(all == Array(0..<5_000))
    }

    @Test func `makes no more than somebody takes`() async {
        let made = Mutex(0)
        let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
        do {
            let stream = PacedStream<Int> { send, isWanted in
                while isWanted() {
                    send(
                        made.withLock { made in
                            made += 1
                            return made
                        })
                }
                continuation.finish()
            }
            var iterator = stream.makeAsyncIterator()
            for _ in 0..<10 { _ = await iterator.next() }
        }
        // Nobody takes any more: it ends, however much it could still make.
        for await _ in ended {}
        #expect(made.withLock { $0 } <= 1_011 + 1)
    }
}
