import ServerModel

/// What to do after an attempt; pure.
enum WebhookRetry: Hashable, Sendable {
    case arrived
    case again(after: Duration)
    case gaveUp(ErrorReport)

    /// Before the second attempt; it doubles with each.
    private static let firstPause = Duration.seconds(2)
    private static let longestPause = Duration.seconds(60)
    /// Who asks to be left alone for longer is asked sooner: what is told too late is not told.
    private static let longestWait = Duration.seconds(300)

    /// - Parameters:
    ///   - attempt: 1 for the first.
    ///   - retries: how many may follow the first.
    ///   - jitter: 0 to 1, drawn anew each time, so that not everybody comes back at once.
    static func next(
        after answer: WebhookAnswer, attempt: Int, retries: Int, jitter: Double, host: String
    ) -> WebhookRetry {
        switch answer {
        case .status(200..<300, _): return .arrived
        case .status(let status, let retryAfter):
            guard status == 429 || (500..<600).contains(status) else { return .gaveUp(refusal(status, host)) }
            guard attempt <= retries else {
                return .gaveUp(failure("answered \(status) \(times(attempt))", host, remedy: "see what is wrong there"))
            }
            return .again(after: max(pause(attempt, jitter), min(retryAfter ?? .zero, longestWait)))
        case .unreached(let why):
            guard attempt <= retries else {
                return .gaveUp(
                    failure("was not reached \(times(attempt)): \(why)", host, remedy: "check the network, and that it runs"))
            }
            return .again(after: pause(attempt, jitter))
        case .impossible(let why):
            return .gaveUp(failure("cannot be sent to: \(why)", host, remedy: "mend 'alerts.notify.webhook' in config.yaml"))
        }
    }

    /// A half to the whole of 2 s, 4 s, 8 s … 60 s.
    private static func pause(_ attempt: Int, _ jitter: Double) -> Duration {
        let doublings = min(max(0, attempt - 1), 10)
        let whole = min(firstPause * (1 << doublings), longestPause)
        return whole * (0.5 + 0.5 * min(max(0, jitter), 1))
    }

    private static func refusal(_ status: Int, _ host: String) -> ErrorReport {
        switch status {
        case 300..<400:
            failure(
                "answered \(status), a redirection, which is not followed", host, remedy: "write the new address in config.yaml")
        case 401, 403:
            failure("refused it with \(status)", host, remedy: "check the secret, the headers and the url in config.yaml")
        default: failure("refused it with \(status)", host, remedy: "check 'alerts.notify.webhook' in config.yaml")
        }
    }

    private static func failure(_ what: String, _ host: String, remedy: String) -> ErrorReport {
        ErrorReport(code: "webhook-failed", problem: "the webhook at \(host) \(what)", remedy: remedy)
    }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
}
