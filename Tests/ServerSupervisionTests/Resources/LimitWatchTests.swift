import ServerModel
import Testing

@testable import ServerSupervision

struct `A limit` {
    private func watch(_ adjust: (inout ResourceLimits) -> Void) -> LimitWatch {
        var limits = ResourceLimits()
        adjust(&limits)
        return LimitWatch(limits)
    }

    @Test func `of memory ends what goes beyond it, and says so`() {
        var watch = watch { $0.memoryBytes = 1_000_000_000 }
        #expect(watch.judge(ResourceUse(residentBytes: 1_000_000_000), leaderFiles: nil) == nil)
        #expect(
            watch.judge(ResourceUse(residentBytes: 1_234_567_890), leaderFiles: nil)
                == .excess("it used 1.2 GB of memory, more than its limit of 1.0 GB (execution.limits.memory)"))
    }

    @Test func `of the processor is told of when it is not for a moment, and when it is over`() {
        var watch = watch { $0.cpu = 0.5 }
        let busy = ResourceUse(cpu: 0.755), idle = ResourceUse(cpu: 0.5)
        #expect([busy, busy, idle, busy, busy].map { watch.judge($0, leaderFiles: nil) } == [nil, nil, nil, nil, nil])
        #expect(
            watch.judge(busy, leaderFiles: nil)
                == .trouble("it uses 0.76 cores, more than its limit of 0.5 cores (execution.limits.cpu)"))
        #expect(watch.judge(ResourceUse(cpu: 0.9), leaderFiles: nil) == nil)
        #expect(watch.judge(idle, leaderFiles: nil) == .relief)
        #expect(watch.judge(idle, leaderFiles: nil) == nil)
    }

    @Test func `of files is told of when the server comes close to it`() {
        var watch = watch { $0.openFiles = 1000 }
        #expect(watch.judge(ResourceUse(openFiles: 5000), leaderFiles: 899) == nil)
        #expect(
            watch.judge(ResourceUse(), leaderFiles: 950)
                == .trouble("it has 950 of 1000 files open (execution.limits.open_files)"))
        #expect(watch.judge(ResourceUse(), leaderFiles: 10) == .relief)
    }

    @Test func `that is not set is none`() {
        var watch = watch { _ in }
        #expect(watch.judge(ResourceUse(cpu: 64, residentBytes: .max, openFiles: .max), leaderFiles: .max) == nil)
        #expect(!watch.isNeeded)
    }
}
