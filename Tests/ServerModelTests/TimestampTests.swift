import ServerModel
import Testing

/// Checked with `date -u -d @SECONDS`.
struct `A timestamp` {
    static let table: [(milliseconds: Int64, text: String)] = [
        (0, "1970-01-01T00:00:00.000Z"),
        (1, "1970-01-01T00:00:00.001Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (-86_400_000, "1969-12-31T00:00:00.000Z"),
        (951_782_399_999, "2000-02-28T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (951_868_800_000, "2000-03-01T00:00:00.000Z"),
        (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
        (1_735_689_599_000, "2024-12-31T23:59:59.000Z"),
        (1_795_362_297_204, "2026-11-22T15:44:57.204Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
        (-11_676_096_000_000, "1600-01-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ]

    @Test(arguments: table)
    func `is ISO 8601 in UTC, both ways`(milliseconds: Int64, text: String) {
        #expect(Timestamp(millisecondsSince1970: milliseconds).description == text)
        #expect(Timestamp(text) == Timestamp(millisecondsSince1970: milliseconds))
    }

    @Test func `survives every day of four centuries`() {
        for day in -50_000...100_000 {
            let moment = Timestamp(millisecondsSince1970: Int64(day) * 86_400_000 + 43_200_007)
            guard Timestamp(moment.description) == moment else {
                Issue.record("\(moment)")
                return
            }
        }
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:01Z", 1000), ("1970-01-01T00:00:00.5Z", 500), ("1970-01-01T00:00:00.25Z", 250),
            ("1970-01-01T00:00:00.123456789Z", 123), ("1970-01-01T00:00:60Z", 60_000),
        ] as [(String, Int64)])
    func `may have any fraction, or none`(text: String, milliseconds: Int64) {
        #expect(Timestamp(text)?.millisecondsSince1970 == milliseconds)
    }

    @Test(arguments: [
        "", "Z", "now", "2026-11-22", "2026-11-22T15:44:57", "2026-11-22T15:44:57.", "2026-11-22T15:44:57.Z",
        "2026-11-22T15:44:57,5Z",
        "2026-11-22T15:44:57+00Z", "2026-11-22T15:44:57.12xZ", "2026-11-22T15:44:57.1234xZ", "2026/11/22T15:44:57Z",
        "2026-11-22 15:44:57Z", "2026-11-22T15-44-57Z", "2026-00-22T15:44:57Z", "2026-13-22T15:44:57Z", "2026-11-31T15:44:57Z",
        "2026-02-29T15:44:57Z", "1900-02-29T15:44:57Z", "2026-11-00T15:44:57Z", "2026-11-22T24:00:00Z", "2026-11-22T23:60:00Z",
        "2026-11-22T23:00:61Z", "-026-11-22T15:44:57Z", "２026-11-22T15:44:57Z",
    ])
    func `is nothing else`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `counts in milliseconds`() {
        let start = Timestamp(millisecondsSince1970: -1500)
        #expect(start.secondsSince1970 == -2)
        #expect(start.millisecondOfSecond == 500)
        let end = start + .milliseconds(2750)
        #expect(end.millisecondsSince1970 == 1250)
        #expect(end - start == .milliseconds(2750))
        #expect(start < end)
    }

    @Test func `has calendar fields far from today`() {
        let date = CivilDate(secondsSince1970: 9_223_372_036_854_775)
        #expect((date.year, date.month, date.day) == (292_278_994, 8, 17))
        #expect((date.hour, date.minute, date.second) == (7, 12, 55))
    }
}
