import NIOCore
import ServiceLifecycle

/// A service whose clients may keep it from ending, a follower of a log, say; they have a second to see how it all ends.
struct ImpatientService: Service {
    private static let patience = TimeAmount.seconds(1)

    let service: any Service
    let loop: any EventLoop

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask {
                try await gracefulShutdown()
                let patience = loop.scheduleTask(in: Self.patience) {}
                // Cancelled when the service has ended before, it fails; then nobody asks any more.
                try await withTaskCancellationHandler {
                    try await patience.futureResult.get()
                } onCancel: {
                    patience.cancel()
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
