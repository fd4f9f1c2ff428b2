import DocumentEditing
import ServerModel

/// What the keeper asks the world.
package struct PlatformFacts: Sendable {
    /// Every client we know.
    package var table: @Sendable () async -> PlatformTable
    /// The servers of ours and what their definitions say of a client; the flag: started without us in between.
    package var wanted: @Sendable (Platform, Bool) async -> [WantedServer]
    package var paths: PlatformPaths
    /// Whether a program is on the user's PATH.
    package var hasCommand: @Sendable (String) -> Bool
    /// The names of the programs that run for the user.
    package var runningPrograms: @Sendable () async -> Set<String>
    /// The values in a file that people should not be shown.
    package var secretSpans: @Sendable (PlacedValue) -> [Range<Int>]
    /// Has the client's own program do one step, in the user's home; throws when it is not there or refuses.
    package var edit: @Sendable (ClientEditor, FileEditorStep) async throws -> Void
    package var now: @Sendable () -> Timestamp

    package init(
        table: @escaping @Sendable () async -> PlatformTable,
        wanted: @escaping @Sendable (Platform, Bool) async -> [WantedServer], paths: PlatformPaths,
        hasCommand: @escaping @Sendable (String) -> Bool = { _ in false },
        runningPrograms: @escaping @Sendable () async -> Set<String> = { [] },
        secretSpans: @escaping @Sendable (PlacedValue) -> [Range<Int>] = { _ in [] },
        edit: @escaping @Sendable (ClientEditor, FileEditorStep) async throws -> Void = { _, _ in throw NoEditor() },
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.table = table
        self.wanted = wanted
        self.paths = paths
        self.hasCommand = hasCommand
        self.runningPrograms = runningPrograms
        self.secretSpans = secretSpans
        self.edit = edit
        self.now = now
    }
}

/// One thing a client's own program is to do.
package enum FileEditorStep: Hashable, Sendable {
    /// The entry as JSON.
    case add(name: String, json: String)
    case remove(name: String)
}

/// The client's own program is not there.
package struct NoEditor: Error {
    package init() {}
}
