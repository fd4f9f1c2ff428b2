import Testing

@testable import ServerSupervision

struct `Whatever clients and a server do, in whatever order,` {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `each request of a legacy server's clients has one answer, their own, and nothing is left`(seed: UInt64) {
        var world = World(.legacy, seed: seed)
        for _ in 0..<300 { world.step() }
        world.end()
        #expect(world.problems == [])
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `each request of a modern server's clients has one answer, their own, and nothing is left`(seed: UInt64) {
        var world = World(.modern, seed: seed)
        for _ in 0..<300 { world.step() }
        world.end()
        #expect(world.problems == [])
    }
}
