/// Calls of tools that failed in a row, within the last ten minutes.
struct CallStreak: Hashable, Sendable {
    static let some = 5
    static let many = 10

    /// When the newest of them failed, ``many`` at most.
    private var failures: [Duration] = []
    private var lastSuccess: Duration?

    mutating func note(failed: Bool, at now: Duration) {
        if failed {
            if failures.count == Self.many { failures.removeFirst() }
            failures.append(now)
        } else {
            (failures, lastSuccess) = ([], now)
        }
    }

    /// ``some`` or ``many``; `nil` when fewer failed.
    func level(at now: Duration) -> Int? {
        let count = failures.count { now - $0 < HealthJudge.window }
        let isWithoutSuccess = lastSuccess.map { now - $0 >= HealthJudge.window } ?? true
        return count >= Self.many && isWithoutSuccess ? Self.many : count >= Self.some ? Self.some : nil
    }
}
