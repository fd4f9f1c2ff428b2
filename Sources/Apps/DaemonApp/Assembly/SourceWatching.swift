import FileWatching
import ServerExecution
import ServerModel

/// Watches the sources of servers in development mode.
struct SourceWatching: Sendable {
    /// `nil` when there is none to be had.
    let watcher: FileWatcher?
    let planner: LaunchPlanner

    /// Throws what keeps it from being watched.
    func watch(_ definition: ServerDefinition, report: @escaping @Sendable (FolderNews) -> Void) throws -> FolderWatch {
        guard let watcher else {
            throw ErrorReport(
                code: "no-watcher", problem: "files cannot be watched",
                remedy: "see the daemon's first events; 'mcp-manager restart \(definition.name)' runs new code")
        }
        let folder = try planner.sourceFolder(of: definition)
        return watcher.watch(folder, ignoring: .usual.adding(definition.development.ignore), report: report)
    }
}
