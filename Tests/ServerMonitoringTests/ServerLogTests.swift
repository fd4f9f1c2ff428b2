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
    @Test func `is a file of JSON lines that a later daemon reads back`() throws {
        let folder = try TemporaryFolder()
        let log = folder.log()
        log.append(.sample("hello \"world\"\u{1B}[31m\t\\ é 日"))
        log.flush()
        #expect(folder.log().last(10) == [.sample("hello \"world\"\u{1B}[31m\t\\ é 日")])
    }

    @Test func `gives the newest records, oldest first`() throws {
        let log = try TemporaryFolder().log()
        for number in 1...(ServerLog.recentLimit + 5) { log.append(.sample("\(number)")) }
        #expect(log.last(2).map(\.message) == ["5004", "5005"])
        #expect(log.last(.max).count == ServerLog.recentLimit)
        #expect(log.last(.max).first?.message == "6")
    }

    @Test func `tells followers every record once, after those they were given`() throws {
        let log = try TemporaryFolder().log()
        let heard = Mutex<[String]>([])
        log.append(.sample("before"))
        let (recent, token) = log.follow(last: 10) { record in heard.withLock { $0.append(record.message) } }
        log.append(.sample("after"))
        log.unfollow(token)
        log.append(.sample("later"))
        #expect(recent.map(\.message) == ["before"])
        #expect(heard.withLock { $0 } == ["after"])
    }

    @Test func `is set aside when it grows, and only so many are kept`() throws {
        let folder = try TemporaryFolder()
        let log = folder.log(maxSizeBytes: 200, backupCount: 2)
        for number in 1...10 {
            log.append(.sample("line \(number)"))
            log.flush()
        }
        #expect(folder.names == ["server.log", "server.log.1", "server.log.2"])
        #expect(folder.log().last(10).last?.message == "line 10")
    }

    @Test func `goes on in a new file when somebody removed it`() throws {
        let folder = try TemporaryFolder()
        let log = folder.log()
        log.append(.sample("one"))
        log.flush()
        unlink(folder.logPath)
        log.append(.sample("two"))
        log.flush()
        #expect(folder.log().last(10).map(\.message) == ["two"])
    }

    @Test func `says once that it cannot be written, and keeps the records in memory`() throws {
        let folder = try TemporaryFolder()
        // A folder where the file should be: no permission trick, so that it holds for root too.
        mkdir(folder.logPath, 0o700)
        let troubles = Mutex<[ErrorReport]>([])
        let log = folder.log { report in troubles.withLock { $0.append(report) } }
        log.append(.sample("one"))
        log.flush()
        log.append(.sample("two"))
        log.flush()
        #expect(troubles.withLock { $0 }.map(\.code) == ["log-not-written"])
        #expect(log.last(5).map(\.message) == ["one", "two"])
        rmdir(folder.logPath)
    }

    #if os(Linux)
        @Test func `says what is missing once the disk has room again`() throws {
            let folder = try TemporaryFolder()
            // Every write to it fails like on a full disk.
            symlink("/dev/full", folder.logPath)
            let troubles = Mutex<[ErrorReport]>([])
            let log = folder.log { report in troubles.withLock { $0.append(report) } }
            log.append(.sample("lost"))
            log.flush()
            unlink(folder.logPath)
            log.append(.sample("kept"))
            log.flush()
            let messages = folder.log().last(10).map(\.message)
            #expect(messages.last == "kept")
            #expect(messages.first?.hasSuffix("bytes of log were lost here: they could not be written") == true, "\(messages)")
            #expect(troubles.withLock { $0.count } == 1)
        }
    #endif

    @Test func `does not bring back a home that was removed`() throws {
        let folder = try TemporaryFolder()
        let home = folder.path + "/home"
        mkdir(home, 0o700)
        defer {
            unlink(home + "/logs/demo/server.log")
            for name in ["/logs/demo", "/logs", ""] { rmdir(home + name) }
        }
        let log = ServerLog(path: "\(home)/logs/demo/server.log", maxSizeBytes: 1000, backupCount: 1) { _ in }
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

    @Test func `skips lines that are no records`() throws {
        let folder = try TemporaryFolder()
        let log = folder.log()
        log.append(.sample("one"))
        log.flush()
        let file = try #require(fopen(folder.logPath, "a"))
        fputs("not json\n{\"time\":1}\n", file)
        fclose(file)
        #expect(folder.log().last(10).map(\.message) == ["one"])
    }
}

extension LogRecord {
    fileprivate static func sample(_ message: String) -> LogRecord {
        LogRecord(
            time: Timestamp(millisecondsSince1970: 1_800_000_000_123), stream: .stderr, level: .info, run: 3, message: message)
    }
}

extension TemporaryFolder {
    fileprivate var logPath: String { "\(path)/server.log" }

    fileprivate func log(
        maxSizeBytes: Int = 10_000_000, backupCount: Int = 5, onTrouble: @escaping @Sendable (ErrorReport) -> Void = { _ in }
    ) -> ServerLog {
        ServerLog(path: logPath, maxSizeBytes: maxSizeBytes, backupCount: backupCount, onTrouble: onTrouble)
    }
}
