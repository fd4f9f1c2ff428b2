import ServerModel

/// What a check found.
public enum CheckOutcome: Hashable, Sendable {
    /// A good answer, after so many milliseconds.
    case answered(milliseconds: Double)
    /// - cause: silent, suspended, clogged, refused, endpoint, error or missing.
    /// - reason: what this one check found, as the rest of a sentence: `it did not answer within 10 s, though its process runs`. It
    ///   should be the same for the same trouble, as another reason is news.
    /// - remedy: what to do; `nil`: the usual for the cause.
    case failed(HealthCause, reason: String, remedy: String? = nil)
}

extension HealthCause {
    /// Whether a check that found this was answered, if badly.
    var isAnswer: Bool { self == .endpoint || self == .error }

    /// Whether an answer to a client shows that it is over. What its endpoint says, or how it answers checks, is another matter.
    var isDisprovedByAnswer: Bool { self == .silent || self == .clogged || self == .suspended }

    /// Whether looking again brings nothing new.
    var isCertain: Bool { self == .suspended || self == .refused || self == .missing }
}

/// Checks in a row without a good answer.
struct FailedChecks: Hashable, Sendable {
    private(set) var count = 0
    /// The cause the last one found.
    private(set) var last: HealthCause?
    private(set) var reason = ""
    private(set) var remedy: String?
    /// How many it took until the server counted as down; `nil` while it does not.
    private(set) var countWhenDown: Int?
    /// How many it takes.
    private(set) var limit = 1

    mutating func note(_ cause: HealthCause, _ reason: String, _ remedy: String?, retries: Int) {
        count += 1
        (last, self.reason, self.remedy) = (cause, reason, remedy)
        // One failure may be chance, whatever it looks like; two of what is certain are not.
        limit = max(1, cause.isCertain ? min(2, retries) : retries)
        if countWhenDown == nil && count >= limit { countWhenDown = count }
    }
}
