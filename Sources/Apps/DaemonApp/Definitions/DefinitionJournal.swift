import CarefulFiles
import ControlAPI
import DaemonLaunch
import ServerModel

/// The last change of each definition that was made through us, so that it can be taken back: `state/edits/NAME.json`.
struct DefinitionJournal {
    private let folder: String

    init(home: HomeDirectory) { folder = home.stateDirectory + "/edits" }

    struct Entry: Codable {
        /// The whole text before.
        var before: String
        /// Of the text after: another one in its place means that somebody else wrote since.
        var digest: String
    }

    subscript(id: ServerID) -> Entry? {
        file(id).read().flatMap { try? ControlCoding.decode(Entry.self, from: $0) }
    }

    /// Before the definition itself is written: a daemon that dies in between has something to undo that did not happen, which is
    /// seen by its digest.
    func keep(_ entry: Entry, for id: ServerID) throws {
        try Folder.make(folder)
        let number = file(id).replace(with: try ControlCoding.encode(entry))
        if number != 0 { throw FileFailure("write", "\(folder)/\(id).json", number: number) }
    }

    private func file(_ id: ServerID) -> StateFile { StateFile(path: "\(folder)/\(id).json") }
}
