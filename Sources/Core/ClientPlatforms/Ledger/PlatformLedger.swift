import DocumentEditing
import ServerModel

/// What is ours in clients' files: `state/platforms.json`. Ownership is kept here, never in the files.
package struct PlatformLedger: Codable, Hashable, Sendable {
    /// By the client's id.
    package var platforms: [String: Record] = [:]

    package init() {}

    package struct Record: Codable, Hashable, Sendable {
        package var isDirect = false
        /// Where its file is, when not at its usual place.
        package var file: String?
        /// By the name the client knows it by.
        package var entries: [String: Entry] = [:]
        /// Names of entries that people said are not ours, though a server of ours has the name.
        package var theirs: Set<String> = []
        package var syncedAt: Timestamp?
        /// Set when the file was made by us, and changed by nobody else since.
        package var made: Made?

        package init() {}
    }

    /// A file that was made by us; it goes with the last entry.
    package struct Made: Codable, Hashable, Sendable {
        /// The uppermost folder that was made for it; `nil` when there were all of them.
        package var folder: String?
        /// What it was when we last wrote it, see `ContentDigest`.
        package var digest: String
    }

    /// An entry that we wrote.
    package struct Entry: Codable, Hashable, Sendable {
        package var server: String
        /// The file it is in.
        package var path: String
        /// The keys and names that lead to it.
        package var container: [String]
        package var isListItem: Bool
        package var fields: [EntryField]
        /// How it was put in; `nil` for one that was there and was adopted.
        package var insertion: Insertion?
    }

    /// The record of a client, made when there is none.
    subscript(id: String) -> Record {
        get { platforms[id] ?? Record() }
        set { platforms[id] = newValue }
    }
}
