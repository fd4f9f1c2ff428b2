/// Something that happened, pushed to every screen (`GET /api/v1/events`, server-sent events).
public struct ServerEvent: Codable, Hashable, Sendable {
    /// Rises by one with each event of a daemon's life; the SSE event id.
    public var sequence: UInt64
    public var time: Timestamp
    /// `nil` when it concerns the daemon itself.
    public var server: ServerID?
    public var kind: Kind
    public var severity: Severity
    /// One line for people. May hold foreign text.
    public var message: String
    /// The server's status after the event; `nil` when it did not change, or the server is gone.
    public var status: ServerStatus?
    /// The id of the AI client whose file it is about; `nil` for anything else.
    public var platform: String?
    /// The alert it is about; `nil` for anything else.
    public var alert: Alert?

    public init(
        sequence: UInt64, time: Timestamp, server: ServerID?, kind: Kind, severity: Severity, message: String,
        status: ServerStatus? = nil, platform: String? = nil, alert: Alert? = nil
    ) {
        self.sequence = sequence
        self.time = time
        self.server = server
        self.kind = kind
        self.severity = severity
        self.message = message
        self.status = status
        self.platform = platform
        self.alert = alert
    }

    public enum Kind: String, Codable, Hashable, Sendable {
        /// The phase changed.
        case phase
        /// A definition appeared, changed or went.
        case added, changed, removed
        /// A client came or left.
        case sessionOpened = "session-opened"
        case sessionClosed = "session-closed"
        /// Only the status moved (a process id, a client's name): screens update, nothing is told.
        case observed
        /// An AI client's file is another: we wrote it, or somebody else did.
        case platform
        /// An alert began, changed or is over.
        case alert
        /// The daemon ends because it was asked to; nobody should start it again by themselves.
        case farewell
        /// Anything else worth a line.
        case notice
    }
}

/// How much an event or finding matters.
public enum Severity: String, Codable, Hashable, Sendable {
    case info, ok, warning, error
}
