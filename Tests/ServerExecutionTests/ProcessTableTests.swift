import Testing

@testable import ServerExecution

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `The processes of this machine` {
    @Test func `hold this one, with its facts`() throws {
        let own = try #require(ProcessTable.current().processes[getpid()])
        #expect(own.parent == getppid())
        #expect(own.user == geteuid())
        #expect(own.residentBytes > 1 << 20)
        #expect(own.threads > 0 && own.cpuNanoseconds > 0 && !own.isZombie)
        #expect(ProcessDetails.arguments(of: getpid()) == CommandLine.arguments)
        #expect(ProcessDetails.environment(of: getpid()).contains { $0.hasPrefix("PATH=") })
        #expect(ProcessDetails.executable(of: getpid())?.isEmpty == false)
        #expect(try #require(ProcessDetails.openFiles(of: getpid())) > 2)
    }

    @Test func `do not hold one that never was`() {
        #expect(ProcessFacts(of: Int32.max) == nil)
        #expect(ProcessDetails.arguments(of: Int32.max).isEmpty)
        #expect(ProcessDetails.openFiles(of: Int32.max) == nil)
    }

    @Test func `are read as a tree, each before its children`() {
        let tree = ProcessTable.trees(of: [getppid()])
        #expect(tree.processes[getpid()]?.parent == getppid())
        #expect(tree.descendants(of: getppid()).first?.processID == getppid())
    }
}

struct `A table of processes` {
    let table = ProcessTable(
        [(10, 1), (11, 10), (13, 11), (12, 10), (20, 1)].map {
            ProcessFacts(processID: $0, parent: $1, group: $0, session: $0)
        })

    @Test func `knows what is below one`() {
        #expect(table.descendants(of: 10).map(\.processID) == [10, 11, 13, 12])
        #expect(table.descendants(of: 99).isEmpty)
    }

    @Test func `goes round no circle`() {
        let circle = ProcessTable([(5, 6), (6, 5)].map { ProcessFacts(processID: $0, parent: $1, group: 5, session: 5) })
        #expect(circle.descendants(of: 5).map(\.processID) == [5, 6])
    }
}

struct `The kernel's ends for want of memory` {
    @Test func `are counted where it counts them`() {
        #expect(MemoryKills.count(in: "nr_free_pages 7\noom_kill 12\ndrop_pagecache 1\n") == 12)
        #expect(MemoryKills.count(in: "nr_free_pages 7\n") == nil)
        #if os(Linux)
            #expect(MemoryKills.sinceBoot() != nil)
        #endif
    }
}
