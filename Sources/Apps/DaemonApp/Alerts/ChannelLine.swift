import ServerModel
import ServerMonitoring

/// The notices one channel has yet to tell, one after another: a slow channel keeps nobody waiting but itself, and what is
/// over is not told before it began.
struct ChannelLine: Sendable {
    /// A channel further behind than this tells the newest.
    private static let limit = 100

    let channel: any AlertChannel
    private let notices: AsyncStream<AlertNotice>
    private let end: AsyncStream<AlertNotice>.Continuation

    init(_ channel: any AlertChannel) {
        self.channel = channel
        (notices, end) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.limit))
    }

    /// Never waits.
    func add(_ notice: AlertNotice) { end.yield(notice) }

    /// What is in the line is still told.
    func close() { end.finish() }

    /// Until the line is closed and empty, or the task is cancelled.
    func run(told: @Sendable (AlertDelivery, AlertNotice) async -> Void) async {
        for await notice in notices {
            guard let delivery = await channel.delivery(of: notice) else { return }
            await told(delivery, notice)
        }
    }
}

extension AlertChannel {
    /// `nil` when the task was cancelled before anybody knew.
    func delivery(of notice: AlertNotice) async -> AlertDelivery? {
        do {
            try await tell(notice)
            return AlertDelivery(channel: kind, at: .now)
        } catch is CancellationError {
            return nil
        } catch {
            return AlertDelivery(channel: kind, at: .now, failure: ErrorReport(describing: error))
        }
    }
}
