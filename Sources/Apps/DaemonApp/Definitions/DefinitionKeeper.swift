import CredentialFinder
import DaemonLaunch
import FileWatching
import ServerConfiguration
import ServerModel
import ServerMonitoring
import ServerSupervision

/// The definitions of this home, as the supervisor knows them.
///
/// An edited file takes effect by itself. The files are looked at as well (by fingerprint, not by reading) whenever somebody
/// asks about servers, so that nobody is ever told what was true before.
actor DefinitionKeeper {
    private let home: HomeDirectory
    private let store: DefinitionStore
    private let supervisor: Supervisor
    /// What was changed last through us.
    let journal: DefinitionJournal
    private var contents = DefinitionStore.Contents()
    /// The newest look. One at a time: each waits for the one before.
    private var newestLook: Task<Void, Never>?
    private var watcher: FileWatcher?
    private var folderWatch: FolderWatch?
    /// Folders with definitions that are links in `servers/`.
    private var elsewhere: [String: FolderWatch] = [:]
    /// Servers whose definitions we take away ourselves.
    private var leaving: Set<ServerID> = []
    /// How long a file that is gone or empty may be on its way from one save to the next.
    private static let patience = Duration.milliseconds(200)

    init(home: HomeDirectory, supervisor: Supervisor) {
        self.home = home
        store = DefinitionStore(directory: home.serversDirectory)
        self.supervisor = supervisor
        journal = DefinitionJournal(home: home)
    }

    /// Where definitions are.
    var folder: String { store.directory }

    /// Where copies of definitions are that were taken away.
    var backups: String { home.backupsDirectory + "/servers" }

    /// Takes over what changed in `servers/` since the last look.
    func refresh() async {
        let earlier = newestLook
        let task = Task {
            await earlier?.value
            await look()
        }
        newestLook = task
        await task.value
    }

    /// Looks by itself whenever a file in `servers/` changes. Without a `watcher`, only when somebody asks.
    func watch(by watcher: FileWatcher?, telling events: EventHub) {
        self.watcher = watcher
        // Only the definitions themselves; the folders beside them hold the servers' code.
        folderWatch = watcher?.watch(store.directory, ignoring: .usual, isRecursive: false) { [weak self] news in
            switch news {
            case .began, .changed, .gone:
                Task { await self?.refresh() }
            case .trouble(let trouble):
                events.publish(
                    ServerEvent(
                        sequence: 0, time: .now, server: nil, kind: .notice, severity: .warning,
                        message: "\(trouble.problem) — \(trouble.remedy)"))
            }
        }
    }

    private func watchBehindLinks() {
        let folders = store.foldersBehindLinks(contents)
        elsewhere = elsewhere.filter { folders.contains($0.key) }
        for folder in folders where elsewhere[folder] == nil {
            elsewhere[folder] = watcher?.watch(folder, ignoring: .usual, isRecursive: false) { [weak self] _ in
                Task { await self?.refresh() }
            }
        }
    }

    private func look() async {
        var new = store.refresh(contents)
        if new.isHalfWritten(since: contents, except: leaving) {
            // Editors delete and empty files for a moment while they save; what stays so is meant.
            try? await Task.sleep(for: Self.patience)
            new = store.refresh(contents)
        }
        let changed = new.definitions.filter { contents.definitions[$0.key]?.reading != $0.value.reading }
        let removed = Set(contents.definitions.keys).subtracting(new.definitions.keys)
        contents = new
        watchBehindLinks()
        guard !changed.isEmpty || !removed.isEmpty else { return }
        await supervisor.adopt(
            changed: changed.mapValues {
                Supervisor.Definition(definition: $0.reading.definition, diagnostics: $0.reading.diagnostics)
            },
            removed: removed)
    }

    /// Files in `servers/` that are no definitions.
    var strays: [Diagnostic] { contents.strays }

    /// Every definition that is in force or has errors.
    var all: [ServerID: DefinitionStore.Loaded] { contents.definitions }

    /// What a server's file defines. Throws ``UnknownServer``, or what is wrong with the file.
    func definition(_ name: String) throws -> ServerDefinition {
        let document = try document(name)
        if let definition = document.definition { return definition }
        let first = document.diagnostics.first { $0.severity == .error }
        throw ErrorReport(
            code: "invalid-definition", problem: first.map(\.description) ?? "the definition of '\(name)' has errors",
            remedy: "run 'mcp-manager show \(name)'")
    }

    func document(_ name: String) throws -> DefinitionDocument {
        guard let id = try? ServerID(name), let loaded = contents.definitions[id] else {
            throw UnknownServer(name: name, among: Array(contents.definitions.keys))
        }
        return DefinitionDocument(
            path: loaded.path, text: loaded.text, definition: loaded.reading.definition,
            diagnostics: loaded.reading.diagnostics + CredentialFinder.warnings(inDefinition: loaded.text, file: loaded.path))
    }

    /// Writes the definition of a new server; returns its name.
    func add(_ new: NewServer) async throws -> ServerID {
        let text = try DefinitionWriter.text(for: new)
        let id = try ServerID(new.name)
        try await add(id, text: text)
        return id
    }

    /// Writes the definition of a server that is not there. Throws `ServerExists`.
    func add(_ id: ServerID, text: String) async throws {
        try store.write(text, for: id)
        await refresh()
    }

    /// Takes a definition away, its server stopped before; returns the path of the kept copy.
    func remove(_ name: String) async throws -> String {
        guard let id = try? ServerID(name), contents.definitions[id] != nil else {
            throw UnknownServer(name: name, among: Array(contents.definitions.keys))
        }
        leaving.insert(id)
        defer { leaving.remove(id) }
        let backup = try store.remove(id, keepingCopyIn: home.backupsDirectory, at: .now)
        await refresh()
        return backup
    }
}

extension DefinitionStore.Contents {
    /// Whether a file that was there is gone or has nothing in it, as it is for a moment while some editors save.
    fileprivate func isHalfWritten(since before: Self, except leaving: Set<ServerID>) -> Bool {
        before.definitions.contains { id, old in
            guard !leaving.contains(id) else { return false }
            guard let now = definitions[id] else { return true }
            return now.text != old.text && now.text.allSatisfy(\.isWhitespace)
        }
    }
}
