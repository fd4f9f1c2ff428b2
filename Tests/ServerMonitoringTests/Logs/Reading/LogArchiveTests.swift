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

struct `A log read back` {
    @Test func `is all of its files, the oldest first`() throws {
        let logs = try WrittenLogs()
        for file in 0...11 { logs.write([.said("\(11 - file)", at: 11 - file)], file: file) }
        #expect(try logs.messages() == (0...11).map(String.init))
        #expect(try logs.messages(LogQuery(last: 3)) == ["9", "10", "11"])
    }

    @Test func `is read from its beginning, and no further than was asked for`() throws {
        let logs = try WrittenLogs()
        for file in 0...3 {
            logs.write([.said("\(2 * (3 - file))", at: 3 - file), .said("\(2 * (3 - file) + 1)", at: 3 - file)], file: file)
        }
        #expect(try logs.messages(LogQuery(first: 3)) == ["0", "1", "2"])
        #expect(try logs.messages(LogQuery(first: 3, since: .second(2))) == ["4", "5", "6"])
        #expect(try logs.messages(LogQuery(first: 9)) == (0...7).map(String.init))
        #expect(try logs.messages(LogQuery(first: 0)) == [])
    }

    @Test func `may be written in both formats, in one file too`() throws {
        let logs = try WrittenLogs()
        logs.write([.said("a", at: 1)], file: 1)
        logs.write([.said("b\n  at x\n\ty", at: 2, level: .error)], file: 1, as: .text)
        logs.write([.said("c\nd", at: 3)])
        logs.write([.said("e", at: 4)], as: .text)
        #expect(try logs.messages() == ["a", "b\n  at x\n\ty", "c\nd", "e"])
        #expect(try logs.messages(LogQuery(last: 3)) == ["b\n  at x\n\ty", "c\nd", "e"])
        #expect(try logs.messages(LogQuery(text: "at x")) == ["b\n  at x\n\ty"])
    }

    @Test(arguments: [nil, 10])
    func `keeps its order where the clock was set back`(last: Int?) throws {
        let logs = try WrittenLogs()
        logs.write([.said("a", at: 100), .said("b", at: 200)], file: 1)
        logs.write([.said("c", at: 50), .said("d", at: 150)])
        #expect(try logs.messages(LogQuery(last: last)) == ["a", "b", "c", "d"])
        #expect(try logs.messages(LogQuery(last: last, since: .second(100))) == ["a", "b", "d"])
        #expect(try logs.messages(LogQuery(last: last, until: .second(100))) == ["c"])
    }

    @Test(arguments: [nil, 10])
    func `lacks what is half written, broken or somebody else's`(last: Int?) throws {
        let logs = try WrittenLogs()
        logs.write("\tthe rest of something\n{\"time\":\"2026\nplain words\n\n\u{0}\u{0}\n")
        logs.write([.said("a", at: 1)])
        logs.write("\tnot of a\n{}\n")
        logs.write([.said("b", at: 2)])
        logs.write(#"{"time":"2026-11-28T18:52:31.123Z","stream":"stderr","run":1,"message":"half"}"#)
        #expect(try logs.messages(LogQuery(last: last)) == ["a", "b"])
        logs.write("\n")
        #expect(try logs.messages(LogQuery(last: last)) == ["a", "b", "half"])
    }

    @Test(arguments: [nil, 10])
    func `is empty where there is none`(last: Int?) throws {
        #expect(try WrittenLogs().messages(LogQuery(last: last)) == [])
        let logs = try WrittenLogs()
        logs.write("")
        logs.write("half", file: 1)
        #expect(try logs.messages(LogQuery(last: last)) == [])
        #expect(try logs.messages(LogQuery(last: 0)) == [])
    }

    @Test(arguments: [nil, 10])
    func `is known by an error where a file is not to be read`(last: Int?) throws {
        let logs = try WrittenLogs()
        logs.write([.said("a", at: 1)])
        mkdir(logs.path(file: 1), 0o700)
        defer { rmdir(logs.path(file: 1)) }
        let error = #expect(throws: ErrorReport.self) { try logs.messages(LogQuery(last: last)) }
        #expect(error?.code == "log-unreadable")
        #expect(error?.problem == "cannot read \(logs.path(file: 1)): it is not a file")
    }

    @Test func `may lack a number among its files`() throws {
        let logs = try WrittenLogs()
        logs.write([.said("a", at: 1)], file: 7)
        logs.write([.said("b", at: 2)], file: 2)
        #expect(try logs.messages() == ["a", "b"])
    }

    @Test func `has records of many times the size of what is read at once`() throws {
        let logs = try WrittenLogs()
        let long = (1...5).map { String(repeating: "\($0)", count: 700_000) }
        for (number, message) in long.enumerated() {
            logs.write([.said(message, at: number), .said("short", at: number)], as: number.isMultiple(of: 2) ? .json : .text)
        }
        #expect(try logs.messages().filter { $0 != "short" } == long)
        #expect(try logs.messages(LogQuery(last: 4)) == [long[3], "short", long[4], "short"])
    }
}

struct `A log that is rotated while it is read` {
    @Test func `is read as it was when it was opened`() throws {
        let logs = try WrittenLogs()
        for file in 0...2 { logs.write([.said("\(2 - file)", at: 2 - file)], file: file) }
        let opened = OpenedLog(logs.sources[0])
        rename(logs.path(file: 1), logs.path(file: 2))
        rename(logs.path(), logs.path(file: 1))
        logs.write([.said("new", at: 9)])
        var newest = NewestRecords([opened], try LogMatcher(LogQuery()), ReadingSizes())
        let records = try newest.records(10, isWanted: { true }, progress: { _ in })
        #expect(records.map(\.message) == ["0", "1", "2"])
    }

    @Test func `has no file twice, also when it came under its next number`() throws {
        let logs = try WrittenLogs()
        logs.write([.said("a", at: 1)])
        // What is seen when the newest was opened, and then set aside.
        link(logs.path(), logs.path(file: 1))
        #expect(try logs.messages() == ["a"])
    }

    @Test func `is read no further than it was written then`() throws {
        let logs = try WrittenLogs()
        logs.write([.said("a", at: 1)])
        var heard: [String] = []
        try LogArchive.search(logs.sources, LogQuery(), isWanted: { true }) { news in
            guard let record = news.record else { return }
            heard.append(record.message)
            logs.write([.said("later", at: 2)])
        }
        #expect(heard == ["a"])
    }

    @Test func `may be cut while it is read`() throws {
        let logs = try WrittenLogs()
        logs.write([.said("a", at: 1), .said("b", at: 2)])
        let opened = OpenedLog(logs.sources[0])
        truncate(logs.path(), off_t(opened.totalBytes - 10))
        var newest = NewestRecords([opened], try LogMatcher(LogQuery()), ReadingSizes())
        #expect(try newest.records(10, isWanted: { true }, progress: { _ in }).map(\.message) == ["a"])
    }
}

struct `Logs of several servers` {
    private static func filled() throws -> WrittenLogs {
        let logs = try WrittenLogs(["a", "b", "c"])
        logs.write([.said("a1", at: 1), .said("a5", at: 5)], file: 1)
        logs.write([.said("a7", at: 7)])
        logs.write([.said("b1", at: 1), .said("b6", at: 6), .said("b7", at: 7)], log: 1, as: .text)
        logs.write([.said("c0", at: 0), .said("c5", at: 5)], log: 2)
        return logs
    }

    @Test func `are merged by time, and those of one time by the order of servers`() throws {
        #expect(try Self.filled().messages() == ["c0", "a1", "b1", "a5", "c5", "b6", "a7", "b7"])
    }

    @Test(arguments: 0...9)
    func `have the newest of all of them`(last: Int) throws {
        let all = ["c0", "a1", "b1", "a5", "c5", "b6", "a7", "b7"]
        #expect(try Self.filled().messages(LogQuery(last: last)) == all.suffix(last))
    }

    @Test(arguments: [nil, 10])
    func `say whose each record is`(last: Int?) throws {
        for record in try Self.filled().records(LogQuery(last: last)) {
            #expect(record.server?.rawValue == String(record.message.prefix(1)))
        }
    }
}

struct `The newest records` {
    @Test func `are found without reading what is older`() throws {
        let logs = try WrittenLogs()
        for file in (0...3).reversed() {
            logs.write(
                (0..<4_000).map { .said("\($0) of \(file), and some words more to make it long", at: $0 - file * 4_000) },
                file: file)
        }
        let opened = OpenedLog(logs.sources[0])
        var newest = NewestRecords([opened], try LogMatcher(LogQuery()), ReadingSizes())
        let records = try newest.records(50, isWanted: { true }, progress: { _ in })
        #expect(records.map(\.message) == (3_950..<4_000).map { "\($0) of 0, and some words more to make it long" })
        #expect(newest.searchedBytes <= 32 << 10)
        #expect(opened.totalBytes > 1 << 20)
    }

    @Test func `may be in a file that was set aside`() throws {
        let logs = try WrittenLogs()
        logs.write((0..<4_000).map { .said("old \($0)", at: $0) }, file: 1)
        logs.write([.said("new", at: 5_000)])
        let opened = OpenedLog(logs.sources[0])
        var newest = NewestRecords([opened], try LogMatcher(LogQuery()), ReadingSizes())
        let records = try newest.records(3, isWanted: { true }, progress: { _ in })
        #expect(records.map(\.message) == ["old 3998", "old 3999", "new"])
        #expect(newest.searchedBytes < 100_000)
    }

    @Test func `since a time are not looked for in files that were written before`() throws {
        let logs = try WrittenLogs()
        for file in 0...2 {
            logs.write((0..<100).map { .said("\(file)", at: $0 - file * 100) }, file: file)
            logs.date(.second(100 - file * 100), file: file)
        }
        #expect(OpenedLog(logs.sources[0], since: .second(10)).files.map(\.path) == [logs.path()])
        #expect(try logs.records(LogQuery(since: .second(10))).count == 90)
        // Times of files may be coarse.
        #expect(OpenedLog(logs.sources[0], since: .second(1)).files.count == 2)
    }
}
