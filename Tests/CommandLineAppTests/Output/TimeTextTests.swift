import ServerModel
import Testing

@testable import CommandLineApp

struct `A moment` {
    @Test func `is told in local time`() {
        #expect(times.moment(now) == "2026-11-22 16:44:57")
        #expect(times.precise(now) == "2026-11-22 16:44:57.204")
        #expect(times.timeOfDay(now) == "16:44:57")
    }

    @Test(arguments: [(0, "0s"), (59, "59s"), (60, "1m"), (3599, "59m"), (11_100, "3h 5m"), (200_000, "2d 7h"), (-5, "0s")])
    func `is so long ago`(seconds: Int, age: String) {
        #expect(times.age(of: ago(.seconds(seconds))) == age)
    }
}
