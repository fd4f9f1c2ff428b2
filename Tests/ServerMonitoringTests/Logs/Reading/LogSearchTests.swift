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

struct `A search through logs` {
    @Test func `tells what it finds, and at last how much it looked through`() throws {
        let logs = try WrittenLogs(["a", "b"])
        logs.write([.said("a needle", at: 1), .said("hay", at: 2)])
        logs.write([.said("hay", at: 1)], log: 1, file: 1)
        logs.write([.said("Needle", at: 0)], log: 1)
        let news = try logs.news(LogQuery(text: "needle"))
        #expect(news.compactMap(\.record?.message) == ["Needle", "a needle"])
        let bytes = [logs.path(), logs.path(1, file: 1), logs.path(1)].reduce(0) { $0 + size(of: $1) }
        #expect(news.last == .finished(LogSearchProgress(searchedBytes: bytes, totalBytes: bytes, matches: 2)))
    }

    @Test func `tells how far it is`() throws {
        let logs = try WrittenLogs()
        let words = String(repeating: "some words, ", count: 1_000)
        for file in 0..<5 { logs.write((0..<850).map { .said(words, at: $0) }, file: file) }
        let told = try logs.news(LogQuery(text: "none of these")).compactMap(\.progress)
        #expect(told.count >= 3)
        #expect(told.map(\.searchedBytes) == told.map(\.searchedBytes).sorted())
        #expect(Set(told.map(\.totalBytes)).count == 1)
        #expect(told.last?.searchedBytes == told.last?.totalBytes)
    }

    @Test func `tells of what it could not read, and goes on`() throws {
        let logs = try WrittenLogs()
        logs.write([.said("a", at: 1)])
        mkdir(logs.path(file: 1), 0o700)
        defer { rmdir(logs.path(file: 1)) }
        for last in [nil, 5] {
            let news = try logs.news(LogQuery(last: last))
            #expect(news.compactMap(\.record?.message) == ["a"])
            #expect(news.last?.progress?.unread == ["\(logs.path(file: 1)): it is not a file"])
        }
    }

    @Test func `can be for the newest alone`() throws {
        let logs = try WrittenLogs()
        logs.write((0..<100).map { .said("\($0)", at: $0) })
        let news = try logs.news(LogQuery(last: 2, text: "5"))
        #expect(news.compactMap(\.record?.message) == ["85", "95"])
        #expect(news.last?.progress?.matches == 2)
    }

    @Test func `ends without another word once it is not wanted`() throws {
        let logs = try WrittenLogs()
        logs.write((0..<10_000).map { .said("\($0)", at: $0) })
        for last in [nil, 5_000] {
            var found = 0
            try LogArchive.search(logs.sources, LogQuery(last: last), isWanted: { found < 10 }) { news in
                #expect(news.record != nil)
                found += 1
            }
            #expect(found == 10)
            #expect(try logs.news(LogQuery(last: last), isWanted: { false }) == [])
        }
    }

    @Test func `ends with the error of who is told`() throws {
        struct Gone: Error {}
        let logs = try WrittenLogs()
        logs.write((0..<100).map { .said("\($0)", at: $0) })
        #expect(throws: Gone.self) {
            try LogArchive.search(logs.sources, LogQuery(), isWanted: { true }) { _ in throw Gone() }
        }
    }

    @Test func `keeps little of what it found while nobody takes it`() throws {
        let logs = try WrittenLogs(["a", "b"])
        logs.write((0..<20_000).map { .said("\($0)", at: $0) })
        logs.write([.said("first", at: -1)], log: 1)
        let matcher = try LogMatcher(LogQuery())
        let sizes = ReadingSizes(block: 4 << 10, part: 16 << 10, mostFound: 8 << 10, mostWaiting: 32 << 10)
        let work = SearchWork(logs.sources.map { OpenedLog($0) }, matcher, sizes)
        // One thread is this one: it does what there is to do now.
        work.searchWhatIsDue()
        #expect(work.waitingBytes < 32 << 10 + 2 * (8 << 10))
        // What is taken makes room.
        guard case .found(let records) = work.next(of: 0) else {
            Issue.record("nothing was found")
            return
        }
        #expect(records.map(\.message) == (0..<records.count).map(String.init))
    }

    private func size(of path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }
}
