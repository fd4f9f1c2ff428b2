/// What is observed of one server. The list of these is what every screen shows.
public struct ServerStatus: Codable, Hashable, Sendable {
    public var id: ServerID
    public var phase: Phase
    /// When the phase was entered.
    public var since: Timestamp
    /// The process, while there is one.
    public var run: RunInfo?
    /// What is being made ready before it can be started, for people: `installing 12 packages`; `nil` otherwise.
    public var preparation: String?
    /// What its processes use; `nil` before the first sample, and for a server that somebody else runs.
    public var use: ResourceUse?
    /// Restarts after a crash since the server was last started by a person or a client.
    public var restarts: Int
    /// How the previous run ended; `nil` before the first end.
    public var lastExit: RunEnd?
    /// The clients connected now, oldest first.
    public var sessions: [SessionInfo]
    /// What it would run, for people: `uvx mcp-server-time`.
    public var commandLine: String
    /// The first line of the definition's description.
    public var summary: String?
    /// `local`, `docker`, `remote` or `development`.
    public var mode: ExecutionMode
    public var transport: Transport
    /// When the daemon starts it by itself.
    public var start: StartPolicy
    /// Whether clients share one process, and why not if they do not.
    public var sharing: Sharing
    /// How it does what it is there for; `nil` from a daemon that does not say.
    public var health: Health?
    /// What was wrong with the definition when it was last read; errors keep the last good one in force.
    public var diagnostics: [Diagnostic]

    public init(
        id: ServerID, phase: Phase, since: Timestamp, run: RunInfo? = nil, preparation: String? = nil, use: ResourceUse? = nil,
        restarts: Int = 0, lastExit: RunEnd? = nil, sessions: [SessionInfo] = [], commandLine: String = "",
        summary: String? = nil, mode: ExecutionMode = .local,
        transport: Transport = .stdio, start: StartPolicy = .onDemand, sharing: Sharing = Sharing(),
        health: Health? = nil, diagnostics: [Diagnostic] = []
    ) {
        self.id = id
        self.phase = phase
        self.since = since
        self.run = run
        self.preparation = preparation
        self.use = use
        self.restarts = restarts
        self.lastExit = lastExit
        self.sessions = sessions
        self.commandLine = commandLine
        self.summary = summary
        self.mode = mode
        self.transport = transport
        self.start = start
        self.sharing = sharing
        self.health = health
        self.diagnostics = diagnostics
    }
}

extension ServerStatus {
    /// How messages travel, for people. A remote server whose definition names no transport is found out when it is connected to.
    public var transportWord: String { mode == .remote && transport == .stdio ? "http" : transport.rawValue }
}

/// One life of a server process, and what its handshake said.
public struct RunInfo: Codable, Hashable, Sendable {
    /// Counts the runs of this server since the daemon started, from 1.
    public var number: Int
    /// `nil` for a server that somebody else runs.
    public var processID: Int32?
    public var startedAt: Timestamp
    /// From spawn to the handshake's answer, in milliseconds; `nil` until ready.
    public var readyAfterMilliseconds: Int?
    /// `legacy` (2024-11-05 … 2025-11-25) or `modern` (2026-07-28); `nil` until ready.
    public var era: ProtocolEra?
    /// The negotiated revision, e.g. `2025-11-25`.
    public var protocolVersion: String?
    /// The name and version the server gives itself. Foreign text.
    public var serverName: String?
    public var serverVersion: String?

    public init(
        number: Int, processID: Int32?, startedAt: Timestamp, readyAfterMilliseconds: Int? = nil, era: ProtocolEra? = nil,
        protocolVersion: String? = nil, serverName: String? = nil, serverVersion: String? = nil
    ) {
        self.number = number
        self.processID = processID
        self.startedAt = startedAt
        self.readyAfterMilliseconds = readyAfterMilliseconds
        self.era = era
        self.protocolVersion = protocolVersion
        self.serverName = serverName
        self.serverVersion = serverVersion
    }
}

/// The two families of protocol revisions; see the `era` key of a definition.
public enum ProtocolEra: String, Codable, Hashable, Sendable {
    case legacy, modern
}

/// How a run ended.
public enum ExitStatus: Hashable, Sendable {
    case code(Int32)
    case signal(Int32)
    /// Its process, if there is one, was not what ended: the connection was, for this reason in words.
    case disconnected(String)

    /// Whether the connection was what ended.
    public var isDisconnection: Bool {
        if case .disconnected = self { true } else { false }
    }

    /// For people: `exit 1`, `signal 9 (KILL)`, `connection refused`.
    public var words: String {
        switch self {
        case .code(let code): "exit \(code)"
        case .signal(let number): "signal \(number)" + (Self.signalNames[number].map { " (\($0))" } ?? "")
        case .disconnected(let reason): reason
        }
    }

    /// The POSIX numbers that are the same on Linux and macOS.
    private static let signalNames: [Int32: String] = [
        1: "HUP", 2: "INT", 3: "QUIT", 4: "ILL", 6: "ABRT", 8: "FPE", 9: "KILL", 11: "SEGV", 13: "PIPE", 14: "ALRM",
        15: "TERM",
    ]
}

extension ExitStatus: Codable {
    private enum Key: String, CodingKey { case code, signal, disconnected }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        if let signal = try values.decodeIfPresent(Int32.self, forKey: .signal) {
            self = .signal(signal)
        } else if let reason = try values.decodeIfPresent(String.self, forKey: .disconnected) {
            self = .disconnected(reason)
        } else {
            self = .code(try values.decode(Int32.self, forKey: .code))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch self {
        case .code(let code): try values.encode(code, forKey: .code)
        case .signal(let signal): try values.encode(signal, forKey: .signal)
        case .disconnected(let reason): try values.encode(reason, forKey: .disconnected)
        }
    }
}

/// The end of a run, with what explains it.
public struct RunEnd: Codable, Hashable, Sendable {
    public var status: ExitStatus
    public var at: Timestamp
    /// The last lines of stderr, oldest first; at most 10. Foreign text.
    public var stderrTail: [String]
    /// Why it ended, where more is known than the status says: `it used 1.2 GB of memory, more than its limit of 1 GB`.
    public var cause: String?
    /// What to do about it, where its last words tell; `nil` when they do not.
    public var hint: String?

    public init(status: ExitStatus, at: Timestamp, stderrTail: [String], cause: String? = nil, hint: String? = nil) {
        self.status = status
        self.at = at
        self.stderrTail = stderrTail
        self.cause = cause
        self.hint = hint
    }

    /// How it ended, and why if that is known.
    public var words: String { cause.map { "\(status.words): \($0)" } ?? status.words }
}

/// One client's conversation with a server through us.
public struct SessionInfo: Codable, Hashable, Sendable, Identifiable {
    /// Unique within the daemon's life.
    public var id: Int
    /// What the bridge was told with `--client`, e.g. `cursor`; `nil` when it was not.
    public var platform: String?
    /// The name the client gave itself in the handshake. Foreign text.
    public var clientName: String?
    public var era: ProtocolEra?
    public var since: Timestamp
    /// Requests forwarded so far.
    public var requests: Int

    public init(
        id: Int, platform: String? = nil, clientName: String? = nil, era: ProtocolEra? = nil, since: Timestamp, requests: Int = 0
    ) {
        self.id = id
        self.platform = platform
        self.clientName = clientName
        self.era = era
        self.since = since
        self.requests = requests
    }
}
