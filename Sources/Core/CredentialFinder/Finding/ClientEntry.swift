import CarefulFiles
import DocumentEditing

/// A server's entry in a client's file.
struct ClientEntry: Sendable {
    var client: ClientFile
    var document: Document
    /// The keys that lead to it; the last one is the server's name.
    var path: [String]
    var value: PlacedValue
    /// The credentials in it.
    var places: [CredentialPlace]

    var name: String { path.last ?? "" }

    /// The entries of a client's own; what leads to us already is none.
    static func all(in document: Document, _ client: ClientFile) -> [ClientEntry] {
        client.servers.flatMap(document.values).compactMap { path, value in
            // `mcp.servers` may be a server, or hold the servers, as in opencode.
            let isContainer = client.servers.contains { $0.count > path.count && Array($0.prefix(path.count)) == path }
            guard !isContainer || value["command"] != nil || value["url"] != nil, !leadsToUs(value) else { return nil }
            return ClientEntry(
                client: client, document: document, path: path, value: value, places: EntryScan.places(in: value))
        }
    }

    private static func leadsToUs(_ entry: PlacedValue) -> Bool {
        let words = [entry["command"], entry["cmd"]].compactMap { $0?.text ?? $0?.items?.first?.text }
        return words.contains { Folder.name(of: $0) == "mcp-connect" }
    }

    /// Whether it is an item of a list, known by its `name`.
    var isListItem: Bool { path.dropLast().reduce(document.root) { $0?[$1] }?.items != nil }
}
