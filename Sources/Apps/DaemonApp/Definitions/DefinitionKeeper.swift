import DaemonLaunch
import ServerConfiguration
import ServerModel
import ServerMonitoring
import ServerSupervision

/// The definitions of this home, as the supervisor knows them.
///
/// The files are looked at again (by fingerprint, not by reading) whenever somebody asks about servers.
actor DefinitionKeeper {
    private let home: HomeDirectory
    private let store: DefinitionStore
    private let supervisor: Supervisor
    private var contents = DefinitionStore.Contents()
    /// The newest look. One at a time: each waits for the one before.
    private var newestLook: Task<Void, Never>?

    init(home: HomeDirectory, supervisor: Supervisor) {
        self.home = home
        store = DefinitionStore(directory: home.serversDirectory)
        self.supervisor = supervisor
    }

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

    private func look() async {
        let new = store.refresh(contents)
        let changed = new.definitions.filter { contents.definitions[$0.key] != $0.value }
        let removed = Set(contents.definitions.keys).subtracting(new.definitions.keys)
        contents = new
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

    func document(_ name: String) throws -> DefinitionDocument {
        guard let id = try? ServerID(name), let loaded = contents.definitions[id] else {
            throw UnknownServer(name: name, among: Array(contents.definitions.keys))
        }
        return DefinitionDocument(
            path: loaded.path, text: loaded.text, definition: loaded.reading.definition, diagnostics: loaded.reading.diagnostics)
    }

    /// Writes the definition of a new server; returns its name.
    func add(_ new: NewServer) async throws -> ServerID {
        let text = try DefinitionWriter.text(for: new)
        let id = try ServerID(new.name)
        try store.write(text, for: id)
        await refresh()
        return id
    }

    /// Takes a definition away, its server stopped before; returns the path of the kept copy.
    func remove(_ name: String) async throws -> String {
        guard let id = try? ServerID(name), contents.definitions[id] != nil else {
            throw UnknownServer(name: name, among: Array(contents.definitions.keys))
        }
        let backup = try store.remove(id, keepingCopyIn: home.backupsDirectory, at: .now)
        await refresh()
        return backup
    }
}
