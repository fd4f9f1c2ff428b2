import ServerModel
import Testing

@testable import ServerMonitoring

struct `The strips of a server` {
    @Test func `tell the worst state of each minute of the last hour`() async throws {
        let bench = try RecorderBench()
        bench.live(120, .healthy)
        bench.live(70, .degraded, .slow)
        bench.live(10, .unhealthy, .silent)
        bench.live(40, .healthy)
        let hour = try await bench.history().strips[0]
        #expect(hour.spanSeconds == 3_600)
        // The minute that begins now is not known yet.
        #expect(hour.cells == String(repeating: ".", count: 55) + "hhdu.")
        #expect(hour.start == Timestamp.fullHour + .seconds(-55 * 60))
    }

    @Test func `cover an hour, a day, a week and a month, and two hours in the list`() async throws {
        let bench = try RecorderBench()
        bench.live(600, .healthy)
        let strips = try await bench.history().strips
        #expect(strips.map(\.spanSeconds) == [3_600, 86_400, 604_800, 2_592_000])
        #expect(strips.allSatisfy { $0.cells.count == 60 })
        #expect(strips[2].cells.hasSuffix("h"))
        let brief = try await bench.recorder.strips(of: [bench.demo])[bench.demo]
        #expect(brief?.cells == String(repeating: ".", count: 21) + "hh.")
    }

    @Test func `stay known when minutes have become hours`() async throws {
        let bench = try RecorderBench()
        for minute in 0..<(60 * 24 * 5) {
            bench.note(minute < 60 ? .unhealthy : .healthy, minute < 60 ? .silent : nil)
            bench.pass(60)
        }
        let week = try await bench.history().strips[2].cells
        #expect(week.filter { $0 == "u" }.count == 1)
        #expect(week.filter { $0 == "h" }.count >= 41)
        #expect(week.filter { $0 == "." }.count <= 18)
    }

    @Test func `are unknown of a server nobody knows`() async throws {
        let bench = try RecorderBench()
        let other = try ServerID("other")
        #expect(try await bench.recorder.strips(of: [other])[other]?.cells == String(repeating: ".", count: 24))
    }
}

struct `The charts of a server` {
    @Test func `have the checks of each cell of the strips`() async throws {
        let bench = try RecorderBench()
        bench.recorder.checked(milliseconds: 4, of: bench.demo)
        bench.recorder.checked(milliseconds: 8, of: bench.demo)
        bench.pass(60)
        bench.recorder.checked(milliseconds: nil, of: bench.demo)
        let charts = try await bench.history().charts
        #expect(charts.count == 4)
        #expect(charts[0].map(\.meanMilliseconds) == [6, nil])
        #expect(charts[0].map(\.time) == [.fullHour, .fullHour + .seconds(60)])
        #expect(charts[1].map(\.checks) == [3])
        #expect(charts[1].map(\.failures) == [1])
    }

    @Test func `have no times of calls when there were none`() async throws {
        #expect(try await RecorderBench().history().callTimes == nil)
    }
}
