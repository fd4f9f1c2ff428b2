import CarefulFiles
import DocumentEditing
import ServerModel

/// A credential that was found, and what is needed to move it. It holds the value, and never leaves this target.
struct Finding: Sendable {
    var credential: FoundCredential
    var value: SecretValue
    var file: SourceFile
    var spot: Spot
    /// The bytes that show the value.
    var span: Range<Int>

    enum Spot: Sendable {
        /// In an entry of a client's file, which is taken over as a whole: which of its places.
        case entry(ClientEntry, Int)
        /// In a definition of ours.
        case definition(ServerID, CredentialPlace)
        /// A line of a file of variables.
        case line(EnvironmentFile.Entry)
    }
}

/// Why something cannot be moved by us, and what to do instead. For people; shown as ``FoundCredential/obstacle``.
struct Obstacle: Error, Hashable {
    var text: String

    init(_ text: String) { self.text = text }
}
