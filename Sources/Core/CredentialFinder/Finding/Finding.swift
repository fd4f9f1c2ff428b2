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

/// A server's entry in a client's file.
struct ClientEntry: Sendable {
    var client: ClientFile
    var document: Document
    /// The keys that lead to it; the last one is the server's name.
    var path: [String]
    var value: PlacedValue
    var places: [CredentialPlace]

    var name: String { path.last ?? "" }
}

/// Why something cannot be moved by us, and what to do instead. For people; shown as ``FoundCredential/obstacle``.
struct Obstacle: Error, Hashable {
    var text: String

    init(_ text: String) { self.text = text }
}
