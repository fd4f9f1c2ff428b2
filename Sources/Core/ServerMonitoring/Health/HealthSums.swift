import ServerModel

/// What is summed up of a server in one minute or one hour. Time in no state is time nobody saw: it is what is missing.
struct HealthSums: Hashable, Sendable {
    /// Milliseconds in each state.
    var healthy: Int64 = 0
    var degraded: Int64 = 0
    var unhealthy: Int64 = 0
    var notFound: Int64 = 0

    var checks: Int64 = 0
    /// Of the checks.
    var failures: Int64 = 0
    /// Checks that were answered, and how long all of them together and the longest took, in microseconds.
    var responses: Int64 = 0
    var responseTotal: Int64 = 0
    var responseHighest: Int64 = 0

    mutating func add(milliseconds: Int64, in state: HealthState) {
        switch state {
        case .healthy: healthy += milliseconds
        case .degraded: degraded += milliseconds
        case .unhealthy: unhealthy += milliseconds
        case .notFound: notFound += milliseconds
        case .unknown: break
        }
    }

    /// - response: in milliseconds; `nil`: the check failed.
    mutating func addCheck(response: Double?) {
        checks += 1
        guard let response else {
            failures += 1
            return
        }
        // A day is longer than any check; what is no number is no time.
        let microseconds = response.isNaN ? 0 : Int64((min(max(0, response), 86_400_000) * 1_000).rounded())
        responses += 1
        responseTotal += microseconds
        responseHighest = max(responseHighest, microseconds)
    }

    static func += (sum: inout HealthSums, other: HealthSums) {
        sum.healthy += other.healthy
        sum.degraded += other.degraded
        sum.unhealthy += other.unhealthy
        sum.notFound += other.notFound
        sum.checks += other.checks
        sum.failures += other.failures
        sum.responses += other.responses
        sum.responseTotal += other.responseTotal
        sum.responseHighest = max(sum.responseHighest, other.responseHighest)
    }
}
