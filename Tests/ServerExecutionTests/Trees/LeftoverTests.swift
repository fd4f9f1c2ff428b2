import Foundation
import ServerModel
import Testing

@testable import ServerExecution

struct `What an earlier daemon has left` {
    let record: RunRecord

    init() throws {
        record = RunRecord(
            name: RunName(server: try ServerID("demo"), number: 4), leader: ProcessIdentity(processID: 10, startTime: 100),
            serial: 3, executable: "/bin/server", boot: "monday")
    }

    @Test func `is the process of a record, all below it and in its session`() {
        let table = [process(10, at: 100), process(11, below: 10), process(12, session: 10)]
        #expect(left(table).map(\.facts.processID) == [10, 11, 12])
        #expect(left(table).allSatisfy { $0.run == record.name })
    }

    @Test func `is not a process with another start, program or boot`() {
        #expect(left([process(10, at: 101)]).isEmpty)
        #expect(left([process(10, at: 100)], executable: "/bin/other").isEmpty)
        #expect(left([process(10, at: 100)], boot: "tuesday").isEmpty)
    }

    @Test func `is whatever carries a mark of this home, named by the record of its run`() {
        let found = left([process(50, at: 500), process(51, below: 50)], marks: [50: RunMark(home: 7, serial: 3)])
        #expect(found.map(\.facts.processID) == [50, 51])
        #expect(found.first?.run == record.name)
    }

    @Test func `is nothing of another home`() {
        #expect(left([process(50, at: 500)], marks: [50: RunMark(home: 8, serial: 3)]).isEmpty)
    }

    private func process(_ id: Int32, below parent: Int32 = 1, session: Int32? = nil, at start: UInt64 = 1000) -> ProcessFacts {
        ProcessFacts(processID: id, parent: parent, group: session ?? id, session: session ?? id, startTime: start)
    }

    private func left(
        _ processes: [ProcessFacts], marks: [Int32: RunMark] = [:], executable: String = "/bin/server", boot: String = "monday"
    ) -> [(run: RunName?, facts: ProcessFacts)] {
        LeftoverMembership(home: 7, boot: boot, records: [record])
            .members(in: ProcessTable(processes), mark: { marks[$0] }, executable: { _ in executable })
    }
}

struct `A record of a run` {
    let record: RunRecord

    init() throws {
        record = RunRecord(
            name: RunName(server: try ServerID("demo"), number: 4), leader: ProcessIdentity(processID: 10, startTime: 100),
            serial: 3, executable: "/opt/my server", boot: "monday")
    }

    @Test func `is read as it was written`() throws {
        let home = NSTemporaryDirectory() + "ledger-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: home + "/run", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: home) }
        let ledger = RunLedger(home: home)
        ledger.write(record)
        #expect(ledger.records() == [record])
        #expect(RunLedger(home: home + "/run/..").home == ledger.home)
        ledger.remove(record.leader)
        #expect(ledger.records() == [])
    }

    @Test func `is none when it was not written to its end`() {
        #expect(RunRecord(text: record.text) == record)
        for length in 0..<record.text.count { #expect(RunRecord(text: String(record.text.prefix(length))) == nil) }
    }
}
