import DaemonLaunch
import ServerModel
import Testing

@testable import ControlAPI

private let weather = ServerStatus(
    id: id("weather"), phase: .ready, since: Timestamp(millisecondsSince1970: 5), commandLine: "uvx mcp-weather")

func id(_ name: String) -> ServerID {
    do {
        return try ServerID(name)
    } catch {
        fatalError("a test's server name must be valid: \(name)")
    }
}

func json(_ value: some Encodable) throws -> String {
    String(decoding: try ControlCoding.encode(value), as: UTF8.self)
}

struct `Connecting to the daemon` {
    @Test func `asks who it is`() async throws {
        try await FakeDaemon.run { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            #expect(daemon.received.map(\.line) == ["GET /api/v1/daemon"])
            #expect(try await client.daemon().version == productVersion)
        }
    }

    @Test func `refuses another version`() async throws {
        try await FakeDaemon.run(version: "0.0.9") { daemon in
            await #expect(throws: VersionMismatch(daemon: "0.0.9", program: productVersion)) {
                try await ControlClient.connect(home: daemon.home, launch: false)
            }
        }
    }

    @Test func `takes any version when told to`() async throws {
        try await FakeDaemon.run(version: "0.0.9") { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false, acceptsAnyVersion: true)
            #expect(try await client.daemon().version == "0.0.9")
        }
    }

    @Test func `fails without one when it may not start it`() async throws {
        let home = HomeDirectory(path: "/nowhere/at/all")
        let failure = await #expect(throws: LaunchFailure.self) { try await ControlClient.connect(home: home, launch: false) }
        #expect(failure?.code == "daemon-not-running")
    }
}

struct `A request` {
    @Test func `returns the value of the answer`() async throws {
        try await FakeDaemon.run(["GET /api/v1/servers": .json(try json([weather]))]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            #expect(try await client.servers() == [weather])
        }
    }

    @Test func `carries its value as JSON`() async throws {
        let new = NewServer(name: "weather", command: "uvx", args: ["mcp-weather"], environment: ["KEY": "é/x"])
        try await FakeDaemon.run(["POST /api/v1/servers": .json(try json(weather), status: 201)]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            #expect(try await client.add(new) == weather)
            #expect(daemon.received.last?.body == (try json(new)))
            #expect(daemon.received.last?.headers["Content-Type"] == "application/json")
        }
    }

    @Test func `can wait until the server has settled`() async throws {
        let replies: [String: FakeDaemon.Reply] = [
            "POST /api/v1/servers/weather/start?wait=true": .json(try json(weather)),
            "POST /api/v1/servers/weather/kill": .json(try json(weather)),
        ]
        try await FakeDaemon.run(replies) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            #expect(try await client.start(weather.id, wait: true) == weather)
            #expect(try await client.kill(weather.id) == weather)
        }
    }

    @Test func `throws the daemon's own report`() async throws {
        let report = ErrorReport(UnknownServer(name: "wether", among: [weather.id]))
        try await FakeDaemon.run(["GET /api/v1/servers/wether": .json(try json(report), status: 404)]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            await #expect(throws: report) { try await client.server(id("wether")) }
        }
    }

    @Test(arguments: [FakeDaemon.Reply.hangUp, .brokenOff("[", promised: 100)])
    func `tells when the connection is lost`(reply: FakeDaemon.Reply) async throws {
        try await FakeDaemon.run(["GET /api/v1/servers": reply]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            await #expect(throws: ConnectionLost(log: daemon.home.daemonLog)) { try await client.servers() }
        }
    }

    @Test func `tells when the answer makes no sense`() async throws {
        try await FakeDaemon.run(["GET /api/v1/servers": .json("{"), "GET /api/v1/doctor": .json("oops", status: 500)]) {
            daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            let unreadable = await #expect(throws: UnreadableAnswer.self) { try await client.servers() }
            #expect(unreadable?.request == "GET /api/v1/servers")
            let unexplained = await #expect(throws: UnreadableAnswer.self) { try await client.doctor() }
            #expect(unexplained?.reason == "status 500 without an error report")
        }
    }

    @Test func `gives up on a silent daemon`() async throws {
        try await FakeDaemon.run(["GET /api/v1/servers": .silence]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            await #expect(throws: DaemonSilent(seconds: 0)) {
                try await client.send(ControlRequest(.servers, deadline: 0))
            }
        }
    }

    @Test func `ends when its task is cancelled`() async throws {
        try await FakeDaemon.run(["GET /api/v1/servers": .silence]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            let request = Task { try await client.servers() }
            request.cancel()
            await #expect(throws: CancellationError.self) { try await request.value }
        }
    }
}

struct `Stopping the daemon` {
    @Test func `waits until it has gone`() async throws {
        let replies: [String: FakeDaemon.Reply] = [
            "GET /api/v1/events": .stream([": hello\n\n"]), "POST /api/v1/daemon/stop": .endEverything,
        ]
        try await FakeDaemon.run(replies) { daemon in
            try await ControlClient.connect(home: daemon.home, launch: false).stopDaemon()
            #expect(daemon.received.map(\.line).suffix(2) == ["GET /api/v1/events", "POST /api/v1/daemon/stop"])
            try await daemon.streamsClosed()
        }
    }

    @Test func `tells what happens meanwhile, and can be in a hurry`() async throws {
        let event = ServerEvent(
            sequence: 1, time: Timestamp(millisecondsSince1970: 0), server: id("slow"), kind: .notice, severity: .warning,
            message: "killed")
        let replies: [String: FakeDaemon.Reply] = [
            "GET /api/v1/events": .stream([": hello\n\n", "data: \(try json(event))\n\n"]),
            "POST /api/v1/daemon/stop?now=true": .endEverything,
        ]
        try await FakeDaemon.run(replies) { daemon in
            var told: [ServerEvent] = []
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            try await client.stopDaemon(now: true) { told.append($0) }
            #expect(told == [event])
        }
    }
}

struct `Two versions` {
    @Test(arguments: [
        ("0.0.9", "0.1.0"), ("0.9.0", "0.10.0"), ("1.0.0-rc.2", "1.0.0-rc.10"), ("1.0.0-rc.1", "1.0.0"), ("1.0.0-1", "1.0.0-rc"),
        ("1.0.0-rc", "1.0.0-rc.1"), ("1", "1.0.1"), ("nonsense", "0.1.0"),
    ])
    func `are one older than the other`(older: String, newer: String) {
        #expect(VersionNumber(older) < VersionNumber(newer))
        #expect(!(VersionNumber(newer) < VersionNumber(older)))
    }

    @Test(arguments: ["1.0.0", "1.0", "1.0.0+build.7"]) func `are the same when only the build differs`(version: String) {
        #expect(!(VersionNumber(version) < VersionNumber("1.0.0")) && !(VersionNumber("1.0.0") < VersionNumber(version)))
    }

    @Test func `are never a reason to go back`() {
        #expect(VersionMismatch(daemon: "0.0.9", program: "0.1.0").remedy.contains("daemon restart"))
        #expect(!VersionMismatch(daemon: "9.0.0", program: "0.1.0").remedy.contains("restart"))
    }
}
