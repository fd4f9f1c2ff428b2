import DaemonLaunch
import ServerModel
import Testing

@testable import ControlAPI

private func event(_ sequence: UInt64) -> ServerEvent {
    ServerEvent(
        sequence: sequence, time: Timestamp(millisecondsSince1970: 0), server: id("weather"), kind: .phase, severity: .info,
        message: "event \(sequence)")
}

private func block(_ event: ServerEvent) throws -> String { "id: \(event.sequence)\ndata: \(try json(event))\n\n" }

private func line(_ number: Int) -> LogRecord {
    LogRecord(time: Timestamp(millisecondsSince1970: 0), stream: .stderr, run: 1, message: "line \(number)")
}

struct `The stream of events` {
    @Test func `brings what happens after it was opened`() async throws {
        try await FakeDaemon.run(["GET /api/v1/events": .stream([": hello\n\n"])]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            var events = try await client.events(after: nil).makeAsyncIterator()
            for number in UInt64(1)...3 {
                try await daemon.push(try block(event(number)))
                #expect(try await events.next() == event(number))
            }
            #expect(daemon.received.last?.headers["Last-Event-ID"] == nil)
        }
    }

    @Test func `resumes behind an event`() async throws {
        try await FakeDaemon.run(["GET /api/v1/events": .stream([": hello\n\n", try block(event(8))])]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            var events = try await client.events(after: 7).makeAsyncIterator()
            #expect(try await events.next() == event(8))
            #expect(daemon.received.last?.headers["Last-Event-ID"] == "7")
        }
    }

    @Test func `is not there without a hello`() async throws {
        try await FakeDaemon.run(["GET /api/v1/events": .stream([try block(event(1))])]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            await #expect(throws: UnreadableAnswer.self) { try await client.events(after: nil) }
        }
    }

    @Test func `ends with an error when the daemon goes away`() async throws {
        try await FakeDaemon.run(["GET /api/v1/events": .stream([": hello\n\n", try block(event(1))])]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            var events = try await client.events(after: nil).makeAsyncIterator()
            #expect(try await events.next() == event(1))
            try await daemon.dropStreams()
            await #expect(throws: ConnectionLost(log: daemon.home.daemonLog)) { try await events.next() }
        }
    }

    @Test func `closes its connection when its task is cancelled`() async throws {
        try await FakeDaemon.run(["GET /api/v1/events": .stream([": hello\n\n", try block(event(1))])]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            let (started, startedNow) = AsyncStream<Void>.makeStream()
            let reading = Task {
                for try await _ in try await client.events(after: nil) { startedNow.finish() }
            }
            for await _ in started {}
            reading.cancel()
            try await daemon.streamsClosed()
            // Whether the loop ends quietly or by the error is the standard library's choice.
            _ = await reading.result
        }
    }

    @Test func `closes its connection when nobody keeps it`() async throws {
        try await FakeDaemon.run(["GET /api/v1/events": .stream([": hello\n\n"])]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            _ = try await client.events(after: nil)
            try await daemon.streamsClosed()
        }
    }
}

struct `Following a log` {
    @Test func `brings every line in order, however many wait`() async throws {
        let lines = (1...5_000).map(line)
        let chunks = try stride(from: 0, to: lines.count, by: 500).map { start in
            try lines[start..<(start + 500)].map { "data: \(try json($0))\n\n" }.joined()
        }
        try await FakeDaemon.run(["GET /api/v1/servers/weather/logs/follow?last=5000": .stream(chunks)]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            var received: [LogRecord] = []
            for try await record in try await client.followLogs(id("weather"), last: 5_000) {
                received.append(record)
                if received.count == lines.count { break }
            }
            #expect(received == lines)
        }
    }

    @Test func `puts a line together that came in pieces`() async throws {
        let path = "GET /api/v1/servers/weather/logs/follow?last=1"
        let text = "data: \(try json(line(1)))\n\n"
        try await FakeDaemon.run([path: .stream([String(text.prefix(20))])]) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            var records = try await client.followLogs(id("weather"), last: 1).makeAsyncIterator()
            async let first = records.next()
            try await daemon.push(String(text.dropFirst(20)))
            #expect(try await first == line(1))
        }
    }

    @Test func `fails at once for an unknown server`() async throws {
        try await FakeDaemon.run { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            let report = await #expect(throws: ErrorReport.self) { try await client.followLogs(id("nobody"), last: 1) }
            #expect(report?.code == "unscripted")
        }
    }
}
