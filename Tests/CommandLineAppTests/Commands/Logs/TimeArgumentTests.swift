import ServerModel
import Testing

@testable import CommandLineApp

/// Now is 2026-11-22 16:44:57.204 here, an hour ahead of UTC.
struct `A time that somebody types` {
    @Test(arguments: [
        ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00.000Z"),
        ("2026-11-22T10:00:00.5Z", "2026-11-22T10:00:00.500Z"),
        ("2026-11-22T10:00Z", "2026-11-22T10:00:00.000Z"),
        ("2026-11-22T10:00:00+05:30", "2026-11-22T04:30:00.000Z"),
        ("2026-11-22T10:00-0800", "2026-11-22T18:00:00.000Z"),
        ("2026-11-22T10:00+02", "2026-11-22T08:00:00.000Z"),
        ("2026-11-22T10:00:00", "2026-11-22T09:00:00.000Z"),
        ("2026-11-22 10:00:30", "2026-11-22T09:00:30.000Z"),
        ("2026-11-22 10:00", "2026-11-22T09:00:00.000Z"),
        ("2026-11-22 16:44:57.204", "2026-11-22T15:44:57.204Z"),
        ("2026-11-22", "2026-11-21T23:00:00.000Z"),
        ("2026-12-24 18:00", "2026-12-24T17:00:00.000Z"),
        ("10:00", "2026-11-22T09:00:00.000Z"),
        ("16:44:57", "2026-11-22T15:44:57.000Z"),
        ("16:45", "2026-11-21T15:45:00.000Z"),
        ("00:30", "2026-11-21T23:30:00.000Z"),
        ("90s", "2026-11-22T15:43:27.204Z"),
        ("10m", "2026-11-22T15:34:57.204Z"),
        ("2h", "2026-11-22T13:44:57.204Z"),
        ("3d", "2026-11-19T15:44:57.204Z"),
        ("1w", "2026-11-15T15:44:57.204Z"),
        ("1h30m", "2026-11-22T14:14:57.204Z"),
    ])
    func `is a moment`(text: String, moment: String) {
        #expect(TimeArgument.moment(text, times)?.description == moment)
    }

    @Test(arguments: [
        "", "now", "10", "10:0", "24:00", "10:60", "2026-13-01", "2026-02-30 10:00", "2026-11-22T", "2026-11-22x10:00", "m",
        "10m5",
        "10m2h", "-5m", "1.5h", "5 m", "9999999999w", "٣d", "2026-11-22T10:00:00+1", "2026-11-22T10:00:00+25:00", "10:00:00Z",
        "2026-11-22 10:00:00 ", "１０m",
    ])
    func `is none`(text: String) {
        #expect(TimeArgument.moment(text, times) == nil)
    }

    /// Clocks went back from 03:00 to 02:00 on 2026-10-25, at 01:00 UTC.
    @Test(arguments: [
        ("2026-10-25 01:59", "2026-10-24T23:59:00.000Z"), ("2026-10-25 03:00", "2026-10-25T02:00:00.000Z"),
        ("2026-10-26 00:00", "2026-10-25T23:00:00.000Z"), ("2026-10-24 12:00", "2026-10-24T10:00:00.000Z"),
    ])
    func `is of the zone that was in force then`(text: String, moment: String) throws {
        let change = try #require(Timestamp("2026-10-25T01:00:00Z"))
        let berlin = TimeText(now: now) { $0 < change ? 7200 : 3600 }
        #expect(TimeArgument.moment(text, berlin)?.description == moment)
    }

    @Test func `is that of yesterday when it has not come yet, also over a change of the zone`() throws {
        let change = try #require(Timestamp("2026-10-25T01:00:00Z"))
        let morning = TimeText(now: try #require(Timestamp("2026-10-25T08:00:00Z"))) { $0 < change ? 7200 : 3600 }
        #expect(TimeArgument.moment("10:00", morning)?.description == "2026-10-24T08:00:00.000Z")
        #expect(TimeArgument.moment("09:00", morning)?.description == "2026-10-25T08:00:00.000Z")
    }

    @Test(arguments: [("90s", 90), ("1h30m", 5400), ("2w1d", 1_296_000), ("0s", 0)])
    func `can be a length`(text: String, seconds: Int64) {
        #expect(TimeArgument.seconds(text) == seconds)
    }
}
