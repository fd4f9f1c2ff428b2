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

    /// Connects to the daemon of `home` and compares versions.
    ///
    /// - Parameters:
    ///   - launch: start the daemon when none runs; otherwise that is a `LaunchFailure`.
    ///   - acceptsAnyVersion: do not throw ``VersionMismatch``; for asking an old daemon who it is, and stopping it.
    public static func connect(
        home: HomeDirectory, launch: Bool = true, acceptsAnyVersion: Bool = false
    ) async throws -> ControlClient {
        let client = ControlClient(home: home)
        let info: DaemonInfo = try await client.value(ControlRequest(.daemon), launch: launch)
        guard acceptsAnyVersion || info.version == productVersion else {
            throw VersionMismatch(daemon: info.version, program: productVersion)
        }
        return client
    }

    /// What the daemon says of itself.
    public func daemon() async throws -> DaemonInfo {
        try await value(ControlRequest(.daemon))
    }

    /// Tells the daemon to end, and returns once it has closed its connections.
    public func stopDaemon() async throws {
        // Opened before, so that its end is the daemon's end and nothing has to be asked again and again.
        let farewell = try await open(ControlRequest(.events, deadline: nil))
        try await send(ControlRequest(.stopDaemon))
        do {
            while try await farewell.next() != nil {}
        } catch is ConnectionLost {
            // This is what we waited for.
        }
    }

    /// What the daemon finds when it looks at everything it depends on.
    public func doctor() async throws -> [DoctorFinding] {
        try await value(ControlRequest(.doctor))
    }
}
