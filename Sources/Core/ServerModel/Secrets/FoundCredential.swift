/// Something in a file that looks like a credential in plain text (`GET /api/v1/secrets/credentials`). Never its value.
public struct FoundCredential: Codable, Hashable, Sendable, Identifiable {
    /// Names this place as long as the file does not change.
    public var id: String
    /// The absolute path.
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in characters.
    public var column: Int
    public var kind: Kind
    /// The program whose file it is, e.g. `Cursor`; `nil` for files of nobody's in particular.
    public var client: String?
    /// The server it is for, as the file calls it; `nil` when the file does not say.
    public var server: String?
    /// What it is called there: a variable's name, an option, a header. Foreign text.
    public var key: String
    /// The first two characters and the length: `gh… (40)`. For a value of fewer than 8 characters the length alone.
    public var hint: String
    /// Why it looks like one, for people: `a GitHub token by its first letters`.
    public var reason: String
    /// Why it cannot be moved into the store by us; `nil` when it can.
    public var obstacle: String?

    public init(
        id: String, file: String, line: Int, column: Int, kind: Kind, client: String? = nil, server: String? = nil, key: String,
        hint: String, reason: String, obstacle: String? = nil
    ) {
        self.id = id
        self.file = file
        self.line = line
        self.column = column
        self.kind = kind
        self.client = client
        self.server = server
        self.key = key
        self.hint = hint
        self.reason = reason
        self.obstacle = obstacle
    }

    public enum Kind: String, Codable, Hashable, Sendable {
        /// A configuration of an AI client.
        case clientFile
        /// A file of variables, `.env`.
        case environmentFile
        /// One of our own definitions.
        case definition
    }
}

/// Which credentials are to be taken into the store (`POST /api/v1/secrets/credentials/move`). The answer is a `CredentialMove`.
public struct CredentialMoveRequest: Codable, Hashable, Sendable {
    /// See `FoundCredential.id`.
    public var ids: [String]
    /// Whose secrets they become where the file does not say; a server that is defined.
    public var server: String?
    /// Only tell what would be done.
    public var isDryRun: Bool
    /// Where they were found, when not at the usual places; absolute.
    public var paths: [String]

    public init(ids: [String], server: String? = nil, isDryRun: Bool = false, paths: [String] = []) {
        self.ids = ids
        self.server = server
        self.isDryRun = isDryRun
        self.paths = paths
    }
}

/// What was, or would be, moved. Never holds a value.
public struct CredentialMove: Codable, Hashable, Sendable {
    /// Names this move for undoing it; `nil` when nothing was done.
    public var id: String?
    public var moved: [Moved]
    public var files: [ChangedFile]

    public init(id: String? = nil, moved: [Moved], files: [ChangedFile]) {
        self.id = id
        self.moved = moved
        self.files = files
    }

    /// One credential that is a secret now.
    public struct Moved: Codable, Hashable, Sendable {
        public var credential: FoundCredential
        /// The server of ours it is for; one may have been defined for it.
        public var server: ServerID
        /// What it is called among that server's secrets.
        public var secret: String

        public init(credential: FoundCredential, server: ServerID, secret: String) {
            self.credential = credential
            self.server = server
            self.secret = secret
        }
    }

    /// One file that was rewritten.
    public struct ChangedFile: Codable, Hashable, Sendable {
        public var path: String
        /// The lines that change and a few around them, each beginning with ` `, `-` or `+`; values masked.
        public var difference: [String]
        /// The path of the copy of what it was, for the user alone; `nil` when nothing was done, and for a file that is new.
        public var backup: String?

        public init(path: String, difference: [String], backup: String? = nil) {
            self.path = path
            self.difference = difference
            self.backup = backup
        }
    }
}
