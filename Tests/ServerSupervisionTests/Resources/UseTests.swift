import ServerExecution
import ServerModel
import Testing

@testable import ServerSupervision

@Suite(.timeLimit(.minutes(1)))
struct `The use of a server` {
    @Test func `is known as soon as it is ready, and forgotten when it stopped`() async throws {
        let house = try await House(script: "sleep 1000 & \(answerInitialize); while read line; do :; done; kill $!")
        let started = try await house.supervisor.perform(.start, on: "sample", wait: true)
        let use = try #require(started.use)
        #expect(use.processes == 2 && use.threads == 2 && use.residentBytes > 100_000 && use.openFiles ?? 0 >= 6)
        let tree = try #require(await house.supervisor.trees().first)
        #expect(tree.run == 1 && tree.members.map(\.depth) == [0, 1])
        #expect(tree.uses.count == tree.members.count && tree.members.first?.facts.processID == started.run?.processID)
        let stopped = try await house.supervisor.perform(.stop, on: "sample", wait: true)
        #expect(stopped.use == nil)
        #expect(await house.supervisor.trees().isEmpty)
        await house.supervisor.shutDown()
    }

    @Test func `beyond its memory's limit ends it, which counts as a crash`() async throws {
        let house = try await House(script: "\(answerInitialize); cat > /dev/null") {
            $0.restart.policy = .never
            $0.limits.memoryBytes = 1
        }
        _ = try await house.supervisor.perform(.start, on: "sample", wait: false)
        let status = try await house.wait { $0.phase.name == .failed }
        let cause = try #require(status.lastExit?.cause)
        #expect(cause.hasSuffix("of memory, more than its limit of 1 B (execution.limits.memory)"), "\(cause)")
        #expect(status.lastExit?.status == .signal(9))
        await house.supervisor.shutDown()
    }

    @Test func `is told to nobody when it is as it was`() async throws {
        let house = try await House(script: "\(answerInitialize); while read line; do :; done")
        let events = house.events.events(after: nil)
        _ = try await house.supervisor.perform(.start, on: "sample", wait: true)
        for _ in 0..<5 { _ = await house.supervisor.trees() }
        await house.supervisor.shutDown()
        var told: [ResourceUse] = []
        for await event in events where event.kind == .observed { if let use = event.status?.use { told.append(use) } }
        // Once, and once more if the looks took so long that the processor's share became known.
        #expect(!told.isEmpty && Set(told.map { $0.cpu == nil }).count == told.count, "\(told)")
    }
}
