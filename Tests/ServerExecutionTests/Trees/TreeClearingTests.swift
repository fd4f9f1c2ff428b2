import Testing

@testable import ServerExecution

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `What is left of a run` {
    let one = ProcessIdentity(processID: 11, startTime: 1)
    let two = ProcessIdentity(processID: 12, startTime: 1)
    private let ending = Ending()

    @Test func `is over at once when there is nothing`() {
        #expect(ending.looked([], now: 0) == [.done(survivors: [])])
    }

    @Test func `is told to end, and looked for again`() {
        #expect(ending.looked([one], now: 0) == [.watch(one), .signal(one, SIGTERM), .look])
        #expect(ending.looked([one], now: 0) == [])
        #expect(ending.exited(11))
        #expect(ending.looked([], now: 3) == [.done(survivors: [])])
    }

    @Test func `is told once, and what it starts meanwhile is told too`() {
        _ = ending.looked([one], now: 0)
        #expect(ending.looked([one, two], now: 0) == [.watch(two), .signal(two, SIGTERM), .look])
        #expect(ending.looked([one, two], now: 0) == [])
        #expect(!ending.exited(11))
        #expect(ending.exited(12))
    }

    @Test func `is killed when its time is up`() {
        _ = ending.looked([one], now: 0)
        #expect(!ending.deadlinePassed(now: 499))
        #expect(ending.deadlinePassed(now: 500))
        #expect(ending.looked([one], now: 500) == [.signal(one, SIGKILL), .look])
        #expect(ending.exited(11))
    }

    @Test func `is killed at once when patience is lost`() {
        _ = ending.looked([one], now: 0)
        ending.force(now: 20)
        #expect(ending.looked([one, two], now: 20).contains(.signal(two, SIGKILL)))
        #expect(ending.deadline == 3020)
    }

    @Test func `is given up when the kernel does not let go of it`() {
        ending.force(now: 0)
        _ = ending.looked([one], now: 0)
        #expect(ending.deadlinePassed(now: 3000))
        #expect(ending.looked([one], now: 3000) == [.done(survivors: [one])])
    }

    @Test func `does not keep the thread busy when it multiplies`() {
        var next: Int32 = 100
        var looks = 0
        while ending.looked([ProcessIdentity(processID: next, startTime: 1)], now: 0).contains(.look), looks < 1000 {
            next += 1
            looks += 1
        }
        #expect(looks < 100)
    }
}

/// A reference, so that an expectation can change what it looks at.
private final class Ending {
    private var value = TreeClearing(now: 0, isForced: false, patience: .init(gentle: 500, forced: 3000))

    var deadline: Int64 { value.deadline }

    func looked(_ found: [ProcessIdentity], now: Int64) -> [TreeClearing.Step] { value.looked(found, now: now) }
    func exited(_ process: Int32) -> Bool { value.exited(process) }
    func deadlinePassed(now: Int64) -> Bool { value.deadlinePassed(now: now) }
    func force(now: Int64) { value.force(now: now) }
}
