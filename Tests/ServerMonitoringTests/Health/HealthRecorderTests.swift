import ServerModel
import Testing

@testable import ServerMonitoring

struct `The uptime of a server` {
    @Test func `is how long it was in which state; the rest is unknown`() async throws {
        let bench = try RecorderBench()
        bench.live(600, .healthy)
        bench.live(120, .degraded, .slow)
        bench.live(60, .unhealthy, .silent)
        bench.live(30, .notFound, .missing)
        bench.live(300, .unknown, .stopped)
        let expected = Uptime(
            spanSeconds: 3_600, healthySeconds: 600, degradedSeconds: 120, unhealthySeconds: 60, notFoundSeconds: 30,
            unknownSeconds: 2_790)
        #expect(try await bench.uptime() == expected)
        let all = try await bench.recorder.uptime(of: [bench.demo])[bench.demo] ?? []
        #expect(all.map(\.spanSeconds) == [3_600, 86_400, 604_800, 2_592_000])
        #expect(all.map(\.healthySeconds) == [600, 600, 600, 600])
        #expect(all.map(\.unknownSeconds) == [2_790, 85_590, 603_990, 2_591_190])
    }

    @Test func `counts what lasts up to now, without news`() async throws {
        let bench = try RecorderBench()
        bench.note(.healthy)
        bench.pass(1_234.5)
        #expect(try await bench.uptime().healthySeconds == 1_234.5)
        bench.pass(0.25)
        #expect(try await bench.uptime().healthySeconds == 1_234.75)
    }

    @Test func `loses no part of a millisecond`() async throws {
        let bench = try RecorderBench()
        for _ in 0..<10_000 {
            bench.note(.healthy)
            bench.pass(0.0123)
        }
        #expect(abs(try await bench.uptime().healthySeconds - 123) < 0.01)
    }

    @Test func `takes its share of the minute in which the span begins`() async throws {
        let bench = try RecorderBench()
        bench.live(60, .unhealthy, .silent)
        bench.live(3_570, .healthy)
        let uptime = try await bench.uptime()
        // Half of the first minute is within the hour that ends now.
        #expect(uptime.unhealthySeconds == 30)
        #expect(uptime.healthySeconds == 3_570)
        #expect(uptime.unknownSeconds == 0)
    }

    @Test func `is wholly unknown of a server nobody knows`() async throws {
        let bench = try RecorderBench()
        let other = try ServerID("other")
        let uptime = try #require(try await bench.recorder.uptime(of: [other])[other])
        #expect(uptime.map(\.unknownSeconds) == [3_600, 86_400, 604_800, 2_592_000])
        #expect(uptime.allSatisfy { $0.share == nil })
    }

    @Test func `is kept apart for each server`() async throws {
        let bench = try RecorderBench()
        let other = try ServerID("other")
        bench.note(.healthy)
        bench.note(.unhealthy, .silent, of: other)
        bench.pass(60)
        let all = try await bench.recorder.uptime(of: [bench.demo, other])
        #expect(all[bench.demo]?[0].share == 1)
        #expect(all[other]?[0].share == 0)
    }

    @Test func `stays known when minutes have become hours`() async throws {
        let bench = try RecorderBench()
        bench.live(6 * 3_600, .healthy)
        bench.live(3_600, .unhealthy, .silent)
        for _ in 0..<(90 * 60) {
            bench.note(.degraded, .slow)
            bench.pass(60)
        }
        let week = try await bench.uptime(2)
        #expect(week.healthySeconds == 6 * 3_600)
        #expect(week.unhealthySeconds == 3_600)
        #expect(week.degradedSeconds == 90 * 3_600)
        #expect(week.unknownSeconds == 71 * 3_600)
        #expect(try await bench.count("health_minute") <= 49 * 60 + 1)
        #expect(try await bench.count("health_hour") >= 48)
        // Of the hour in which a day begins, a share.
        let day = try await bench.uptime(1)
        #expect(day.degradedSeconds == 86_400 && day.unknownSeconds == 0)
    }

    @Test func `takes its share of the hour in which the span begins`() async throws {
        let bench = try RecorderBench()
        for minute in 0..<(24 * 60 * 7 + 30) {
            // One hour in which it was down, a week ago, less half an hour.
            bench.note(minute < 60 ? .unhealthy : .healthy, minute < 60 ? .silent : nil)
            bench.pass(60)
        }
        let week = try await bench.uptime(2)
        #expect(week.unhealthySeconds == 1_800)
        #expect(week.healthySeconds == Double(604_800 - 1_800))
        #expect(week.unknownSeconds == 0)
    }
}

struct `The outages of a server` {
    @Test func `are listed with their cause, the newest first`() async throws {
        let bench = try RecorderBench()
        bench.note(.healthy)
        bench.pass(100)
        bench.note(.unhealthy, .silent, "3 checks in a row failed")
        let began = bench.now
        bench.pass(50)
        bench.note(.healthy)
        let ended = bench.now
        bench.pass(100)
        bench.note(.notFound, .missing, "no 'x'")
        let later = bench.now
        #expect(
            try await bench.history().outages == [
                Outage(id: 2, server: bench.demo, began: later, state: .notFound, cause: .missing, reason: "no 'x'"),
                Outage(
                    id: 1, server: bench.demo, began: began, ended: ended, state: .unhealthy, cause: .silent,
                    reason: "3 checks in a row failed"),
            ])
    }

    @Test func `last while it is started again, and end when it is ready or stopped`() async throws {
        let bench = try RecorderBench()
        bench.note(.unhealthy, .crashed)
        bench.pass(10)
        bench.note(.unknown, .unreachable)
        bench.note(.unhealthy, .silent)
        bench.note(.unknown, .starting)
        #expect(try await bench.history().outages.map(\.ended) == [nil])
        bench.note(.unknown, .stopped)
        #expect(try await bench.history().outages.map(\.ended) == [bench.now])
        bench.note(.unhealthy, .failed)
        bench.note(.unknown, .disabled)
        bench.note(.unhealthy, .failed)
        bench.note(.degraded, .flapping)
        #expect(try await bench.history().outages.map { $0.ended != nil } == [true, true, true])
    }

    @Test func `are explained by what is found after a crash, else by how they began`() async throws {
        let bench = try RecorderBench()
        bench.note(.unhealthy, .crashed, "it ended by itself")
        bench.note(.notFound, .missing, "the command 'x' does not exist")
        bench.note(.unhealthy, .crashed, "it ended by itself")
        let outage = try #require(try await bench.history().outages.first)
        #expect(outage.state == .notFound && outage.cause == .missing && outage.reason == "the command 'x' does not exist")
        bench.note(.healthy)
        bench.note(.unhealthy, .silent, "no answer")
        bench.note(.unhealthy, .crashed, "it ended by itself")
        bench.note(.unhealthy, .failed, "it gave up")
        #expect(try await bench.history().outages.first?.reason == "no answer")
    }

    @Test func `end with the server`() async throws {
        let bench = try RecorderBench()
        bench.note(.unhealthy, .silent)
        bench.pass(30)
        bench.recorder.forget(bench.demo)
        bench.pass(30)
        let history = try await bench.history()
        #expect(history.outages.map(\.ended) == [bench.now + .seconds(-30)])
        #expect(history.uptime[0].unhealthySeconds == 30)
    }

    @Test func `are no more than a thousand, of which fifty are told`() async throws {
        let bench = try RecorderBench()
        for _ in 0..<1_200 {
            bench.note(.unhealthy, .silent)
            bench.pass(1)
            bench.note(.healthy)
            bench.pass(1)
            if bench.now.secondsSince1970 % 200 == 0 { try await bench.settle() }
        }
        let outages = try await bench.history().outages
        #expect(outages.count == 50 && outages.first?.id == 1_200)
        #expect(try await bench.count("outage") == 1_000)
    }

    @Test func `keep no endless words`() async throws {
        let bench = try RecorderBench()
        bench.note(.unhealthy, .failed, String(repeating: "é", count: 100_000))
        #expect(try await bench.history().outages.first?.reason?.count == 1_000)
    }
}

struct `The checks of a server` {
    @Test func `are points on a chart, without the parts that have none`() async throws {
        let bench = try RecorderBench()
        for milliseconds in [10.0, nil, 20, 60] { bench.recorder.checked(milliseconds: milliseconds, of: bench.demo) }
        bench.pass(1_440)
        bench.recorder.checked(milliseconds: nil, of: bench.demo)
        bench.pass(60)
        #expect(
            try await bench.history().points == [
                HealthPoint(time: .fullHour, meanMilliseconds: 30, highestMilliseconds: 60, checks: 4, failures: 1),
                HealthPoint(time: .fullHour + .seconds(1_440), checks: 1, failures: 1),
            ])
    }

    @Test func `of a whole day are so many points, and no more`() async throws {
        let bench = try RecorderBench()
        for _ in 0..<(30 * 60) {
            bench.recorder.checked(milliseconds: 5, of: bench.demo)
            bench.pass(60)
        }
        bench.recorder.checked(milliseconds: 5, of: bench.demo)
        let points = try await bench.history().points
        #expect(points.count == 120)
        #expect(zip(points, points.dropFirst()).allSatisfy { $1.time - $0.time == .seconds(720) })
        #expect(points.dropFirst().dropLast().allSatisfy { $0.checks == 12 })
        #expect(try await bench.history(points: 24).points.count == 24)
    }

    @Test func `with times that are none hurt nobody`() async throws {
        let bench = try RecorderBench()
        for milliseconds in [Double.nan, -1, .infinity] { bench.recorder.checked(milliseconds: milliseconds, of: bench.demo) }
        let point = try #require(try await bench.history().points.first)
        #expect(point.checks == 3 && point.highestMilliseconds == 86_400_000)
    }
}

struct `The history of health` {
    @Test func `lacks about a minute when the daemon is killed`() async throws {
        let bench = try RecorderBench()
        bench.live(600, .healthy)
        bench.pass(600)
        // What the killed one had in memory is gone.
        bench.restart()
        bench.live(600, .healthy)
        let uptime = try await bench.uptime()
        #expect(uptime.healthySeconds <= 1_200 && uptime.healthySeconds >= 1_130)
        #expect(uptime.unhealthySeconds == 0)
        #expect(abs(uptime.unknownSeconds + uptime.healthySeconds - 3_600) < 0.001)
    }

    @Test func `lacks nothing when the daemon is stopped`() async throws {
        let bench = try RecorderBench()
        bench.live(95, .healthy)
        bench.recorder.close()
        try await bench.settle()
        bench.restart()
        #expect(try await bench.uptime().healthySeconds == 100)
    }

    @Test func `ends the outages of a killed daemon when it last saw them`() async throws {
        let bench = try RecorderBench()
        bench.live(300, .healthy)
        bench.note(.unhealthy, .silent)
        let began = bench.now
        bench.live(300, .unhealthy, .silent)
        try await bench.settle()
        bench.pass(7_200)
        bench.restart()
        let outage = try #require(try await bench.history().outages.first)
        let ended = try #require(outage.ended)
        #expect(outage.isEndUncertain)
        #expect(ended - began <= .seconds(300) && ended - began >= .seconds(230))
        // The same trouble again is another outage.
        bench.note(.unhealthy, .silent)
        let outages = try await bench.history().outages
        #expect(outages.map(\.id) == [2, 1])
        #expect(outages[0].ended == nil && outages[1] == outage)
    }

    @Test func `ends an outage that had only begun at its beginning`() async throws {
        let bench = try RecorderBench()
        bench.note(.unhealthy, .silent)
        let began = bench.now
        bench.pass(40)
        try await bench.settle()
        bench.restart()
        #expect(try await bench.history().outages.map(\.ended) == [began])
    }

    @Test func `is written once a minute, and when an outage begins or ends`() async throws {
        let bench = try RecorderBench()
        bench.note(.healthy)
        try await bench.settle()
        for _ in 0..<59 {
            bench.pass(1)
            bench.note(.healthy)
            bench.recorder.checked(milliseconds: 5, of: bench.demo)
        }
        try await bench.settle()
        #expect(try await bench.count("health_minute") == 0)
        bench.pass(1)
        bench.note(.healthy)
        try await bench.settle()
        #expect(try await bench.count("health_minute") == 1)
        bench.pass(1)
        bench.note(.unhealthy, .silent)
        try await bench.settle()
        #expect(try await bench.count("outage") == 1)
    }

    @Test func `takes news from many threads at once`() async throws {
        let bench = try RecorderBench()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                let server = try ServerID("server-\(number)")
                group.addTask {
                    for _ in 0..<100 {
                        bench.note(.unhealthy, .silent, of: server)
                        bench.note(.healthy, of: server)
                        bench.recorder.checked(milliseconds: 1, of: server)
                    }
                }
                group.addTask { _ = try await bench.recorder.uptime(of: [server]) }
            }
            try await group.waitForAll()
        }
        try await bench.settle()
        bench.recorder.close()
        #expect(try await bench.count("outage") == 800)
    }

    @Test func `forgets hours and outages after 400 days`() async throws {
        let bench = try RecorderBench()
        bench.live(3_600, .unhealthy, .silent)
        bench.note(.healthy)
        bench.note(.unknown, .stopped)
        bench.recorder.close()
        try await bench.settle()
        bench.pass(3 * 86_400)
        bench.restart()
        bench.live(3 * 3_600, .healthy)
        bench.note(.unknown, .stopped)
        #expect(try await bench.count("health_hour") == 1)
        bench.pass(399 * 86_400)
        bench.restart()
        bench.live(4 * 3_600, .healthy)
        #expect(try await bench.history().outages.isEmpty)
        let rows = try await bench.count("health_hour")
        #expect(rows == 3, "the second time, and not the first: \(rows)")
    }
}

struct `A wall clock that is set` {
    @Test func `ahead leaves a gap that is unknown`() async throws {
        let bench = try RecorderBench()
        bench.live(600, .healthy)
        bench.jump(1_800)
        bench.live(600, .healthy)
        let uptime = try await bench.uptime()
        #expect(uptime.healthySeconds == 1_200)
        #expect(uptime.unknownSeconds == 2_400)
    }

    @Test func `back makes nothing up: a minute has sixty seconds`() async throws {
        let bench = try RecorderBench()
        bench.live(1_200, .healthy)
        bench.jump(-600)
        bench.live(300, .unhealthy, .silent)
        let uptime = try await bench.uptime()
        // Ten minutes once, five twice, of which each half counts; what is ahead now is not asked for.
        #expect(uptime.healthySeconds == 750)
        #expect(uptime.unhealthySeconds == 150)
        #expect(uptime.unknownSeconds == 2_700)
    }

    @Test func `back and forth a thousand times never counts more than there was`() async throws {
        let bench = try RecorderBench()
        var chance = SeededGenerator(seed: 7)
        bench.note(.healthy)
        for _ in 0..<1_000 {
            bench.jump(.random(in: -4_000...4_000, using: &chance))
            bench.pass(1)
            bench.note(Bool.random(using: &chance) ? .healthy : .degraded, .slow)
        }
        for uptime in try await bench.recorder.uptime(of: [bench.demo])[bench.demo] ?? [] {
            let known = uptime.healthySeconds + uptime.degradedSeconds
            #expect(known <= 1_000.001 && uptime.unknownSeconds >= 0)
            #expect(abs(known + uptime.unknownSeconds - Double(uptime.spanSeconds)) < 0.001)
        }
    }

    @Test func `years ahead by mistake does not take the past with it`() async throws {
        let bench = try RecorderBench()
        bench.recorder.checked(milliseconds: 5, of: bench.demo)
        bench.live(5 * 3_600, .healthy)
        try await bench.settle()
        bench.jump(10 * 365 * 86_400)
        bench.restart()
        bench.live(3_600, .healthy)
        bench.jump(-10 * 365 * 86_400)
        bench.restart()
        bench.live(600, .healthy)
        let day = try await bench.uptime(1)
        #expect(day.healthySeconds > 5 * 3_600 + 400)
        // Nor has it become coarse.
        #expect(try await bench.history().points.map(\.checks) == [1])
    }

    @Test func `does not turn an outage round`() async throws {
        let bench = try RecorderBench()
        bench.note(.unhealthy, .silent)
        let began = bench.now
        bench.pass(100)
        bench.jump(-3_600)
        bench.note(.healthy)
        let outage = try #require(try await bench.history().outages.first)
        #expect(outage.began == began && outage.ended == began + .seconds(100))
        #expect(outage.isEndUncertain)
    }

    @Test func `ahead in an outage is told: nobody knows when it ended`() async throws {
        let bench = try RecorderBench()
        bench.note(.unhealthy, .silent)
        bench.pass(100)
        bench.jump(3_600)
        bench.note(.healthy)
        let outage = try #require(try await bench.history().outages.first)
        #expect(outage.ended == bench.now && outage.isEndUncertain)
    }

    @Test func `before 1970 is a time like any other`() async throws {
        let bench = try RecorderBench(at: Timestamp(millisecondsSince1970: -100_000))
        bench.live(600, .healthy)
        #expect(try await bench.uptime().healthySeconds == 600)
    }
}

struct `A full disk` {
    @Test func `is told once, nothing is lost, and it goes on when there is room`() async throws {
        let bench = try RecorderBench()
        let servers = try (0..<40).map { try ServerID("server-\($0)") }
        func live(_ minutes: Int, _ state: HealthState) {
            for _ in 0..<minutes {
                for server in servers { bench.note(state, state == .healthy ? nil : .silent, of: server) }
                bench.pass(60)
            }
        }
        live(5, .healthy)
        try await bench.settle()
        try await bench.setFull(true)
        live(20, .unhealthy)
        // What is in the file can be asked for.
        let during = try await bench.recorder.uptime(of: [servers[0]])[servers[0]]
        #expect(during?[0].healthySeconds ?? 0 > 0)
        live(10, .healthy)
        try await bench.settle()
        #expect(bench.file.troubles == ["history-disk-full"])
        try await bench.setFull(false)
        live(1, .healthy)
        let uptime = try #require(try await bench.recorder.uptime(of: servers)[servers[39]])
        #expect(uptime[0].healthySeconds == 960 && uptime[0].unhealthySeconds == 1_200)
        let history = try await bench.recorder.history(of: servers[7], current: Health(state: .healthy, since: bench.now))
        #expect(history.outages.count == 1)
        #expect(history.outages.first.map { $0.ended.map { $0 - .fullHour } } == .seconds(25 * 60))
        // Should it fill again, that is news again.
        try await bench.setFull(true)
        live(30, .unhealthy)
        try await bench.settle()
        #expect(bench.file.troubles == ["history-disk-full", "history-disk-full"])
    }

    @Test func `takes no more memory than it may, and loses the oldest`() throws {
        var batch = HealthBatch()
        let servers = try (0..<100).map { try ServerID("server-\($0)") }
        var sums = HealthSums()
        sums.add(milliseconds: 60_000, in: .healthy)
        for minute in 0..<1_000 {
            for server in servers {
                batch.add(sums, of: server, in: Int64(minute))
                batch.add(.ended(server, .sample, isUncertain: false))
            }
        }
        var later = HealthBatch()
        later.add(sums, of: servers[0], in: 999)
        later.restore(batch)
        #expect(later.minutes.count <= HealthBatch.minutesLimit && later.minutes.count > HealthBatch.minutesLimit / 2)
        #expect(later.steps.count == HealthBatch.stepsLimit)
        #expect(later.minutes[.init(server: servers[0], minute: 999)]?.healthy == 120_000)
        #expect(later.minutes[.init(server: servers[0], minute: 0)] == nil)
    }

    @Test func `or a file that is none hurts nobody`() async throws {
        let bench = try RecorderBench()
        try await bench.settle()
        let nowhere = CallHistory(path: "/nonexistent/history.sqlite", onTrouble: { _ in })
        let recorder = HealthRecorder(file: nowhere)
        recorder.note(Health(state: .unhealthy, since: .sample), of: bench.demo)
        await #expect(throws: ErrorReport.self) { try await recorder.uptime(of: [bench.demo]) }
        recorder.close()
        nowhere.close()
    }
}
