import ServerModel
import Testing

struct `A strip of states` {
    private let hour = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    @Test func `begins unknown, with a last cell that goes on`() {
        let strip = HealthStrip(spanSeconds: 600, count: 10, at: hour + .seconds(30))
        #expect(strip.cells == "..........")
        #expect(strip.start == hour + .seconds(-540))
        #expect(strip.cellMilliseconds == 60_000)
    }

    @Test(arguments: [
        (0, HealthState.healthy, "uhhhdh"), (59, .healthy, "uhhhdh"), (60, .healthy, "hhhdhh"), (150, .healthy, "hhdhhh"),
        (150, .unknown, "hhdh.."), (30, .unhealthy, "uhhhdu"), (30, .notFound, "uhhhdu"), (90, .degraded, "hhhddd"),
        (86_400, .healthy, "hhhhhh"), (-60, .unhealthy, "uhhhdh"),
    ])
    func `moves on with time, and the worst counts in a cell`(seconds: Int, state: HealthState, cells: String) {
        let strip = HealthStrip(spanSeconds: 360, start: hour + .seconds(-300), cells: "uhhhdh")
        #expect(strip.extended(to: hour + .seconds(seconds), in: state).cells == cells)
    }

    @Test func `stays where it is when it is extended in two steps`() {
        let strip = HealthStrip(spanSeconds: 360, start: hour, cells: "......")
        let once = strip.extended(to: hour + .seconds(500), in: .healthy)
        let twice = strip.extended(to: hour + .seconds(310), in: .healthy).extended(to: hour + .seconds(500), in: .healthy)
        #expect(once == twice)
    }
}

struct `Times of calls` {
    @Test func `are told by their nearest rank`() throws {
        let times = try #require(CallTimes(spanSeconds: 3_600, of: (1...200).reversed().map(Double.init)))
        #expect(times.calls == 200)
        #expect([times.p50Milliseconds, times.p95Milliseconds, times.p99Milliseconds] == [100, 190, 198])
    }

    @Test func `are the only one there is`() {
        #expect(CallTimes(spanSeconds: 60, of: [7])?.p99Milliseconds == 7)
        #expect(CallTimes(spanSeconds: 60, of: []) == nil)
    }
}
