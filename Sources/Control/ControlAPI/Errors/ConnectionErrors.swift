import DaemonLaunch
import ServerModel

/// Why the daemon could not be reached: not running, or not startable.
extension LaunchFailure: ActionableError {}

/// The daemon closed the connection before its answer was whole, or while it was streaming.
public struct ConnectionLost: ActionableError, Hashable {
    /// The path of the daemon's own log.
    public var log: String

    public var code: String { "daemon-connection-lost" }
    public var problem: String { "the connection to the daemon was lost" }
    public var remedy: String { "try again, the daemon is started anew; why it ended is in \(log)" }
}

/// The daemon took the request, and then nothing came for too long.
public struct DaemonSilent: ActionableError, Hashable {
    /// How long we waited.
    public var seconds: Int

    public var code: String { "daemon-silent" }
    public var problem: String { "the daemon has not answered for \(seconds) seconds" }
    public var remedy: String {
        "run 'mcp-manager daemon status' for its process; end that process if it hangs, the next command starts a new one"
    }
}

/// The running daemon is of another version than this program.
public struct VersionMismatch: ActionableError, Hashable {
    public var daemon: String
    public var program: String

    public init(daemon: String, program: String) {
        self.daemon = daemon
        self.program = program
    }

    public var code: String { "daemon-version" }
    public var problem: String { "the running daemon is version \(daemon), this program is \(program)" }
    public var remedy: String {
        isDaemonOlder
            ? "run 'mcp-manager daemon restart'; clients stay connected"
            : "use the mcp-manager of version \(daemon), or install it over this one"
    }

    /// Whether another daemon of this program's version would be a step forward.
    public var isDaemonOlder: Bool { VersionNumber(daemon) < VersionNumber(program) }
}

/// The daemon was told to end, and its process is still there.
public struct DaemonLingers: ActionableError, Hashable {
    public var process: Int32
    /// How long we waited.
    public var seconds: Int

    public var code: String { "daemon-lingers" }
    public var problem: String { "the daemon, process \(process), has not ended within \(seconds) seconds" }
    public var remedy: String { "run 'kill -9 \(process)'; the next daemon ends the servers that are left" }
}

/// What came back is not what the control API promises.
public struct UnreadableAnswer: ActionableError, Hashable {
    /// The request, e.g. `GET /api/v1/servers`.
    public var request: String
    public var reason: String

    public var code: String { "unreadable-answer" }
    public var problem: String { "the daemon's answer to \(request) cannot be read: \(reason)" }
    public var remedy: String { "run 'mcp-manager daemon restart' and try again; if it stays, please report it" }
}
