import DaemonLaunch
import ServerModel

extension DaemonProcess {
    /// Longer than a daemon waits for its servers, killing them included.
    private static let patience = 30

    /// Returns once the process has ended. Throws ``DaemonLingers`` when it takes too long.
    public func end() async throws {
        let hasEnded = try await BlockingWork.run { self.hasEnded(within: Int64(Self.patience) * 1000) }
        guard hasEnded else { throw DaemonLingers(process: id, seconds: Self.patience) }
    }
}
