import ControlAPI
import ServerModel
import ServerMonitoring

/// Posts alerts to a URL: signed, and again when they may have been lost.
struct WebhookChannel: AlertChannel {
    /// How many attempts may follow the first.
    let retries: Int
    /// Where to, looked up anew each time: a secret's file may have been replaced.
    let target: @Sendable () throws(ErrorReport) -> WebhookTarget
    let send: @Sendable (WebhookRequest) async -> WebhookAnswer
    var now: @Sendable () -> Timestamp = { .now }
    var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    var jitter: @Sendable () -> Double = { .random(in: 0...1) }

    let kind = AlertChannelKind.webhook

    func tell(_ notice: AlertNotice) async throws {
        let target = try target()
        let body = try ControlCoding.encode(notice)
        var attempt = 1
        while true {
            try Task.checkCancellation()
            let answer = await send(WebhookRequest(to: target, id: notice.id, body: body, at: now()))
            try Task.checkCancellation()
            switch WebhookRetry.next(
                after: answer, attempt: attempt, retries: retries, jitter: jitter(), host: target.host)
            {
            case .arrived: return
            case .again(let wait): try await pause(wait)
            case .gaveUp(let report): throw report
            }
            attempt += 1
        }
    }
}
