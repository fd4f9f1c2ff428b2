import SecretMasking
import ServerModel
import Synchronization
import Testing

@testable import ServerMonitoring

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `The log of a server` {
    @Test func `is a file of JSON lines that a later daemon reads back`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        log.append(.sample("hello \"world\"\u{1B}[31m\t\\ é 日"))
        log.flush()
        #expect(try await folder.log().newest(10) == [.sample("hello \"world\"\u{1B}[31m\t\\ é 日")])
    }

    @Test func `gives the newest records, oldest first`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        for number in 1...5005 { log.append(.sample("\(number)")) }
        #expect(try await log.newest(2).map(\.message) == ["5004", "5005"])
        #expect(try await log.records(LogQuery()).count == 5005)
    }

    @Test func `may be text`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log { $0.format = .text }
        log.append(.sample("one"))
        log.append(.sample("Traceback\n  File \"a.py\"\nValueError: x"))
        log.flush()
        #expect(
            folder.text == """
                1970-01-01T00:00:05.000Z stderr #3: one
                1970-01-01T00:00:05.000Z stderr #3: Traceback
                \t  File "a.py"
                \tValueError: x

                """)
        #expect(try await folder.log().newest(10).map(\.message) == ["one", "Traceback\n  File \"a.py\"\nValueError: x"])
    }

    @Test func `is shown on a console as well, when that is wanted`() throws {
        let folder = try TemporaryFolder()
        let shown = Mutex("")
        var settings = LogSettings(path: folder.path + "/server.log")
        let log = ServerLog(
            of: try ServerID("sample"), settings,
            console: { text in shown.withLock { $0 += String(decoding: text, as: UTF8.self) } }, onTrouble: { _ in })
        log.append(.sample("for the file alone"))
        log.flush()
        settings.console = true
        log.adopt(settings)
        log.flush()
        log.append(.sample("for both", .warning))
        log.flush()
        #expect(shown.withLock { $0 } == "1970-01-01T00:00:05.000Z stderr #3 warning: for both\n")
    }

    @Test func `tells followers every record once, after those they were given`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        let heard = Mutex<[String]>([])
        log.append(.sample("before"))
        let (recent, token) = try await log.follow(LogQuery(last: 10)) { records in
            heard.withLock { $0 += records.map(\.message) }
        }
        log.append(.sample("after"))
        log.flush()
        log.unfollow(token)
        log.append(.sample("later"))
        log.flush()
        #expect(recent.map(\.message) == ["before"])
        #expect(heard.withLock { $0 } == ["after"])
    }

    @Test func `tells a follower only what matches`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        let heard = Mutex<[String]>([])
        let (_, token) = try await log.follow(LogQuery(last: 0, pattern: "^b")) { records in
            heard.withLock { $0 += records.map(\.message) }
        }
        for word in ["apple", "bear", "abba", "bee"] { log.append(.sample(word)) }
        log.flush()
        log.unfollow(token)
        #expect(heard.withLock { $0 } == ["bear", "bee"])
    }

    @Test func `keeps no record that states less than it is to keep`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log { $0.level = .warning }
        for level in [LogLevel.debug, .info, .warning, .critical] { log.append(.sample(level.rawValue, level)) }
        log.append(.sample("states nothing"))
        #expect(try await log.newest(10).map(\.message) == ["warning", "critical", "states nothing"])
        #expect(log.counts == ["warning": 1, "critical": 1, "": 1])
    }
}

struct `What a run writes` {
    private let origin = LogOrigin(time: Timestamp(millisecondsSince1970: 5000), stream: .stderr, run: 2, mask: SecretMask([]))

    @Test func `is cut into lines wherever it was cut before`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        for piece in ["one\ntw", "o\r\n\n", "thr", "ee"] { log.append(Array(piece.utf8), of: origin) }
        log.end(origin)
        #expect(try await log.newest(10).map(\.message) == ["one", "two", "three"])
        #expect(try await log.newest(10).allSatisfy { $0.run == 2 && $0.stream == .stderr })
    }

    @Test func `has the name of the logger an MCP message is by, unless its data names another`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        var named = origin
        named.stream = .mcp
        named.logger = "database"
        log.append("slow query", level: .warning, of: named)
        log.append(#"{"msg":"slow query","table":"users"}"#, level: .warning, of: named)
        log.append(#"{"msg":"slow query","logger":"pool"}"#, level: .warning, of: named)
        let records = try await log.newest(10)
        #expect(records.map(\.message) == ["slow query", "slow query", "slow query"])
        #expect(
            records.map(\.fields) == [["logger": "database"], ["logger": "database", "table": "users"], ["logger": "pool"]])
    }

    @Test func `is one record when it is one traceback, also while another run writes`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        var other = origin
        other.run = 3
        log.append(Array("Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n".utf8), of: origin)
        log.append(Array("something else\n".utf8), of: other)
        log.append(Array("ValueError: bad\nnext\n".utf8), of: origin)
        log.end(origin)
        let messages = try await log.newest(10).map(\.message)
        #expect(
            Set(messages) == [
                "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\nValueError: bad", "something else",
                "next",
            ])
    }

    @Test func `is in the log soon though it may go on`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        let (told, continuation) = AsyncStream.makeStream(of: String.self)
        let (_, token) = try await log.follow(LogQuery(last: 0)) { for record in $0 { continuation.yield(record.message) } }
        log.append(Array("Traceback (most recent call last):\n".utf8), of: origin)
        var iterator = told.makeAsyncIterator()
        #expect(await iterator.next() == "Traceback (most recent call last):")
        log.unfollow(token)
    }

    @Test func `has no secret in it, not even one that colours cut in two`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        var secret = origin
        secret.mask = SecretMask(["hunter2hunter2"])
        log.append(Array("plain hunter2hunter2\n".utf8), of: secret)
        log.append(Array("coloured hunter\u{1B}[1;36m2\u{1B}[0mhunter2\n".utf8), of: secret)
        log.append(Array(#"{"msg":"json hunter2hunter2","key":"hunter2hunter2"}"#.utf8) + [0x0A], of: secret)
        log.append(Array("reset hunter2\u{1B}[0mhunter2\n".utf8), of: secret)
        log.append(Array(#"{"msg":"x","key":"hunter2\u001b[0mhunter2"}"#.utf8) + [0x0A], of: secret)
        log.append("a message with hunter2hunter2", level: .error, of: secret)
        log.end(secret)
        let records = try await log.newest(10)
        #expect(records.map(\.message) == ["plain ••••", "coloured ••••", "json ••••", "reset ••••", "x", "a message with ••••"])
        #expect(records[2].fields == ["key": "••••"])
        #expect(records[4].fields?["key"]?.contains("hunter2hunter2") == false)
        #expect(!folder.text.contains("hunter2hunter2"))
    }
}

struct `The files of a log` {
    @Test func `are set aside when they grow, and only so many are kept`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log { ($0.maxSizeBytes, $0.backupCount) = (200, 2) }
        for number in 1...10 { log.append(.sample("line \(number)")) }
        log.flush()
        #expect(folder.names == ["server.log", "server.log.1", "server.log.2"])
        #expect(try await folder.log().newest(1).map(\.message) == ["line 10"])
    }

    @Test func `together have every record in its order, whatever comes at once`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log { ($0.maxSizeBytes, $0.backupCount) = (1000, 100) }
        for number in 1...200 {
            log.append(.sample("\(number)"))
            if number % 37 == 0 { log.flush() }
        }
        #expect(try await log.records(LogQuery()).map(\.message) == (1...200).map { "\($0)" })
        log.flush()
        #expect(folder.names.count > 5)
        for name in folder.names { #expect(folder.size(of: name) <= 1000) }
    }

    @Test func `that a smaller number leaves over go`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log { ($0.maxSizeBytes, $0.backupCount) = (200, 5) }
        for number in 1...40 { log.append(.sample("line \(number)")) }
        log.flush()
        #expect(folder.names.count == 6)
        log.adopt(LogSettings(path: folder.logPath, maxSizeBytes: 200, backupCount: 1))
        log.flush()
        for number in 1...10 { log.append(.sample("line \(number)")) }
        log.flush()
        #expect(folder.names == ["server.log", "server.log.1"])
    }

    @Test func `go when they are too old`() throws {
        let folder = try TemporaryFolder()
        let now = Mutex(Timestamp(millisecondsSince1970: 5000))
        let file = RotatingFile(
            LogSettings(path: folder.logPath, backupCount: 3, days: 30), clock: { now.withLock { $0 } }, onTrouble: { _ in })
        func append(_ word: String) {
            var line: [UInt8] = []
            var record = LogRecord.sample(word)
            record.time = now.withLock { $0 }
            record.writeJSONLine(to: &line)
            #expect(file.append(line) == line.count)
        }
        append("old")
        now.withLock { $0 = $0 + .seconds(29 * 86_400) }
        append("newer")
        #expect(folder.names == ["server.log"])
        now.withLock { $0 = $0 + .seconds(2 * 86_400) }
        append("newest")
        // The first record is too old: the file is set aside, and goes when its last one is.
        #expect(folder.names == ["server.log", "server.log.1"])
        now.withLock { $0 = .now + .seconds(31 * 86_400) }
        append("last")
        #expect(folder.names.contains("server.log.1") == false || folder.text(of: "server.log.1").contains("newest"))
    }

    @Test func `go on when somebody removed one`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        log.append(.sample("one"))
        log.flush()
        unlink(folder.logPath)
        log.append(.sample("two"))
        log.flush()
        #expect(try await folder.log().newest(10).map(\.message) == ["two"])
    }

    @Test func `go on elsewhere when the definition says so`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        log.append(.sample("one"))
        log.adopt(LogSettings(path: folder.path + "/other.log"))
        log.flush()
        log.append(.sample("two"))
        log.flush()
        #expect(folder.names == ["other.log", "server.log"])
        #expect(try await log.newest(10).map(\.message) == ["two"])
    }

    @Test func `say once that they cannot be written, and memory keeps the records`() async throws {
        let folder = try TemporaryFolder()
        // A folder where the file should be: no permission trick, so that it holds for root too.
        mkdir(folder.logPath, 0o700)
        let troubles = Mutex<[ErrorReport]>([])
        let log = try folder.log(onTrouble: { report in troubles.withLock { $0.append(report) } })
        log.append(.sample("one"))
        log.flush()
        log.append(.sample("two"))
        log.flush()
        #expect(troubles.withLock { $0 }.map(\.code) == ["log-not-written"])
        #expect(try await log.newest(5).map(\.message) == ["one", "two"])
        rmdir(folder.logPath)
    }

    #if os(Linux)
        @Test func `have what memory kept once the disk has room again, and say what is missing`() async throws {
            let folder = try TemporaryFolder()
            // Every write to it fails like on a full disk.
            symlink("/dev/full", folder.logPath)
            let troubles = Mutex<[ErrorReport]>([])
            let log = try folder.log(onTrouble: { report in troubles.withLock { $0.append(report) } })
            for number in 1...(ServerLog.unwrittenLimit + 7) {
                log.append(.sample("\(number)"))
                log.flush()
            }
            unlink(folder.logPath)
            log.append(.sample("kept"))
            log.flush()
            let messages = try await folder.log().records(LogQuery()).map(\.message)
            #expect(messages.first == "7 records of log were lost here: they could not be written")
            #expect(messages.dropFirst().first == "8" && messages.last == "kept")
            #expect(messages.count == ServerLog.unwrittenLimit + 2)
            #expect(troubles.withLock { $0.count } == 1)
        }
    #endif

    @Test func `do not bring back a home that was removed`() async throws {
        let folder = try TemporaryFolder()
        let home = folder.path + "/home"
        mkdir(home, 0o700)
        defer {
            unlink(home + "/logs/demo/server.log")
            for name in ["/logs/demo", "/logs", ""] { rmdir(home + name) }
        }
        let log = ServerLog(of: try ServerID("demo"), LogSettings(path: "\(home)/logs/demo/server.log")) { _ in }
        log.append(.sample("one"))
        log.flush()
        #expect(rename(home, folder.path + "/away") == 0)
        log.append(.sample("two"))
        log.flush()
        #expect(access(home, F_OK) != 0)
        #expect(rename(folder.path + "/away", home) == 0)
        log.append(.sample("three"))
        log.flush()
        #expect(access("\(home)/logs/demo/server.log", F_OK) == 0)
    }

    @Test func `may have lines that are no records`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.log()
        log.append(.sample("one"))
        log.flush()
        let file = try #require(fopen(folder.logPath, "a"))
        fputs("not json\n{\"time\":1}\n", file)
        fclose(file)
        #expect(try await folder.log().newest(10).map(\.message) == ["one"])
    }
}

extension ServerLog {
    fileprivate func newest(_ count: Int) async throws -> [LogRecord] { try await records(LogQuery(last: count)) }
}

extension LogRecord {
    fileprivate static func sample(_ message: String, _ level: LogLevel? = nil) -> LogRecord {
        LogRecord(time: Timestamp(millisecondsSince1970: 5000), stream: .stderr, level: level, run: 3, message: message)
    }
}

extension TemporaryFolder {
    fileprivate var logPath: String { path + "/server.log" }

    fileprivate var text: String { text(of: "server.log") }

    fileprivate func text(of name: String) -> String {
        guard let file = fopen("\(path)/\(name)", "r") else { return "" }
        defer { fclose(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { text += buffer.prefix(count) }
        return String(decoding: text, as: UTF8.self)
    }

    fileprivate func size(of name: String) -> Int {
        var facts = stat()
        return stat("\(path)/\(name)", &facts) == 0 ? Int(facts.st_size) : -1
    }

    fileprivate func log(
        _ change: (inout LogSettings) -> Void = { _ in }, onTrouble: @escaping @Sendable (ErrorReport) -> Void = { _ in }
    ) throws -> ServerLog {
        var settings = LogSettings(path: logPath, maxSizeBytes: 1_000_000, backupCount: 3)
        change(&settings)
        return ServerLog(of: try ServerID("sample"), settings, onTrouble: onTrouble)
    }
}
