import ServerModel

/// What `mcp-manager ps --adopt` asks for (`POST /api/v1/processes/{pid}/adopt`).
public struct AdoptionRequest: Codable, Hashable, Sendable {
    /// See `ProcessEntry.startedAt`; another process of that number is not meant.
    public var startedAt: Timestamp
    /// The name of the new server; `nil`: made from the command.
    public var name: String?
    /// Whether the foreign one runs on.
    public var keeps: Bool

    public init(startedAt: Timestamp, name: String? = nil, keeps: Bool = false) {
        self.startedAt = startedAt
        self.name = name
        self.keeps = keeps
    }
}

/// What became of it.
public struct Adoption: Codable, Hashable, Sendable {
    /// The server that is ours now.
    public var status: ServerStatus
    /// What a client's file is to name instead of the command: `mcp-connect NAME`.
    public var clientCommand: String
    /// The names of variables it had from whoever started it, which were not copied.
    public var settings: [String]
    /// The processes that were ended.
    public var ended: [Int32]

    public init(status: ServerStatus, clientCommand: String, settings: [String] = [], ended: [Int32] = []) {
        self.status = status
        self.clientCommand = clientCommand
        self.settings = settings
        self.ended = ended
    }
}

/// Which foreign server is to end (`POST /api/v1/processes/{pid}/end`).
public struct EndRequest: Codable, Hashable, Sendable {
    /// See `ProcessEntry.startedAt`; another process of that number is not meant.
    public var startedAt: Timestamp

    public init(startedAt: Timestamp) { self.startedAt = startedAt }
}

/// What was ended.
public struct EndedServer: Codable, Hashable, Sendable {
    /// See `ForeignServer.name`. Foreign text.
    public var name: String
    public var processes: [Int32]

    public init(name: String, processes: [Int32]) {
        self.name = name
        self.processes = processes
    }
}
