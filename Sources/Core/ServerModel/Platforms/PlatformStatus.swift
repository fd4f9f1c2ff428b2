/// One AI client, and how its file stands to our servers (`GET /api/v1/platforms`).
public struct PlatformStatus: Codable, Hashable, Sendable, Identifiable {
    /// As `mcp-connect --client` and the command line name it, e.g. `claude-desktop`.
    public var id: String
    /// For people.
    public var title: String
    /// Whether a sign of the client was found on this machine.
    public var isInstalled: Bool
    /// Whether our servers are to be in its file: asked for once, by `configure` or `sync`.
    public var isConfigured: Bool
    /// Whether its entries start servers without us in between.
    public var isDirect: Bool
    /// Its file, whether it is there or not; `nil` when its place is not known on this system, or nothing can be written.
    public var path: String?
    public var hasFile: Bool
    /// Ours first, then those of others, each by name.
    public var entries: [PlatformEntry]
    /// Why its file cannot be read or understood.
    public var problem: ErrorReport?
    /// Why we never write it, and what to do instead; `nil` when we do.
    public var obstacle: String?
    /// What to do in the client after its file was written; `nil` when it notices by itself.
    public var afterwards: String?
    /// Something people should know of the client.
    public var note: String?
    /// The file the user described it in; `nil` for those that come with us.
    public var source: String?
    /// When we last wrote its file.
    public var syncedAt: Timestamp?
    /// What somebody else last did to its file, in this life of the daemon.
    public var news: PlatformNews?

    public init(id: String, title: String) {
        self.id = id
        self.title = title
        isInstalled = false
        isConfigured = false
        isDirect = false
        hasFile = false
        entries = []
    }

    /// Whether sync would have something to do.
    public var needsSync: Bool { entries.contains { $0.state.needsSync } }

    /// One word for all of it.
    public var summary: Summary {
        if obstacle != nil { return .unsupported }
        if problem != nil { return .broken }
        if entries.contains(where: { $0.state == .drifted || $0.state == .missing }) {
            return isConfigured ? .drifted : .available
        }
        if !isConfigured { return isInstalled ? .available : .absent }
        return needsSync ? .pending : .inSync
    }

    public enum Summary: String, Codable, Hashable, Sendable {
        /// Not installed.
        case absent
        /// Installed, and never configured.
        case available
        case inSync = "in-sync"
        /// Something of ours is to be written or removed.
        case pending
        /// Somebody else changed or removed an entry of ours.
        case drifted
        /// Its file cannot be read or understood.
        case broken
        /// We do not write its file.
        case unsupported
    }
}

/// Something that happened to a client's file without us.
public struct PlatformNews: Codable, Hashable, Sendable {
    public var time: Timestamp
    /// `warning` when something of ours is gone or changed, or the file is broken; `info` when servers of others changed.
    public var severity: Severity
    /// One line for people. May hold foreign text.
    public var message: String
    /// From what it was to what it is, each line beginning with ` `, `-` or `+`; what looks secret is masked.
    public var difference: [String]

    public init(time: Timestamp, severity: Severity, message: String, difference: [String]) {
        self.time = time
        self.severity = severity
        self.message = message
        self.difference = difference
    }
}

/// One server in a client's file, or one of ours that should be.
public struct PlatformEntry: Codable, Hashable, Sendable, Identifiable {
    public var id: String { name }
    /// What the client calls it. Foreign text.
    public var name: String
    /// The server of ours it is, or shall be.
    public var server: ServerID?
    public var state: State
    /// Whether the client has it switched on; `nil` where its file does not say.
    public var isOn: Bool?
    /// What it starts, for people: `npx -y @scope/server`, an address; what looks secret is masked. `nil` when it is not there.
    public var launch: String?
    /// From what we wrote to what is there, line by line, each beginning with ` `, `-` or `+`; empty unless drifted or missing.
    public var difference: [String]
    /// Why it cannot be written; `nil` when it can.
    public var obstacle: String?

    public init(
        name: String, server: ServerID? = nil, state: State, isOn: Bool? = nil, launch: String? = nil, difference: [String] = [],
        obstacle: String? = nil
    ) {
        self.name = name
        self.server = server
        self.state = state
        self.isOn = isOn
        self.launch = launch
        self.difference = difference
        self.obstacle = obstacle
    }

    public enum State: String, Codable, Hashable, Sendable, CaseIterable {
        /// Ours, as we wrote it.
        case inSync = "in-sync"
        /// Ours, as we wrote it, and something else is wanted now.
        case outdated
        /// Wanted, and not there yet.
        case wanted
        /// Ours, and no longer wanted.
        case leftover
        /// Ours, and changed by somebody else.
        case drifted
        /// Ours, and taken out by somebody else.
        case missing
        /// Of somebody else, under the name of a server of ours that is wanted here.
        case taken
        /// Of somebody else.
        case foreign
        /// A server of ours that its definition does not want here.
        case excluded
        /// Wanted, and the client cannot have it; ``PlatformEntry/obstacle`` says why.
        case impossible

        /// Whether sync does something about it by itself. What others changed is never overwritten without being asked.
        public var needsSync: Bool {
            switch self {
            case .outdated, .wanted, .leftover: true
            case .inSync, .drifted, .missing, .taken, .foreign, .excluded, .impossible: false
            }
        }

        /// Whether somebody has to decide.
        public var needsDecision: Bool { self == .drifted || self == .missing || self == .taken }
    }
}
