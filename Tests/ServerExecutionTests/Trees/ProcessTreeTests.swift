#if os(Linux)
    import Foundation
    import Glibc
    import NIOCore
    import ServerModel
    import Testing

    @testable import ServerExecution

    /// Each in a program of its own, which owns all its children, as the daemon does.
    @Suite(.timeLimit(.minutes(2)))
    struct `Nothing outlives a run` {
        @Test(arguments: Escape.allCases)
        func `whatever it does to get away`(escape: Escape) async throws {
            await #expect(processExitsWith: .success) { [escape] in
                let world = try World()
                let process = try await RunningProcess(shell: escape.script, reaper: world.reaper)
                let escaped = await process.numbers(escape.count)
                #expect(escaped.count == escape.count)
                #expect(escaped.allSatisfy { ProcessFacts(of: $0)?.isZombie == false })
                try await process.act { $0.closeInput() }
                #expect(await process.end() == .code(0))
                #expect(escaped.allSatisfy { ProcessFacts(of: $0) == nil }, "\(escaped.map { ProcessFacts(of: $0) })")
                #expect(ProcessTable.children(of: getpid()) == [])
            }
        }

        @Test(arguments: Escape.allCases)
        func `when it is killed`(escape: Escape) async throws {
            await #expect(processExitsWith: .success) { [escape] in
                let world = try World()
                let process = try await RunningProcess(shell: escape.script, reaper: world.reaper)
                let escaped = await process.numbers(escape.count)
                try await process.act { $0.signalGroup(SIGKILL) }
                #expect(await process.end() == .signal(SIGKILL))
                #expect(escaped.allSatisfy { ProcessFacts(of: $0) == nil })
                #expect(ProcessTable.children(of: getpid()) == [])
            }
        }

        @Test func `but what belongs to another run lives on`() async throws {
            await #expect(processExitsWith: .success) {
                let world = try World()
                let one = try await RunningProcess(shell: Escape.cleanEnvironment.script, reaper: world.reaper)
                let two = try await RunningProcess(shell: Escape.cleanEnvironment.script, reaper: world.reaper)
                let ofOne = try #require(await one.numbers(1).first)
                let ofTwo = try #require(await two.numbers(1).first)
                try await one.act { $0.closeInput() }
                #expect(await one.end() == .code(0))
                #expect(ProcessFacts(of: ofOne) == nil)
                #expect(ProcessFacts(of: ofTwo)?.isZombie == false)
                try await two.act { $0.closeInput() }
                #expect(await two.end() == .code(0))
                #expect(ProcessFacts(of: ofTwo) == nil)
            }
        }

        @Test func `and 200 runs that try leave no process, no zombie and no descriptor`() async throws {
            await #expect(processExitsWith: .success) {
                let world = try World()
                func run() async throws {
                    let process = try await RunningProcess(shell: "setsid sleep 1000 & sleep 1000 & exit 0", reaper: world.reaper)
                    #expect(await process.end() == .code(0))
                }
                for _ in 0..<5 { try await run() }
                let before = try #require(ProcessDetails.openFiles(of: getpid()))
                for _ in 0..<200 { try await run() }
                #expect(ProcessTable.children(of: getpid()) == [])
                #expect(try #require(ProcessDetails.openFiles(of: getpid())) <= before)
                #expect(world.ledger.records() == [])
            }
        }

        @Test func `and orphans that end while it runs are no zombies`() async throws {
            await #expect(processExitsWith: .success) {
                let world = try World()
                let process = try await RunningProcess(
                    shell: "(setsid sh -c 'echo $$; read x <'\(world.home)'/gate' &); read x", reaper: world.reaper)
                let orphan = try #require(await process.numbers(1).first)
                // It comes to us at some moment of its own.
                while ProcessFacts(of: orphan)?.parent != getpid() { await Task.yield() }
                #expect(try await process.act { $0.processes() }.contains { $0.isOrphan && $0.facts.processID == orphan })
                let gate = try #require(FileHandle(forWritingAtPath: world.home + "/gate"))
                try gate.close()
                while ProcessFacts(of: orphan) != nil { await Task.yield() }
                try await process.act { $0.closeInput() }
                _ = await process.end()
            }
        }

        @Test func `when the program that started it is killed`() async throws {
            let home = try World.makeHome()
            defer { try? FileManager.default.removeItem(atPath: home) }
            let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
                [home = home as String] in
                let world = try World(home: home)
                let process = try await RunningProcess(shell: "echo $$; exec sleep 1000", reaper: world.reaper)
                World.tell(await process.numbers(1))
                kill(getpid(), SIGKILL)
            }
            let left = World.told(result?.standardOutputContent ?? [])
            #expect(left.count == 1)
            for process in left { while ProcessFacts(of: process)?.isZombie == false { await Task.yield() } }
        }

        @Test func `and the next daemon ends what a killed one has left`() async throws {
            let home = try World.makeHome()
            defer { try? FileManager.default.removeItem(atPath: home) }
            let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
                [home = home as String] in
                let world = try World(home: home)
                let name = RunName(server: try ServerID("demo"), number: 1)
                let deaf = "trap '' TERM; echo $$; setsid env -i sh -c 'echo $$; exec sleep 1000' & while :; do sleep 1000; done"
                let process = try await RunningProcess(shell: deaf, as: name, reaper: world.reaper)
                World.tell(await process.numbers(2))
                // It may have spoken before its record was written; one without is told by its mark alone.
                while RunLedger(home: home).records().isEmpty { await Task.yield() }
                kill(getpid(), SIGKILL)
            }
            let left = World.told(result?.standardOutputContent ?? [])
            #expect(left.count == 2)
            #expect(left.allSatisfy { ProcessFacts(of: $0)?.isZombie == false })
            let ledger = RunLedger(home: home)
            #expect(ledger.records().count == 1)
            let ended = await (try ProcessReaper(ledger: ledger)).endLeftovers()
            #expect(Set(left).isSubset(of: ended.map(\.facts.processID)), "\(ended)")
            #expect(ended.allSatisfy { $0.hasEnded && $0.run?.server.description == "demo" }, "\(ended)")
            #expect(left.allSatisfy { ProcessFacts(of: $0)?.isZombie != false })
            #expect(ledger.records() == [])
            #expect(await (try ProcessReaper(ledger: ledger)).endLeftovers() == [])
        }
    }

    /// A way to leave the group, and more. The leader ends by itself when its input is closed; the escaped print their ids.
    enum Escape: String, CaseIterable, Codable, Sendable {
        case session, doubleFork, cleanEnvironment, deaf, heldOutput, manyChildren, forksWhenTold

        /// How many get away.
        var count: Int { self == .manyChildren ? 20 : 1 }

        var script: String {
            switch self {
            case .session: "setsid sh -c 'echo $$; exec sleep 1000' & read x; exit 0"
            case .doubleFork: "(setsid sh -c '(sh -c \"echo \\$\\$; exec sleep 1000\" &) &' &); read x; exit 0"
            case .cleanEnvironment:
                "(env -i /usr/bin/setsid /bin/sh -c 'echo $$; exec /bin/sleep 1000' </dev/null 2>/dev/null &); read x; exit 0"
            case .deaf: "setsid sh -c 'trap \"\" TERM HUP INT; echo $$; while :; do sleep 1000; done' & read x; exit 0"
            case .heldOutput: "sleep 1000 & echo $!; read x; exit 0"
            case .manyChildren: "for i in $(seq 20); do setsid sh -c 'echo $$; exec sleep 1000' & done; read x; exit 0"
            case .forksWhenTold:
                """
                setsid sh -c 'trap "setsid sleep 1000 & setsid sh -c \\"setsid sleep 1000 & wait\\" &" TERM; echo $$; \
                while :; do sleep 1000 & wait; done' & read x; exit 0
                """
            }
        }
    }

    /// A home, and a reaper that owns all children of this program.
    final class World: Sendable {
        let home: String
        let ledger: RunLedger
        let reaper: ProcessReaper
        private let isOwnHome: Bool

        init(home: String? = nil) throws {
            isOwnHome = home == nil
            self.home = try home ?? Self.makeHome()
            ledger = RunLedger(home: self.home)
            reaper = try ProcessReaper(ledger: ledger, ownsChildren: true)
        }

        deinit { if isOwnHome { try? FileManager.default.removeItem(atPath: home) } }

        static func makeHome() throws -> String {
            let home = NSTemporaryDirectory() + "trees-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: home + "/run", withIntermediateDirectories: true)
            mkfifo(home + "/gate", 0o600)
            return home
        }

        /// To the test that started this program.
        static func tell(_ processes: [Int32]) {
            for process in processes { print("escaped=\(process)") }
            fflush(nil)
        }

        static func told(_ output: [UInt8]) -> [Int32] {
            String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
                line.firstRange(of: "escaped=").flatMap { Int32(line[$0.upperBound...]) }
            }
        }
    }

    extension RunningProcess {
        /// The first numbers it prints.
        func numbers(_ count: Int) async -> [Int32] {
            var numbers: [Int32] = []
            while numbers.count < count, let line = await firstMessage() { numbers += Int32(line).map { [$0] } ?? [] }
            return numbers
        }
    }
#endif
