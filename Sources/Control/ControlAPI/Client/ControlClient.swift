import DaemonLaunch
import NIOHTTP1
import ServerModel

/// The daemon, as the programs see it.
///
/// Every function throws an `ActionableError`: an `ErrorReport` the daemon sent, or one of this module's own
/// (``ConnectionLost``, ``DaemonSilent``, ``VersionMismatch``, ``UnreadableAnswer``, `LaunchFailure`); or `CancellationError`.
/// A request made after the daemon has gone fails and does not start it again: connect anew for that.
public struct ControlClient: Sendable {
    public let home: HomeDirectory
    /// What the daemon said of itself when we connected.
    public let introduction: DaemonInfo

    /// Connects to the daemon of `home` and compares versions.
    ///
    /// - Parameters:
    ///   - launch: start the daemon when none runs; otherwise that is a `LaunchFailure`.
    ///   - acceptsAnyVersion: do not throw ``VersionMismatch``; for asking an old daemon who it is, and stopping it.
    public static func connect(
        home: HomeDirectory, launch: Bool = true, acceptsAnyVersion: Bool = false
    ) async throws -> ControlClient {
        let door = ControlDoor(home: home)
        let info: DaemonInfo = try await door.value(ControlRequest(.daemon), launch: launch)
        guard acceptsAnyVersion || info.version == productVersion else {
            throw VersionMismatch(daemon: info.version, program: productVersion)
        }
        return ControlClient(home: home, introduction: info)
    }

    /// What the daemon says of itself.
    public func daemon() async throws -> DaemonInfo {
        try await value(ControlRequest(.daemon))
    }

    /// Tells the daemon to end, and returns once its process has. Throws ``DaemonLingers`` when it takes too long.
    ///
    /// - Parameters:
    ///   - now: kill the servers instead of asking them.
    ///   - isToFollow: another daemon comes at once, and what people told servers holds on.
    ///   - told: what happens meanwhile.
    public func stopDaemon(
        now: Bool = false, isToFollow: Bool = false, told: (ServerEvent) -> Void = { _ in }
    ) async throws {
        let process = DaemonProcess.holding(home)
        // Opened before, so that its end is the daemon's end and nothing has to be asked again and again.
        let farewell = try await events(after: nil)
        try await send(ControlRequest(.stopDaemon, query: [("now", now ? "true" : nil), ("follow", isToFollow ? "true" : nil)]))
        do {
            for try await event in farewell { told(event) }
        } catch is ConnectionLost {
            // This is what we waited for.
        }
        try await process?.end()
    }

    /// What the daemon finds when it looks at everything it depends on.
    public func doctor() async throws -> [DoctorFinding] {
        try await value(ControlRequest(.doctor))
    }
}
