import CarefulFiles
import DaemonLaunch
import ModelContextProtocol
import ServerConfiguration
import ServerModel

/// `dashboard:` of `config.yaml`: what it says, and putting something else there.
actor DashboardDesk {
    /// In force.
    private(set) var settings: DashboardSettings
    private let path: String

    init(_ settings: DashboardSettings, home: HomeDirectory) {
        self.settings = settings
        path = home.path + "/config.yaml"
    }

    /// The file was edited.
    func adopt(_ new: DashboardSettings) { settings = new }

    /// Writes what differs into the file, which is made where there is none. Throws `cannot-edit`, `changed-since`, `FileFailure`.
    func set(_ new: DashboardSettings) throws -> DashboardSettings {
        let file = Folder.hasSomething(at: path) ? try SourceFile(reading: path) : nil
        let before = String(decoding: file?.bytes ?? [], as: UTF8.self)
        // By what is in the file: it may have been edited a moment ago.
        let old = ManagerSettingsReading.read(text: before, file: path).settings.dashboard
        let after = try DefinitionEditor.applying(old.edits(to: new), to: before, file: path)
        if after != before {
            if let file {
                try CarefulWriting.replace(file, with: Array(after.utf8))
            } else {
                try CarefulWriting.create(path, Array(after.utf8))
            }
        }
        settings = new
        return new
    }
}

extension DashboardSettings {
    /// What makes `new` of it in `config.yaml`.
    func edits(to new: DashboardSettings) -> [DefinitionEdit] {
        var edits: [DefinitionEdit] = []
        if new.theme != theme { edits.append(edit(["theme"], new.theme.map(quoted))) }
        if new.ascii != ascii { edits.append(edit(["ascii"], new.ascii.map { "\($0)" })) }
        for action in Set(keys.keys).union(new.keys.keys).sorted() where keys[action] != new.keys[action] {
            let list = new.keys[action].map { "[" + $0.map(quoted).joined(separator: ",") + "]" }
            edits.append(edit(["keys", action], list))
        }
        return edits
    }

    private func edit(_ path: [String], _ value: String?) -> DefinitionEdit {
        DefinitionEdit(path: ["dashboard"] + path, value: value)
    }

    private func quoted(_ text: String) -> String { JSONValue.string(text).description }
}
