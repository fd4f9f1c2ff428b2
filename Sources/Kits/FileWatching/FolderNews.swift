/// What a watched folder has to say.
public enum FolderNews: Sendable, Hashable {
    /// Whatever changes from now on is told. Told again when the folder comes back: then anything in it may be different.
    case began(folders: Int)
    /// Files that are new, gone or different, as paths from the folder; sorted, never empty.
    case changed([String])
    /// The folder was deleted or moved away, or was never there. It is watched again when it comes.
    case gone
    /// Not everything can be watched. What can be is.
    case trouble(WatchTrouble)
}

/// Why files cannot be watched.
public struct WatchTrouble: Error, Hashable {
    /// `too-many-watchers`, `too-many-folders` or `watch-failed`.
    public var code: String
    public var problem: String
    public var remedy: String
}
