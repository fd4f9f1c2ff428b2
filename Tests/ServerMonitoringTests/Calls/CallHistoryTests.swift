import ServerModel
import Testing

@testable import ServerMonitoring

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `The history of calls` {
    @Test func `gives back what was recorded, with a number`() async throws {
        let bench = try HistoryBench()
        let record = try CallRecord.sample(outcome: .toolError, problem: "no such file")
        bench.record(record)
        var numbered = record
        numbered.id = 1
        #expect(try await bench.calls() == [numbered])
        #expect(try await bench.history.call(1) == numbered)
    }

    @Test func `keeps what a record lacks as lacking`() async throws {
        let bench = try HistoryBench()
        var record = try CallRecord.sample(arguments: nil, result: nil)
        record.client = nil
        bench.record(record)
        record.id = 1
        #expect(try await bench.calls() == [record])
    }

    @Test func `is there for the next daemon`() async throws {
        let bench = try HistoryBench()
        bench.record(try .sample("one"))
        bench.history.close()
        bench.record(try .sample("two"))
        #expect(try await bench.tools() == ["two", "one"])
    }

    @Test func `says what a tool said that failed`() async throws {
        let bench = try HistoryBench()
        let result = #"{"isError":true,"content":[{"type":"image"},{"type":"text","text":"no \"x\""},{"text":"more"}]}"#
        bench.record(try .sample("a", outcome: .toolError, result: result))
        bench.record(try .sample("b", outcome: .ok, result: result))
        bench.record(try .sample("c", outcome: .toolError, result: "nonsense"))
        #expect(try await bench.calls().map(\.problem) == [nil, nil, #"no "x""#])
    }

    @Test func `is for its owner alone`() async throws {
        let bench = try HistoryBench()
        bench.record(try .sample())
        _ = try await bench.calls()
        var information = stat()
        for file in [bench.path, bench.path + "-wal", bench.path + "-shm"] {
            #expect(stat(file, &information) == 0)
            #expect(information.st_mode & 0o777 == 0o600, "\(file)")
        }
    }

    @Test func `takes calls from many threads at once`() async throws {
        let bench = try HistoryBench()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for number in 0..<100 { bench.record(try .sample("\(writer)-\(number)")) }
                }
            }
            for _ in 0..<8 { group.addTask { _ = try await bench.calls() } }
            try await group.waitForAll()
        }
        let tools = try await bench.tools()
        #expect(Set(tools).count == 800)
        // Each writer's calls are in its own order.
        for writer in 0..<8 {
            let own = tools.reversed().filter { $0.hasPrefix("\(writer)-") }
            #expect(own == (0..<100).map { "\(writer)-\($0)" })
        }
    }

    @Test func `says that it does not know a call`() async throws {
        let bench = try HistoryBench()
        await #expect(throws: UnknownCall(id: 7)) { try await bench.history.call(7) }
    }
}

struct `A question to the history of calls` {
    private static func filled() throws -> HistoryBench {
        let bench = try HistoryBench()
        bench.record(try .sample("a", server: "x"))
        bench.record(try .sample("b", server: "x", outcome: .toolError))
        bench.record(try .sample("a", server: "y", outcome: .lost))
        bench.record(try .sample("b", server: "y"))
        bench.record(try .sample("a", server: "x", outcome: .cancelled))
        return bench
    }

    @Test(arguments: [
        (CallQuery(), [5, 4, 3, 2, 1]), (CallQuery(limit: 2), [5, 4]), (CallQuery(before: 3), [2, 1]),
        (CallQuery(failedOnly: true), [5, 3, 2]), (CallQuery(tool: "b"), [4, 2]), (CallQuery(tool: "c"), []),
    ])
    func `is answered newest first`(query: CallQuery, ids: [Int]) async throws {
        #expect(try await Self.filled().calls(query).map(\.id) == ids)
    }

    @Test func `can be about one server`() async throws {
        let bench = try Self.filled()
        let x = try ServerID("x")
        #expect(try await bench.calls(CallQuery(server: x)).map(\.id) == [5, 2, 1])
        #expect(try await bench.calls(CallQuery(server: x, failedOnly: true, tool: "a", before: 6)).map(\.id) == [5])
    }

    @Test(arguments: [
        CallQuery(), CallQuery(failedOnly: true), CallQuery(tool: "a"), CallQuery(failedOnly: true, tool: "a", before: 9),
    ])
    func `never looks through the whole file`(query: CallQuery) async throws {
        let bench = try HistoryBench()
        bench.history.close()
        let store = try CallStore(path: bench.path, limits: CallHistoryLimits()) { .sample }
        var query = query
        for server in [nil, try ServerID("x")] {
            query.server = server
            let plan = try store.plan(of: query)
            let isWhole = query == CallQuery()
            #expect(plan.allSatisfy { isWhole || $0.contains("INDEX") }, "\(plan)")
            // Sorting would need every row that fits.
            #expect(plan.allSatisfy { !$0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }
}

struct `What the history of calls keeps` {
    @Test func `has no secret in it, in no byte of its files`() async throws {
        let bench = try HistoryBench()
        let secret = #"hunter"2\é"#
        let escaped = #"hunter\"2\\\u00e9"#
        bench.record(
            try .sample(
                problem: "the key \(secret) is wrong", arguments: #"{"key":"\#(escaped)"}"#,
                result: #"{"text":"got \#(escaped)"}"#),
            masking: [secret])
        let call = try #require(try await bench.calls().first)
        #expect(call.arguments == #"{"key":"••••"}"#)
        #expect(call.result == #"{"text":"got ••••"}"#)
        #expect(call.problem == "the key •••• is wrong")
        #expect(call.argumentsLoss == TextLoss(maskedPlaces: 1, cutBytes: 0))
        for file in bench.files {
            #expect(!bytes(of: "\(bench.path.dropLast("history.sqlite".count))\(file)").contains(Array("hunter".utf8)))
        }
    }

    @Test func `is no more than the beginning of long texts`() async throws {
        let bench = try HistoryBench()
        bench.record(try .sample(result: String(repeating: "é", count: 20_000)))
        let call = try #require(try await bench.calls().first)
        #expect(call.result == String(repeating: "é", count: 8_192))
        #expect(call.resultLoss == TextLoss(maskedPlaces: 0, cutBytes: 40_000 - 16_384))
        #expect(call.argumentsLoss == nil)
    }

    @Test func `is not older than it may be`() async throws {
        let bench = try HistoryBench()
        bench.record(try .sample("old", at: .sample + .seconds(-31 * 86_400)))
        bench.record(try .sample("young", at: .sample + .seconds(-29 * 86_400)))
        bench.history.close()
        // Opened anew, which is when a daemon looks first.
        #expect(try await bench.tools() == ["young"])
    }

    @Test func `is no more than so many records`() async throws {
        var limits = CallHistoryLimits()
        (limits.records, limits.recordsBetweenLooks) = (10, 5)
        let bench = try HistoryBench(limits)
        for number in 1...50 {
            bench.record(try .sample("\(number)"))
            _ = try await bench.calls()
        }
        #expect(try await bench.tools() == (41...50).reversed().map(String.init))
    }

    @Test func `is no more than so many bytes, the newest`() async throws {
        var limits = CallHistoryLimits()
        (limits.fileBytes, limits.recordsBetweenLooks) = (1 << 20, 20)
        let bench = try HistoryBench(limits)
        for number in 1...200 { bench.record(try .sample("\(number)", result: String(repeating: "r", count: 16_000))) }
        let tools = try await bench.tools()
        #expect(tools.first == "200" && tools.count > 20 && tools.count < 90, "\(tools.count)")
        #expect(tools == (0..<tools.count).map { "\(200 - $0)" })
    }

    @Test func `never takes a number twice`() async throws {
        var limits = CallHistoryLimits()
        limits.age = .seconds(60)
        let bench = try HistoryBench(limits)
        bench.record(try .sample("old", at: .sample + .seconds(-61)))
        bench.history.close()
        bench.record(try .sample("new"))
        #expect(try await bench.calls().map(\.id) == [2])
    }

    @Test func `lacks the oldest of those that a slow disk could not take`() async throws {
        var limits = CallHistoryLimits()
        limits.waitingRecords = 10
        let bench = try HistoryBench(limits)
        let goOn = bench.history.stalled()
        for number in 1...25 { bench.record(try .sample("\(number)")) }
        goOn()
        #expect(try await bench.tools() == (16...25).reversed().map(String.init))
        #expect(bench.troubles == ["history-too-slow"])
        #expect(bench.reports[0].problem.hasPrefix("15 calls were not recorded"))
    }

    @Test func `waits in no more memory than it may, but a single call always fits`() async throws {
        var limits = CallHistoryLimits()
        limits.waitingBytes = 1_000
        let bench = try HistoryBench(limits)
        let goOn = bench.history.stalled()
        for number in 1...5 { bench.record(try .sample("\(number)", result: String(repeating: "x", count: 2_000))) }
        goOn()
        #expect(try await bench.tools() == ["5"])
    }
}

struct `A history of calls that cannot be used` {
    @Test func `is set aside when it is broken, and a new one begun`() async throws {
        let bench = try HistoryBench { write("this is no database, but a text that is long enough for one".utf8, to: $0) }
        bench.record(try .sample("first"))
        #expect(try await bench.tools() == ["first"])
        bench.record(try .sample("second"))
        #expect(try await bench.tools() == ["second", "first"])
        #expect(bench.troubles == ["history-broken"])
        #expect(bench.files.contains("history.sqlite.broken-2027-01-15T08-00-00.123Z"), "\(bench.files)")
    }

    @Test func `is set aside when it breaks while it is in use`() async throws {
        let bench = try HistoryBench()
        for number in 1...100 { bench.record(try .sample("\(number)", result: String(repeating: "x", count: 4_000))) }
        _ = try await bench.calls()
        bench.history.close()
        // The header stays good, so that it can be opened; what is behind it does not.
        overwrite(bench.path, from: 4_096, with: 0xFF)
        bench.record(try .sample("after"))
        #expect(try await bench.tools() == ["after"])
        #expect(bench.troubles == ["history-broken"])
    }

    @Test func `is told once, and calls go on`() async throws {
        // A folder where the file should be: no permission trick, so that it holds for root too.
        let bench = try HistoryBench { mkdir($0, 0o700) }
        bench.record(try .sample())
        await #expect(throws: ErrorReport.self) { try await bench.calls() }
        bench.record(try .sample())
        await #expect(throws: ErrorReport.self) { try await bench.calls() }
        #expect(bench.troubles == ["history-unusable"])
        rmdir(bench.path)
        bench.record(try .sample("later"))
        #expect(try await bench.tools() == ["later"])
    }

    @Test func `is left alone when a later version wrote it`() async throws {
        let bench = try HistoryBench()
        bench.record(try .sample())
        bench.history.close()
        try CallStore(path: bench.path, limits: CallHistoryLimits()) { .sample }.noteMigration("of-the-future")
        bench.history.close()
        await #expect(throws: ErrorReport.self) { try await bench.calls() }
        bench.record(try .sample())
        await #expect(throws: ErrorReport.self) { try await bench.calls() }
        #expect(bench.troubles == ["history-newer"])
        #expect(!bench.files.contains { $0.contains("broken") })
    }
}

private func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer.prefix(count) }
    return bytes
}

private func write(_ text: some Sequence<UInt8>, to path: String) {
    guard let file = fopen(path, "w") else { return }
    for byte in text { fputc(Int32(byte), file) }
    fclose(file)
}

private func overwrite(_ path: String, from start: Int, with byte: UInt8) {
    let size = bytes(of: path).count
    guard let file = fopen(path, "r+") else { return }
    fseek(file, start, SEEK_SET)
    for _ in start..<size { fputc(Int32(byte), file) }
    fclose(file)
}
