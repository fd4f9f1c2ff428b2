/// What is to be written into clients' files (`POST /api/v1/platforms/plan` and `/apply`). The answer is a `PlatformSync`.
public struct PlatformSyncRequest: Codable, Hashable, Sendable {
    /// Ids of clients; empty: all that are configured, or all that are installed when none is configured yet.
    public var platforms: [String]
    /// Names of servers; empty: all.
    public var servers: [String]
    public var purpose: Purpose
    /// Whether entries start servers without us in between; `nil`: as it was, and through us for a client that is new.
    public var isDirect: Bool?
    /// The client's file, absolute, where it is not at its usual place; `nil`: as it was.
    public var file: String?
    /// What to do about entries that somebody else changed, removed or made under the name of a server of ours.
    public var decisions: [Decision]
    /// The ``PlatformSync/digest`` of the plan that was agreed to; `apply` writes nothing when there is another by now.
    public var agreed: String?

    public init(platforms: [String] = [], servers: [String] = [], purpose: Purpose = .sync) {
        self.platforms = platforms
        self.servers = servers
        self.purpose = purpose
        decisions = []
    }

    public enum Purpose: String, Codable, Hashable, Sendable {
        /// Our servers are in the file as their definitions want it.
        case sync
        /// Nothing of ours is left in it, and we do not look after it any more.
        case release
    }

    /// About one entry.
    public struct Decision: Codable, Hashable, Sendable {
        public var platform: String
        /// What the client calls the entry; `nil`: every entry that waits for a decision.
        public var name: String?
        public var choice: Choice

        public init(platform: String, name: String?, choice: Choice) {
            self.platform = platform
            self.name = name
            self.choice = choice
        }

        public enum Choice: String, Codable, Hashable, Sendable {
            /// It becomes what we want: adopted, put back, written again.
            case ours
            /// It stays as it is and is theirs from now on; sync leaves it alone.
            case theirs
        }
    }
}

/// What was, or would be, written into clients' files. Never holds a secret.
public struct PlatformSync: Codable, Hashable, Sendable {
    /// Names it for undoing; `nil` when nothing was written.
    public var id: String?
    /// By client's id.
    public var changes: [PlatformChange]
    /// What was not done, and why: files with mistakes, names a client does not take, entries of others.
    public var refusals: [PlatformRefusal]
    /// Names this plan as long as nothing it depends on changes.
    public var digest: String

    public init(id: String? = nil, changes: [PlatformChange], refusals: [PlatformRefusal], digest: String) {
        self.id = id
        self.changes = changes
        self.refusals = refusals
        self.digest = digest
    }

    /// Whether a file would be written.
    public var hasChanges: Bool { !changes.isEmpty }
}

/// What changes in one client's file.
public struct PlatformChange: Codable, Hashable, Sendable, Identifiable {
    public var id: String { platform }
    public var platform: String
    /// For people.
    public var title: String
    public var path: String
    public var steps: [Step]
    /// The lines that change and a few around them, each beginning with ` `, `-` or `+`; what looks secret is masked.
    public var difference: [String]
    /// Whether the file goes: we made it, and nothing else is in it.
    public var isRemoval = false
    /// The copy of what it was, for the user alone; `nil` before it is written, and for a file that is new.
    public var backup: String?
    /// What to do in the client; `nil` when it notices by itself.
    public var afterwards: String?
    /// What people should know: the client is running and may write its old copy back; its mark at the file's beginning goes.
    public var warnings: [String]

    public init(platform: String, title: String, path: String, steps: [Step], difference: [String]) {
        self.platform = platform
        self.title = title
        self.path = path
        self.steps = steps
        self.difference = difference
        warnings = []
    }

    /// What happens to one entry.
    public struct Step: Codable, Hashable, Sendable {
        /// What the client calls it.
        public var name: String
        /// The server of ours; `nil` for one that is gone.
        public var server: ServerID?
        public var kind: Kind

        public init(name: String, server: ServerID?, kind: Kind) {
            self.name = name
            self.server = server
            self.kind = kind
        }

        public enum Kind: String, Codable, Hashable, Sendable {
            case add, update, remove
            /// An entry of somebody else becomes ours.
            case adopt
            /// An entry that somebody changed or removed is ours again.
            case restore
        }
    }
}

/// Something that was not done, to which client, and why.
public struct PlatformRefusal: Codable, Hashable, Sendable {
    public var platform: String
    /// For people.
    public var title: String
    /// What the client calls the entry; `nil` when it is about the whole file.
    public var name: String?
    public var report: ErrorReport
    /// Whether nothing is wrong and somebody has only to decide, or it was to be expected.
    public var isQuestion: Bool

    public init(platform: String, title: String, name: String? = nil, report: ErrorReport, isQuestion: Bool = false) {
        self.platform = platform
        self.title = title
        self.name = name
        self.report = report
        self.isQuestion = isQuestion
    }
}

/// One writing of clients' files that can be taken back (`GET /api/v1/platforms/history`), newest first.
public struct PlatformSyncRecord: Codable, Hashable, Sendable, Identifiable {
    public var id: String
    public var time: Timestamp
    /// `sync`, `release`, `restore` or `undo`.
    public var what: String
    /// The clients whose files were written.
    public var platforms: [String]
    /// The files as they were before; parallel to ``platforms``; `nil` for one that was new.
    public var backups: [String?]
    public var isUndone: Bool

    public init(
        id: String, time: Timestamp, what: String, platforms: [String], backups: [String?], isUndone: Bool = false
    ) {
        self.id = id
        self.time = time
        self.what = what
        self.platforms = platforms
        self.backups = backups
        self.isUndone = isUndone
    }
}

/// A client's file as it was at some time (`GET /api/v1/platforms/{id}/copies`), newest first.
public struct PlatformCopy: Codable, Hashable, Sendable, Identifiable {
    /// Names it for `restore`.
    public var id: String
    public var time: Timestamp
    /// Why it was kept, for people: `before sync 20261128T…`, `as last seen`.
    public var reason: String
    /// In bytes.
    public var size: Int
    /// How many servers are in it; `nil` when it cannot be read.
    public var servers: Int?
    /// From what is there now to this copy, masked.
    public var difference: [String]

    public init(id: String, time: Timestamp, reason: String, size: Int, servers: Int?, difference: [String]) {
        self.id = id
        self.time = time
        self.reason = reason
        self.size = size
        self.servers = servers
        self.difference = difference
    }
}
