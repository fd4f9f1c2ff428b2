import ServerModel

/// What is to be written of the servers' health, in one transaction. Sums are added to what is there.
struct HealthBatch: Hashable, Sendable {
    struct Key: Hashable, Sendable {
        var server: ServerID
        /// Since 1970.
        var minute: Int64
    }

    /// A step of an outage; a server has at most one at a time.
    enum Step: Hashable, Sendable {
        case began(Outage)
        /// There is a better explanation for the one that lasts.
        case explained(ServerID, HealthState, HealthCause?, String?)
        case ended(ServerID, Timestamp, isUncertain: Bool)
    }

    /// How much may wait while nothing can be written: about a day of ten servers. Then the oldest goes.
    static let minutesLimit = 16_384
    static let stepsLimit = 2_048

    var minutes: [Key: HealthSums] = [:]
    /// In the order in which they happened.
    var steps: [Step] = []
    /// Whether outages that an earlier daemon left open are to be ended first.
    var endsOrphans = false
    /// Whether what is old is to be summed up or removed.
    var prunes = false
    /// When it was taken.
    var moment = Timestamp(millisecondsSince1970: 0)

    var isEmpty: Bool { minutes.isEmpty && steps.isEmpty && !endsOrphans && !prunes }

    mutating func add(_ sums: HealthSums, of server: ServerID, in minute: Int64) {
        minutes[Key(server: server, minute: minute), default: HealthSums()] += sums
        trim()
    }

    mutating func add(_ step: Step) {
        steps.append(step)
        trim()
    }

    /// Puts back what could not be written, before what came since.
    mutating func restore(_ earlier: HealthBatch) {
        minutes.merge(earlier.minutes) { later, earlier in
            var sum = later
            sum += earlier
            return sum
        }
        steps = earlier.steps + steps
        endsOrphans = endsOrphans || earlier.endsOrphans
        prunes = prunes || earlier.prunes
        trim()
    }

    private mutating func trim() {
        if steps.count > Self.stepsLimit { steps.removeFirst(steps.count - Self.stepsLimit) }
        guard minutes.count > Self.minutesLimit else { return }
        // An eighth at once, or every minute after would have to look for the oldest again.
        for key in minutes.keys.sorted(by: { $0.minute < $1.minute }).prefix(minutes.count - Self.minutesLimit / 8 * 7) {
            minutes[key] = nil
        }
    }
}
