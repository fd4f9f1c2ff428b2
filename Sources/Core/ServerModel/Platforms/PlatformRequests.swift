/// The description of a client we do not know, as it is kept in `platforms/ID.yaml` (`POST /api/v1/platforms`).
public struct PlatformText: Codable, Hashable, Sendable {
    /// YAML; the keys are those of the built-in ones.
    public var text: String
    /// Whether one of the user's that is there already is replaced.
    public var replaces: Bool

    public init(text: String, replaces: Bool = false) {
        self.text = text
        self.replaces = replaces
    }
}

/// Which writing is to be taken back (`POST /api/v1/platforms/undo`).
public struct PlatformUndoRequest: Codable, Hashable, Sendable {
    /// See `PlatformSyncRecord.id`; `nil`: the newest that is not undone.
    public var id: String?
    /// Only tell what would be done.
    public var isDryRun: Bool

    public init(id: String? = nil, isDryRun: Bool = false) {
        self.id = id
        self.isDryRun = isDryRun
    }
}

/// Which copy of a client's file is to be put back (`POST /api/v1/platforms/{id}/restore`).
public struct PlatformRestoreRequest: Codable, Hashable, Sendable {
    /// See `PlatformCopy.id`; `nil`: the file as it was before it was last changed by somebody else.
    public var copy: String?
    /// Only tell what would be done.
    public var isDryRun: Bool

    public init(copy: String? = nil, isDryRun: Bool = false) {
        self.copy = copy
        self.isDryRun = isDryRun
    }
}
