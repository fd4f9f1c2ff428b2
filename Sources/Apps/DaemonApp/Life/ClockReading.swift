import CKernel
import Synchronization

/// What the three clocks showed at one moment, in milliseconds.
struct ClockReading: Hashable, Sendable {
    /// What people call the time.
    var wall: Int64
    /// Since boot, sleep included.
    var boot: Int64
    /// Since boot, without sleep.
    var awake: Int64

    /// Smaller steps are time servers at work.
    private static let noticeable: Int64 = 2_000

    static var now: ClockReading {
        ClockReading(
            wall: ck_milliseconds(Int32(CK_CLOCK_WALL.rawValue)), boot: ck_milliseconds(Int32(CK_CLOCK_BOOT.rawValue)),
            awake: ck_milliseconds(Int32(CK_CLOCK_AWAKE.rawValue)))
    }

    /// What happened to the clocks since `earlier`, in words.
    func news(since earlier: ClockReading) -> [String] {
        var news: [String] = []
        let slept = (boot - awake) - (earlier.boot - earlier.awake)
        if slept >= Self.noticeable { news.append("the computer slept for \(Self.words(slept)); servers go on") }
        let step = (wall - boot) - (earlier.wall - earlier.boot)
        if abs(step) >= Self.noticeable {
            news.append("the clock was set \(step > 0 ? "forward" : "back") by \(Self.words(abs(step))); servers go on")
        }
        return news
    }

    /// `1 h 5 min`, at most two units.
    private static func words(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let units = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
        return units.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}

/// The clocks as they were last looked at.
final class LastReading: Sendable {
    private let reading: Mutex<ClockReading>

    init(_ reading: ClockReading) { self.reading = Mutex(reading) }

    /// What happened since, in words.
    func replaced(by new: ClockReading) -> [String] {
        reading.withLock { reading in
            defer { reading = new }
            return new.news(since: reading)
        }
    }
}
