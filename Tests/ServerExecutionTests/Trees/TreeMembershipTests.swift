import ServerModel
import Testing

@testable import ServerExecution

struct `A process belongs to a run` {
    /// The daemon is 1; two runs, led by 10 and 20, the second started later.
    let leader = ProcessIdentity(processID: 10, startTime: 100)
    let other = ProcessIdentity(processID: 20, startTime: 200)

    @Test func `when it descends from the leader`() {
        #expect(members([process(10, at: 100), process(11, below: 10), process(12, below: 11)]) == ["10", "11", "12"])
    }

    @Test func `when it is in the leader's session or group, whoever its parent is`() {
        #expect(members([process(10, at: 100), process(30, session: 10), process(31, group: 10)]) == ["10", "30?", "31?"])
    }

    @Test func `when it carries the run's mark, with all below it`() {
        let table = [
            process(10, at: 100), process(30, at: 300), process(31, below: 30, at: 301), process(32, below: 31, at: 302),
        ]
        #expect(members(table, marks: [30: ours, 32: ours]) == ["10", "30?", "31?", "32?"])
    }

    @Test func `when it was seen below the leader before its parent ended`() {
        let table = [process(10, at: 100), process(30, at: 300)]
        #expect(members(table, seen: [ProcessIdentity(processID: 30, startTime: 300)]) == ["10", "30?"])
    }

    @Test func `but not when another has the id of one that was seen`() {
        let table = [process(10, at: 100), process(30, at: 301)]
        #expect(members(table, seen: [ProcessIdentity(processID: 30, startTime: 300)]) == ["10"])
    }

    @Test func `when it came to the daemon as an orphan and no other run was there yet`() {
        #expect(members([process(10, at: 100), process(20, at: 200), process(30, at: 150)], adopter: 1) == ["10", "30?"])
    }

    @Test func `but not when another run could have started it`() {
        #expect(members([process(10, at: 100), process(20, at: 200), process(30, at: 250)], adopter: 1) == ["10"])
    }

    @Test func `but not when it is older than the run`() {
        #expect(members([process(10, at: 100), process(30, at: 50)], adopter: 1) == ["10"])
    }

    @Test func `but not when it carries another's mark`() {
        #expect(members([process(10, at: 100), process(30, at: 150)], adopter: 1, marks: [30: others]) == ["10"])
    }

    @Test func `and the other run's leader never does`() {
        let table = [process(10, at: 100), process(20, at: 200), process(21, below: 20, at: 210)]
        #expect(members(table, adopter: 1, marks: [20: others, 21: others]) == ["10"])
    }

    @Test func `also after the leader has gone`() {
        #expect(members([process(30, session: 10), process(31, below: 30)]) == ["30?", "31?"])
    }

    @Test func `and its mark is asked for only when nothing else explains it`() {
        var asked: [Int32] = []
        let table = ProcessTable([process(10, at: 100), process(11, below: 10), process(30, session: 10), process(40, at: 400)])
        _ = TreeMembership(leader: leader, mark: ours).members(in: table) { process in
            asked.append(process)
            return nil
        }
        #expect(asked == [40])
    }

    // MARK: -

    private let ours = RunMark(home: 7, serial: 1)
    private let others = RunMark(home: 7, serial: 2)

    private func process(
        _ id: Int32, below parent: Int32 = 1, session: Int32? = nil, group: Int32? = nil, at start: UInt64 = 1000
    ) -> ProcessFacts {
        ProcessFacts(
            processID: id, parent: parent, group: group ?? session ?? id, session: session ?? id, startTime: start)
    }

    /// The members' ids, orphans with a question mark.
    private func members(
        _ processes: [ProcessFacts], seen: Set<ProcessIdentity> = [], adopter: Int32? = nil, marks: [Int32: RunMark] = [:]
    ) -> [String] {
        TreeMembership(leader: leader, mark: ours, seen: seen, adopter: adopter, others: [other])
            .members(in: ProcessTable(processes)) { marks[$0] }
            .map { "\($0.facts.processID)\($0.isOrphan ? "?" : "")" }
    }
}

struct `A run's mark` {
    let mark = RunMark(home: 0x3fff_fffe, serial: .max)

    @Test func `is read back from a tag and from a variable`() throws {
        #expect(RunMark(tag: Int64(mark.tag)) == mark)
        #expect(RunMark(text: mark.text(nil)) == mark)
        #expect(RunMark(text: mark.text(RunName(server: try ServerID("a-b"), number: 3))) == mark)
    }

    @Test(arguments: [0, -1, 5, Int64.max >> 2])
    func `is not read from a limit that somebody else has set`(tag: Int64) {
        #expect(RunMark(tag: tag) == nil)
    }

    @Test(arguments: ["", "1", "1:2", "x:1:demo:1", ":::"])
    func `is not read from any text`(text: String) {
        #expect(RunMark(text: text) == nil)
    }
}
