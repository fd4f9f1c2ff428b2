import DaemonLaunch
import Foundation
import ServerModel
import ServerSupervision
import Synchronization
import Testing

@testable import DaemonApp

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `The clocks` {
    private let before = ClockReading(wall: 1_800_000_000_000, boot: 50_000, awake: 40_000)

    private func after(_ seconds: Int64, asleep: Int64 = 0, setBy step: Int64 = 0) -> ClockReading {
        ClockReading(
            wall: before.wall + (seconds + asleep + step) * 1000, boot: before.boot + (seconds + asleep) * 1000,
            awake: before.awake + seconds * 1000)
    }

    @Test func `are no news as long as they go on together`() {
        #expect(after(5_000).news(since: before).isEmpty)
        #expect(after(5, setBy: 1).news(since: before).isEmpty)
    }

    @Test func `tell who was set, by how much, and which way`() {
        #expect(after(5, setBy: -3600).news(since: before) == ["the clock was set back by 1 h; servers go on"])
        #expect(after(5, setBy: 90_061).news(since: before) == ["the clock was set forward by 1 d 1 h; servers go on"])
        #expect(after(5, setBy: 3_605).news(since: before) == ["the clock was set forward by 1 h; servers go on"])
    }

    @Test func `tell sleep from a clock that was set`() {
        #expect(after(5, asleep: 7_500).news(since: before) == ["the computer slept for 2 h 5 min; servers go on"])
        #expect(after(5, asleep: 60, setBy: 30).news(since: before).count == 2)
    }

    @Test func `show what the system says`() {
        let now = ClockReading.now
        #expect(now.boot >= now.awake && now.awake > 0)
        #expect(abs(now.wall - Timestamp.now.millisecondsSince1970) < 60_000)
    }
}

struct `Requests to stop` {
    private final class Heard: Sendable {
        let words = Mutex<[String]>([])

        func arm(_ stop: StopRequests) {
            stop.arm(begin: { self.words.withLock { $0.append("begin") } }, hurry: { self.words.withLock { $0.append("hurry") } })
        }
    }

    @Test(arguments: [
        ([false], ["begin"]), ([false, false], ["begin", "hurry"]), ([true], ["begin", "hurry"]),
    ])
    func `begin once, and hurry from the second on`(_ requests: [Bool], _ expected: [String]) {
        let (early, late) = (Heard(), Heard())
        let stop = StopRequests()
        early.arm(stop)
        for now in requests { stop.request(now: now) }
        #expect(early.words.withLock { $0 } == expected)
        // Those that came before anybody could do something about them are not forgotten.
        let waiting = StopRequests()
        for now in requests { waiting.request(now: now) }
        late.arm(waiting)
        #expect(late.words.withLock { $0 } == expected)
    }
}

struct `The program of the daemon` {
    @Test func `is out of date once another is in its place`() throws {
        let home = try TemporaryHome()
        let path = home.directory.path + "/program"
        try "one".write(toFile: path, atomically: true, encoding: .utf8)
        let program = ProgramFile(path: path)
        #expect(program.replacement == nil)
        try "another".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(program.replacement?.remedy.contains("daemon restart") == true)
    }

    @Test func `is the one that runs`() {
        #expect(access(ProgramFile.ours.path, X_OK) == 0)
        #expect(ProgramFile.ours.replacement == nil)
    }
}

struct `Reports of crashes` {
    @Test func `are told once, and the newest five are kept`() throws {
        let home = try TemporaryHome()
        let reports = CrashReports(home: home.directory)
        #expect(reports.takeNews() == nil)
        for day in 1...7 {
            try "x".write(
                toFile: "\(home.directory.logsDirectory)/crash-2026-11-0\(day)T10-20-30Z.txt", atomically: true, encoding: .utf8)
        }
        let news = try #require(reports.takeNews())
        #expect(news.problem.hasPrefix("the daemon crashed at 2026-11-07T10:20:30Z; the report is /"))
        #expect(reports.takeNews() == nil)
        #expect(reports.newest == news)
        let names = try FileManager.default.contentsOfDirectory(atPath: home.directory.logsDirectory)
        #expect(names.filter { $0.hasPrefix("crash-") }.sorted().first == "crash-2026-11-03T10-20-30Z.txt")
    }
}

struct `Trouble with the daemon` {
    @Test func `of a file that cannot be written is an event, unless a full disk explains it`() async throws {
        let home = try TemporaryHome()
        let events = EventHub()
        let troubles = Troubles(home: home.directory, program: ProgramFile(path: ""), events: events)
        var stream = events.events(after: nil).makeAsyncIterator()
        let report = ErrorReport(code: "log-not-written", problem: "cannot write x: not allowed", remedy: "allow it")
        troubles.cannotWrite(report, of: try ServerID("demo"))
        let event = try #require(await stream.next())
        #expect(event.message == report.description)
        #expect(event.server?.rawValue == "demo")
        #expect(troubles.current.isEmpty)
    }

    @Test func `is a crash before, until its report is removed`() throws {
        let home = try TemporaryHome()
        let path = "\(home.directory.logsDirectory)/crash-2026-11-07T10-20-30Z.txt"
        try "x".write(toFile: path, atomically: true, encoding: .utf8)
        let troubles = Troubles(home: home.directory, program: ProgramFile(path: ""), events: EventHub())
        troubles.lookForCrashes()
        #expect(troubles.current.map(\.code) == ["daemon-crashed"])
        unlink(path)
        #expect(troubles.current.isEmpty)
    }

    @Test func `is not a disk that takes what is written, nor a folder that is missing`() throws {
        let home = try TemporaryHome()
        #expect(DiskSpace(folders: [home.directory.path, home.directory.path + "/nowhere"]).fullFolder == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.directory.path).allSatisfy { !$0.hasPrefix(".room") })
    }
}

struct `The service manager` {
    @Test(arguments: [false, true]) func `hears that the daemon is ready, and that it ends`(abstract: Bool) throws {
        #if os(Linux)
            let home = try TemporaryHome()
            let name = "\(home.directory.path)/notify"
            let listener = try DatagramSocket(name, abstract: abstract)
            let service = ServiceNotification(socket: abstract ? "@" + name : name)
            service.ready()
            #expect(listener.received == "READY=1\nSTATUS=Ready\n")
            service.stopping()
            #expect(listener.received == "STOPPING=1\nSTATUS=Ending its servers\n")
        #endif
    }

    @Test func `need not be there`() {
        ServiceNotification(socket: nil).ready()
        ServiceNotification(socket: "/nowhere/at/all").ready()
        ServiceNotification(socket: "").ready()
    }
}

/// A socket that datagrams come to.
private final class DatagramSocket {
    private let descriptor: Int32

    init(_ name: String, abstract: Bool) throws {
        #if canImport(Glibc)
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        #else
            descriptor = socket(AF_UNIX, SOCK_DGRAM, 0)
        #endif
        let descriptor = descriptor
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = (abstract ? [0] : []) + Array(name.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + bytes.count } ?? 0)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        try #require(bound == 0)
    }

    deinit { close(descriptor) }

    /// The next datagram, which must have come already.
    var received: String {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
