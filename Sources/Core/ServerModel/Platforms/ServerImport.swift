/// A server that clients on this machine have, and that may become ours (`GET /api/v1/platforms/import`). Never holds a secret.
public struct ImportCandidate: Codable, Hashable, Sendable, Identifiable {
    /// Names it as long as the files it is in do not change.
    public var id: String
    /// What it would be called among our servers.
    public var name: String
    /// What it starts, for people: `npx -y @scope/server`, an address; credentials are masked.
    public var launch: String
    /// The entries that start it.
    public var places: [Place]
    /// Credentials in plain text in those entries, to be taken into the store.
    public var credentials: [FoundCredential]
    /// The server of ours that it is already.
    public var known: ServerID?
    /// Why it cannot be taken over; `nil` when it can.
    public var obstacle: String?

    public init(
        id: String, name: String, launch: String, places: [Place], credentials: [FoundCredential], known: ServerID? = nil,
        obstacle: String? = nil
    ) {
        self.id = id
        self.name = name
        self.launch = launch
        self.places = places
        self.credentials = credentials
        self.known = known
        self.obstacle = obstacle
    }

    /// One entry of a client's file.
    public struct Place: Codable, Hashable, Sendable {
        /// The client's id.
        public var platform: String
        /// For people.
        public var title: String
        public var path: String
        /// What the client calls it. Foreign text.
        public var name: String
        /// From 1.
        public var line: Int

        public init(platform: String, title: String, path: String, name: String, line: Int) {
            self.platform = platform
            self.title = title
            self.path = path
            self.name = name
            self.line = line
        }
    }
}

/// Which servers are to be taken over (`POST /api/v1/platforms/import`). The answer is an `ImportOutcome`.
public struct ImportRequest: Codable, Hashable, Sendable {
    /// See `ImportCandidate.id`.
    public var ids: [String]
    /// Only tell what would be done.
    public var isDryRun: Bool

    public init(ids: [String], isDryRun: Bool = false) {
        self.ids = ids
        self.isDryRun = isDryRun
    }
}

/// What was, or would be, taken over. Never holds a secret.
public struct ImportOutcome: Codable, Hashable, Sendable {
    /// Names it for undoing; `nil` when nothing was done.
    public var id: String?
    public var imported: [Imported]
    /// The credentials that are secrets of ours now.
    public var moved: [CredentialMove.Moved]
    /// Definitions that were made, and clients' files that were rewritten.
    public var files: [CredentialMove.ChangedFile]

    public init(
        id: String? = nil, imported: [Imported], moved: [CredentialMove.Moved], files: [CredentialMove.ChangedFile]
    ) {
        self.id = id
        self.imported = imported
        self.moved = moved
        self.files = files
    }

    public struct Imported: Codable, Hashable, Sendable {
        public var server: ServerID
        public var places: [ImportCandidate.Place]

        public init(server: ServerID, places: [ImportCandidate.Place]) {
            self.server = server
            self.places = places
        }
    }
}
