import CarefulFiles
import ClientPlatforms
import DocumentEditing
import ServerModel

/// Points a client's entry at us: its command becomes `mcp-connect NAME --client ID`, and what only the server needs goes.
enum EntryPointing {
    /// Changes the document, or throws and leaves it. What is ours in the file then.
    static func point(
        _ entry: ClientEntry, to id: ServerID, bridge: Bridge, in document: inout EditableDocument
    ) throws(Obstacle) -> AdoptedEntry {
        guard let platform = entry.client.platform else {
            throw Obstacle(entry.client.obstacle ?? "it is not known whose file this is: write 'mcp-connect \(id)' there by hand")
        }
        let server = WantedServer(
            id: id, description: nil, setting: PlatformSetting(),
            launch: .bridge(program: bridge.program, words: bridge.words(id.rawValue, platform.id)))
        let container = Array(entry.path.dropLast())
        let isItem = entry.isListItem
        do {
            // What the client needs in a new entry besides, this one has already.
            let fields = try EntryComposition.fields(of: server, for: platform).filter { field in
                !platform.entry.constants.contains { [$0.key] == field.path }
                    && platform.entry.onOff.map { [$0.key] } != field.path
            }
            let path = container.map { PathStep.key($0) } + [isItem ? .item(named: entry.name) : .key(entry.name)]
            var changed = document
            try EntryUpdate.perform(on: &changed, at: path, wanted: fields, takesOver: true, platform.entry)
            document = changed
            return AdoptedEntry(
                platform: platform.id, path: entry.document.file.path, container: container, name: entry.name,
                isListItem: isItem, server: id, fields: fields)
        } catch let obstacle as EntryObstacle {
            throw Obstacle("\(obstacle.problem): \(obstacle.remedy)")
        } catch {
            throw Obstacle(
                "the entry is written in a way that we cannot change safely (\(error)): write 'mcp-connect' there by hand")
        }
    }
}

/// What clients are to start to reach us.
package struct Bridge: Sendable {
    /// An absolute path.
    package var program: String
    /// The words after it, for a server and the id of a client.
    package var words: @Sendable (String, String) -> [String]

    package init(program: String, words: @escaping @Sendable (String, String) -> [String] = { [$0, "--client", $1] }) {
        self.program = program
        self.words = words
    }
}
