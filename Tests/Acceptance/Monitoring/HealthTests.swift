import Foundation
import ServerModel
import TestSupport
import Testing

/// Real outages, told apart and named. Servers are checked every second, twice in a row until one counts as down.
@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `An outage` {
    @Test func `of a process that a signal has stopped is named so, and ends with it`() async throws {
        let home = try TestHome.here
        let sick = try await SickServer(in: home)
        try await sick.waits(until: .healthy)
        let process = try #require(try await home.status("sick").run?.processID)
        kill(process, SIGSTOP)
        let health = try await sick.waits(until: .unhealthy, .suspended)
        #expect(health.reason?.contains("process \(process) was stopped by a signal") == true, "\(health)")
        #expect(health.remedy == "'kill -CONT \(process)' lets it go on")
        #expect(try await home.status("sick").phase.name == .degraded)

        let asked = try await home.manager("health", "sick")
        #expect(asked.ending == .code(1) && asked.output.contains("was stopped by a signal"), "\(asked)")
        kill(process, SIGCONT)
        try await sick.waits(until: .healthy)
        #expect(try await home.status("sick").phase == .ready)
        let history: HealthHistory = try await home.succeed("health", "sick", "--json").decoded()
        let outage = try #require(history.outages.first)
        #expect(outage.cause == .suspended && outage.ended != nil && !outage.isEndUncertain, "\(outage)")
        #expect((history.uptime.first?.unhealthySeconds ?? 0) > 0 && (history.uptime.first?.healthySeconds ?? 0) > 0)
        try await sick.client.close()
    }

    @Test func `of a server that does not read is a full pipe, or silence while there is room`() async throws {
        let home = try TestHome.here
        let sick = try await SickServer(in: home)
        try await sick.call(1, "deafen")
        let silent = try await sick.waits(until: .unhealthy, .silent)
        #expect(silent.reason?.contains("does not read its input, though its process runs") == true, "\(silent)")
        try await sick.client.request(
            2, "tools/call", #"{"name":"work","arguments":{"text":"\#(String(repeating: "x", count: 300_000))"}}"#)
        let clogged = try await sick.waits(until: .unhealthy, .clogged)
        #expect(clogged.reason?.contains("the pipe to it is full") == true, "\(clogged)")
        try await home.succeed("kill", "sick")
        try await sick.waits(until: .healthy)
        try await sick.client.close()
    }

    @Test func `of a port at which nobody listens any more is refused`() async throws {
        let home = try TestHome.here
        let sick = try await SickServer(in: home, port: FreePort.any())
        try await sick.waits(until: .healthy)
        try await sick.call(1, "close")
        // It is ended and started again, for nobody reaches it as it is.
        try await home.waitUntilReady("sick", after: 1)
        let history: HealthHistory = try await home.succeed("health", "sick", "--json").decoded()
        let outage = try #require(history.outages.first, "\(home.story)")
        #expect(outage.cause == .refused && outage.ended != nil, "\(outage)")
        #expect(outage.reason?.contains("nothing listens at 127.0.0.1") == true, "\(outage)")
        try await sick.client.close()
    }

    @Test func `that its endpoint tells of is the endpoint's`() async throws {
        let home = try TestHome.here
        let sick = try await SickServer(in: home, port: FreePort.any())
        try await sick.waits(until: .healthy)
        try await sick.call(1, "sicken", #"{"status":503}"#)
        let health = try await sick.waits(until: .unhealthy, .endpoint)
        #expect(health.reason?.contains("its endpoint /health answered 503") == true, "\(health)")
        try await sick.call(2, "sicken", #"{"status":200}"#)
        try await sick.waits(until: .healthy)
        try await sick.client.close()
    }

    @Test func `of tools that all fail is told though ping is answered`() async throws {
        let home = try TestHome.here
        let sick = try await SickServer(in: home)
        try await sick.call(1, "break")
        for id in 2...6 { try await sick.call(id, "work") }
        try await sick.waits(until: .degraded, .toolsFail)
        try await sick.call(7, "mend")
        try await sick.call(8, "work")
        try await sick.waits(until: .healthy)
        try await sick.client.close()
    }

    @Test func `of answers that take long is slowness`() async throws {
        let home = try TestHome.here
        let sick = try await SickServer(in: home)
        try await sick.call(1, "dawdle", #"{"seconds":0.4}"#)
        let health = try await sick.waits(until: .degraded, .slow)
        #expect((health.responseMilliseconds ?? 0) >= 400, "\(health)")
        try await sick.client.close()
    }

    @Test func `of a program that is not there is not found`() async throws {
        let home = try TestHome.here
        try await home.manager("add", "nowhere", "--", "no-such-program-here")
        try await home.manager("start", "nowhere")
        let status = try await home.wait(for: "nowhere", "its end") { $0.phase.name == .failed }
        #expect(status.health?.state == .notFound && status.health?.cause == .missing, "\(status)")
        #expect(try await home.manager("health", "nowhere").ending == .code(1))
    }
}

@Suite(.temporaryHome, .timeLimit(.minutes(2)))
struct `The history of health` {
    @Test func `survives a daemon that is killed, whose time is unknown`() async throws {
        let home = try TestHome.here
        let sick = try await SickServer(in: home)
        let process = try #require(try await home.status("sick").run?.processID)
        kill(process, SIGSTOP)
        try await sick.waits(until: .unhealthy, .suspended)
        try await sick.client.close()
        try await home.killDaemon(SIGKILL)
        let history: HealthHistory = try await home.succeed("health", "sick", "--json").decoded()
        let outage = try #require(history.outages.first)
        #expect(outage.cause == .suspended && outage.isEndUncertain && outage.ended != nil, "\(history)")
        let hour = try #require(history.uptime.first)
        #expect(hour.spanSeconds == 3600 && hour.unknownSeconds > 3500, "\(hour)")
    }

    @Test func `is of servers as people see them`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.addDemo("idle")
        try await home.succeed("start", "demo")
        try await home.waitUntilReady("demo")
        let checked: HealthHistory = try await home.succeed("health", "demo", "--check", "--json").decoded()
        #expect(checked.current.state == .healthy && checked.current.responseMilliseconds != nil, "\(checked.current)")
        #expect(checked.points.last?.checks ?? 0 >= 1)
        let all: [HealthSummary] = try await home.succeed("health", "--json").decoded()
        #expect(all.map(\.current.state) == [.healthy, .unknown] && all.map(\.current.cause) == [nil, .stopped], "\(all)")
        let table = try await home.succeed("health").output
        #expect(table.contains("demo") && table.contains("healthy") && table.contains("100 %"), "\(table)")
    }
}
