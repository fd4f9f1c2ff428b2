import ServerModel
import Testing

@testable import ServerExecution

struct `What processes use` {
    private let start = ContinuousClock.now

    private func process(
        _ id: Int32, cpu seconds: Double, started: UInt64 = 1, memory: Int = 1000, threads: Int = 1
    ) -> ProcessFacts {
        ProcessFacts(
            processID: id, parent: 1, group: id, session: id, startTime: started, cpuNanoseconds: UInt64(seconds * 1e9),
            residentBytes: memory, threads: threads)
    }

    private func measure(_ meter: inout ResourceMeter, _ processes: [ProcessFacts], after seconds: Double) -> ResourceUse {
        .total(meter.measure(processes, openFiles: { Int($0) }, at: start + .seconds(seconds)))
    }

    @Test func `is the sum of all, and the processor unknown at first`() {
        var meter = ResourceMeter()
        let use = measure(&meter, [process(1, cpu: 2, memory: 10, threads: 3), process(2, cpu: 1.5, memory: 5)], after: 0)
        #expect(
            use == ResourceUse(cpu: nil, cpuSeconds: 3.5, residentBytes: 15, openFiles: 3, threads: 4, processes: 2))
    }

    @Test func `counts the processor in cores since the sample before`() {
        var meter = ResourceMeter()
        _ = measure(&meter, [process(1, cpu: 2), process(2, cpu: 1)], after: 0)
        #expect(measure(&meter, [process(1, cpu: 7), process(2, cpu: 11)], after: 10).cpu == 1.5)
        #expect(measure(&meter, [process(1, cpu: 7), process(2, cpu: 11)], after: 20).cpu == 0)
    }

    @Test func `is never less than nothing when a process went`() {
        var meter = ResourceMeter()
        _ = measure(&meter, [process(1, cpu: 1), process(2, cpu: 100)], after: 0)
        #expect(measure(&meter, [process(1, cpu: 2)], after: 10).cpu == 0.1)
    }

    @Test func `counts a newcomer from its beginning`() {
        var meter = ResourceMeter()
        _ = measure(&meter, [process(1, cpu: 1)], after: 0)
        #expect(measure(&meter, [process(1, cpu: 1), process(2, cpu: 5)], after: 10).cpu == 0.5)
    }

    @Test func `does not count what a newcomer used before it came`() {
        var meter = ResourceMeter()
        _ = measure(&meter, [process(1, cpu: 1)], after: 0)
        #expect(measure(&meter, [process(1, cpu: 1), process(2, cpu: 500)], after: 10).cpu == 0)
    }

    @Test func `is not fooled by a number that was given to another process`() {
        var meter = ResourceMeter()
        _ = measure(&meter, [process(1, cpu: 50, started: 1)], after: 0)
        #expect(measure(&meter, [process(1, cpu: 3, started: 2)], after: 10).cpu == 0.3)
    }

    @Test func `says the same of the processor when asked again at once`() {
        var meter = ResourceMeter()
        _ = measure(&meter, [process(1, cpu: 0)], after: 0)
        #expect(measure(&meter, [process(1, cpu: 1)], after: 10).cpu == 0.1)
        #expect(measure(&meter, [process(1, cpu: 1.02)], after: 10.01).cpu == 0.1)
        // And nothing is lost of what it used meanwhile.
        #expect(measure(&meter, [process(1, cpu: 2)], after: 20).cpu == 0.1)
    }

    @Test func `leaves open what the kernel does not say`() {
        var meter = ResourceMeter()
        let uses = meter.measure([process(1, cpu: 0), process(2, cpu: 0)], openFiles: { $0 == 1 ? 7 : nil }, at: start)
        #expect(ResourceUse.total(uses).openFiles == 7)
        #expect(ResourceUse.total(meter.measure([process(3, cpu: 0)], openFiles: { _ in nil }, at: start)).openFiles == nil)
    }

    @Test(arguments: [
        (ResourceUse(cpu: 0.1, residentBytes: 1000, threads: 1), false),
        (ResourceUse(cpu: 0.11, residentBytes: 1020, threads: 1), false),
        (ResourceUse(cpu: 0.112, residentBytes: 1000, threads: 1), true),
        (ResourceUse(cpu: 0.1, residentBytes: 1021, threads: 1), true),
        (ResourceUse(cpu: 0.1, residentBytes: 979, threads: 1), true),
        (ResourceUse(cpu: 0.1, residentBytes: 1000, threads: 2), true),
        (ResourceUse(cpu: 0.1, residentBytes: 1000, openFiles: 4, threads: 1), true),
    ])
    func `is told again when people would see the difference`(use: ResourceUse, isNews: Bool) {
        #expect(use.differsNoticeably(from: ResourceUse(cpu: 0.1, residentBytes: 1000, threads: 1)) == isNews)
        #expect(use.differsNoticeably(from: nil))
    }

    @Test func `is told again when the processor's share is known, however small`() {
        let first = ResourceUse(residentBytes: 1000, threads: 1)
        #expect(ResourceUse(cpu: 0, residentBytes: 1000, threads: 1).differsNoticeably(from: first))
        #expect(!first.differsNoticeably(from: first))
    }
}
