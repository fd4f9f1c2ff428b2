import CarefulFiles
import Dispatch
import DocumentEditing
import ServerModel
import Synchronization
import Testing

@testable import ClientPlatforms

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A client on a thread of its own, which counts in its file: each time it is nudged, it writes the file with the next number.
final class BusyClient: Sendable {
    struct Outcome: Sendable {
        var count = 0
        /// Numbers it found that were not the one it had written last.
        var lost: [String] = []
    }

    private let nudge = DispatchSemaphore(value: 0)
    private let thread: Background<Outcome>

    /// - Parameter isForgetful: whether it knows no more of its file than what it reads in it; then it takes its lock, as Cline does.
    init(_ path: String, isForgetful: Bool) {
        thread = Background { [nudge] shouldEnd in
            var outcome = Outcome()
            while !shouldEnd() {
                nudge.wait()
                guard isForgetful else {
                    Self.write(path, &outcome)
                    continue
                }
                Self.holdingLock(of: path, outcome.count) {
                    let found = Self.count(in: path)
                    if found != outcome.count {
                        outcome.lost.append("\(found.map(String.init) ?? "nothing") after \(outcome.count)")
                    }
                    Self.write(path, &outcome)
                }
            }
            return outcome
        }
    }

    @Sendable func work() { nudge.signal() }

    func end() async -> Outcome {
        thread.stop()
        nudge.signal()
        return await thread.end()
    }

    static func count(in path: String) -> Int? {
        guard let bytes = try? SourceFile(reading: path).bytes else { return nil }
        return String(decoding: bytes, as: UTF8.self).firstMatch(of: #/"count": (\d+)/#).flatMap { Int($0.1) }
    }

    /// Reads, changes, and renames a new file into the place of the old one.
    private static func write(_ path: String, _ outcome: inout Outcome) {
        guard let bytes = try? SourceFile(reading: path).bytes else { return }
        outcome.count += 1
        let text = String(decoding: bytes, as: UTF8.self).replacing(#/"count": (\d+)/#, with: "\"count\": \(outcome.count)")
        let draft = "\(path).client"
        guard let file = fopen(draft, "w") else { return }
        fputs(text, file)
        fclose(file)
        rename(draft, path)
    }

    /// The protocol of Cline: a prepared folder with its owner in it is renamed into place.
    private static func holdingLock(of path: String, _ number: Int, _ work: () -> Void) {
        let prepared = "\(path).lock.client-\(number)"
        mkdir(prepared, 0o700)
        fclose(fopen("\(prepared)/owner.client", "w"))
        while rename(prepared, "\(path).lock") != 0 { sched_yield() }
        work()
        unlink("\(path).lock/owner.client")
        rmdir("\(path).lock")
    }
}

/// P37: while we write, nobody sees half a file; P38: nothing that others write is lost.
struct `A client that writes all the time` {
    @Test(arguments: [
        ("cursor", ".cursor/mcp.json", false), ("cline", ".cline/data/settings/cline_mcp_settings.json", true),
    ])
    func `loses nothing, and sees whole files only`(platform: String, file: String, isForgetful: Bool) async throws {
        let machine = try TemporaryMachine("files", isInMemory: true)
        let path = try machine.put(file, "{\n  \"count\": 0,\n  \"mcpServers\": {\n    \"own\": {\"command\": \"x\"}\n  }\n}\n")
        let client = BusyClient(path, isForgetful: isForgetful)
        let reader = Background { shouldEnd in
            var broken: [String] = []
            while !shouldEnd() {
                guard let bytes = try? SourceFile(reading: path).bytes else {
                    broken.append("no file")
                    continue
                }
                let document = try? EditableDocument(bytes, format: .json)
                if document?.root["mcpServers"]?["own"] == nil { broken.append(String(decoding: bytes, as: UTF8.self)) }
            }
            return broken
        }
        // Not every time, as otherwise nobody could write in between.
        machine.world.set { $0.onClock = { call in if call % 3 == 0 { client.work() } } }
        for _ in 1...100 {
            let sync = try await machine.sync(platform, deciding: .ours)
            #expect(sync.refusals == [])
            let undone = try? await machine.undo()
            #expect(undone?.refusals ?? [] == [])
        }
        machine.world.set { $0.onClock = nil }
        let outcome = await client.end()
        #expect(outcome.count > 100)
        #expect(outcome.lost == [])
        #expect(BusyClient.count(in: path) == outcome.count)
        #expect(await reader.end() == [])
        #expect(machine.names(in: Folder.parent(of: file)) == [Folder.name(of: file)])
        try await machine.sync(platform, deciding: .ours)
        #expect(try await machine.states(platform) == ["own": .foreign, "files": .inSync])
    }

    /// It wrote last, or we wrote what we had read of it: its one writing meets ours at every moment there is.
    @Test(arguments: [false, true])
    func `has the last word when it writes at the same moment`(isRemoving: Bool) throws {
        let machine = try TemporaryMachine(isInMemory: true)
        let (path, next) = (machine.path("file"), machine.path("next"))
        let (begun, done) = (Turn(), Turn())
        let client = Background { shouldEnd in
            for turn in 1... {
                while begun.value < turn {
                    if shouldEnd() { return }
                    sched_yield()
                }
                // As long as our writing takes.
                for _ in 0..<Int.random(in: 0...500) { _ = getppid() }
                rename(next, path)
                done.value = turn
            }
        }
        for turn in 1...1000 {
            try machine.put("file", "old")
            try machine.put("next", "theirs")
            let file = try SourceFile(reading: path)
            begun.value = turn
            do {
                if isRemoving {
                    try CarefulWriting.remove(file, token: 7)
                } else {
                    try CarefulWriting.replace(file, with: Array("ours".utf8))
                }
            } catch is ChangedMeanwhile {
                // They were first.
            }
            while done.value < turn { sched_yield() }
            #expect(try machine.text("file") == "theirs")
        }
        client.stop()
        #expect(machine.names(in: "") == ["file"])
    }

    @Test func `sees the one or the other of our own writings, two hundred times`() async throws {
        let machine = try TemporaryMachine("files", isInMemory: true)
        let path = try machine.put(".cursor/mcp.json", "{}")
        try await machine.sync("cursor")
        let written = try machine.bytes(path)
        let reader = Background { shouldEnd in
            var others: Set<[UInt8]> = []
            while !shouldEnd() {
                let bytes = (try? SourceFile(reading: path).bytes) ?? []
                if bytes != written, bytes != Array("{}".utf8) { others.insert(bytes) }
            }
            return others
        }
        for _ in 1...100 {
            try await machine.release("cursor")
            try await machine.sync("cursor")
        }
        #expect(await reader.end().isEmpty)
    }
}

/// A number that two threads see.
private final class Turn: Sendable {
    private let number = Atomic(0)

    var value: Int {
        get { number.load(ordering: .acquiring) }
        set { number.store(newValue, ordering: .releasing) }
    }
}
