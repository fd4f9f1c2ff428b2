/// Where a server is in its life. The pure machine in ServerSupervision moves between these.
///
/// The plan's words map so: *running* is ``ready`` or ``degraded``, *error* is ``failed``.
public enum Phase: Hashable, Sendable {
    /// Not running, and nothing is wrong.
    case stopped
    /// Spawned or about to be; the MCP handshake has not been answered yet.
    case starting
    /// `initialize` or `server/discover` was answered.
    case ready
    /// Ready, but something needs attention.
    case degraded(reason: String)
    /// Asked to end; the process may still live.
    case stopping
    /// Crashed, and to be started again at `until`; `crashes` in a row so far.
    case waiting(until: Timestamp, crashes: Int)
    /// Gave up; the report says why and what to do.
    case failed(ErrorReport)
    /// It cannot start before somebody gives it a secret; the report says which. It starts by itself when it has that.
    case needsSecret(ErrorReport)
    /// Switched off in its definition.
    case disabled
    /// On a host that cannot be reached.
    case unknown(reason: String)

    /// The word for people and programs: `stopped`, `starting`, `ready`, …
    public var name: Name {
        switch self {
        case .stopped: .stopped
        case .starting: .starting
        case .ready: .ready
        case .degraded: .degraded
        case .stopping: .stopping
        case .waiting: .waiting
        case .failed: .failed
        case .needsSecret: .needsSecret
        case .disabled: .disabled
        case .unknown: .unknown
        }
    }

    public enum Name: String, Codable, Hashable, Sendable, CaseIterable {
        case stopped, starting, ready, degraded, stopping, waiting, failed, disabled, unknown
        case needsSecret = "needs-secret"
    }
}

/// On the wire a phase is flat: `{"name": "waiting", "until": …, "crashes": 2}`.
extension Phase: Codable {
    private enum Key: String, CodingKey { case name, reason, until, crashes, error }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self =
            switch try values.decode(Name.self, forKey: .name) {
            case .stopped: .stopped
            case .starting: .starting
            case .ready: .ready
            case .degraded: .degraded(reason: try values.decode(String.self, forKey: .reason))
            case .stopping: .stopping
            case .waiting:
                .waiting(
                    until: try values.decode(Timestamp.self, forKey: .until),
                    crashes: try values.decode(Int.self, forKey: .crashes))
            case .failed: .failed(try values.decode(ErrorReport.self, forKey: .error))
            case .needsSecret: .needsSecret(try values.decode(ErrorReport.self, forKey: .error))
            case .disabled: .disabled
            case .unknown: .unknown(reason: try values.decode(String.self, forKey: .reason))
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(name, forKey: .name)
        switch self {
        case .stopped, .starting, .ready, .stopping, .disabled: break
        case .degraded(let reason), .unknown(let reason): try values.encode(reason, forKey: .reason)
        case .waiting(let until, let crashes):
            try values.encode(until, forKey: .until)
            try values.encode(crashes, forKey: .crashes)
        case .failed(let error), .needsSecret(let error): try values.encode(error, forKey: .error)
        }
    }
}
