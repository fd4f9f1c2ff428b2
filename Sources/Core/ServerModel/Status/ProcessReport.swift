/// Every process that is an MCP server or belongs to one (`GET /api/v1/processes`).
public struct ProcessReport: Codable, Hashable, Sendable {
    /// Ours, by server and run.
    public var trees: [ServerTree]
    /// Those that other programs started.
    public var foreign: [ForeignServer]

    public init(trees: [ServerTree], foreign: [ForeignServer]) {
        self.trees = trees
        self.foreign = foreign
    }
}

/// The processes of one run of a server.
public struct ServerTree: Codable, Hashable, Sendable {
    public var server: ServerID
    /// See ``RunInfo/number``.
    public var run: Int
    /// The one client this process is for; `nil` when clients share it.
    public var client: String?
    /// The leader first, each process before its children.
    public var processes: [ProcessEntry]
    public var use: ResourceUse

    public init(server: ServerID, run: Int, client: String? = nil, processes: [ProcessEntry], use: ResourceUse) {
        self.server = server
        self.run = run
        self.client = client
        self.processes = processes
        self.use = use
    }
}

/// An MCP server that is not ours: most often an AI client started it.
public struct ForeignServer: Codable, Hashable, Sendable {
    /// What it is called, as far as its command line tells: `mcp-server-time`. Foreign text.
    public var name: String
    /// The program that started it: `Cursor`, `zsh`; `nil` when that has ended and nobody owns it any more. Foreign text.
    public var startedBy: String?
    /// The server's process first, each before its children.
    public var processes: [ProcessEntry]
    public var use: ResourceUse
    /// A server of ours that runs the same command, if there is one.
    public var duplicates: ServerID?

    public init(
        name: String, startedBy: String? = nil, processes: [ProcessEntry], use: ResourceUse, duplicates: ServerID? = nil
    ) {
        self.name = name
        self.startedBy = startedBy
        self.processes = processes
        self.use = use
        self.duplicates = duplicates
    }
}

/// One process of this machine.
public struct ProcessEntry: Codable, Hashable, Sendable, Identifiable {
    public var id: Int32 { processID }
    public var processID: Int32
    public var parent: Int32
    /// How deep it is below the first process of its tree, which is 0.
    public var depth: Int
    /// The name of the user it runs as.
    public var owner: String
    /// The program's short name. Foreign text.
    public var name: String
    /// Its arguments as a person would type them, secrets masked. Foreign text.
    public var commandLine: String
    public var startedAt: Timestamp
    public var use: ResourceUse
    /// Its parent has ended; we found it all the same.
    public var isOrphan: Bool

    public init(
        processID: Int32, parent: Int32, depth: Int = 0, owner: String, name: String, commandLine: String, startedAt: Timestamp,
        use: ResourceUse, isOrphan: Bool = false
    ) {
        self.processID = processID
        self.parent = parent
        self.depth = depth
        self.owner = owner
        self.name = name
        self.commandLine = commandLine
        self.startedAt = startedAt
        self.use = use
        self.isOrphan = isOrphan
    }
}
