import ServerExecution
import ServerModel
import ServerMonitoring

/// What is known of a process that was asked and is silent.
struct SilenceFacts: Hashable {
    var isSuspended: Bool
    /// `nil` for a server that somebody else runs.
    var processID: Int32?
    /// Bytes that were sent and that it has not read.
    var pendingBytes: Int
    var timeout: Duration

    /// About what fits into a pipe.
    static let pipe = 60 << 10
}

extension CheckOutcome {
    /// What a check found, the most telling first. `endpoint`: `nil` when none was asked.
    init(
        isAnswered: Bool, refusal: CheckRefusal?, endpoint: HealthProbe.Answer?, path: String,
        milliseconds: Double, facts: SilenceFacts
    ) {
        guard isAnswered else {
            self = .silent(facts)
            return
        }
        // A server that does not know the question has answered all the same.
        if let refusal, let remedy = refusal.remedy {
            self = .failed(.error, reason: refusal.message, remedy: remedy)
            return
        }
        if let refusal, refusal.code != -32601 {
            self = .failed(.error, reason: "it answered with an error: \(refusal.message) (\(refusal.code))")
            return
        }
        switch endpoint {
        case nil, .well: self = .answered(milliseconds: milliseconds)
        case .status(let status): self = .failed(.endpoint, reason: "its endpoint \(path) answered \(status)")
        case .refused: self = .failed(.refused, reason: "nothing listens where its endpoint \(path) is")
        case .timedOut: self = .failed(.endpoint, reason: "its endpoint \(path) did not answer within \(facts.timeout.words)")
        case .failed(let words): self = .failed(.endpoint, reason: "its endpoint \(path) cannot be asked: \(words)")
        }
    }

    private static func silent(_ facts: SilenceFacts) -> CheckOutcome {
        if facts.isSuspended {
            let process = facts.processID.map { "process \($0)" } ?? "its process"
            return .failed(
                .suspended, reason: "\(process) was stopped by a signal",
                remedy: facts.processID.map { "'kill -CONT \($0)' lets it go on" })
        }
        if facts.pendingBytes >= SilenceFacts.pipe {
            return .failed(.clogged, reason: "it does not read its input: the pipe to it is full, and what is sent to it waits")
        }
        let reads = facts.pendingBytes > 0 ? " and does not read its input" : ""
        let state = facts.processID == nil ? "" : "\(reads), though its process runs"
        return .failed(.silent, reason: "it did not answer within \(facts.timeout.words)\(state)")
    }
}

extension Duration {
    /// `10 s`, `1.5 s`, `300 ms`.
    fileprivate var words: String {
        let milliseconds = nanoseconds / 1_000_000
        if milliseconds < 1000 { return "\(milliseconds) ms" }
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(Double(milliseconds / 100) / 10) s"
    }
}
