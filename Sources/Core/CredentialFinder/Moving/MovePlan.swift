import CarefulFiles
import ClientPlatforms
import DocumentEditing
import ServerModel

/// What a move does: which secrets get which values, and which files which bytes.
struct MovePlan: Sendable {
    var moved: [CredentialMove.Moved]
    var values: [ServerID: [String: SecretValue]]
    /// Definitions first: what a client is pointed at is there before the client looks.
    var changes: [FileChange]
    /// The entries of clients that are ours then.
    var adopted: [AdoptedEntry] = []
    /// The servers that were taken over, for an import.
    var imported: [ImportOutcome.Imported] = []
}

/// New bytes for one file.
struct FileChange: Sendable {
    /// Symbolic links followed.
    var path: String
    /// What it is; `nil` for a file that is made.
    var original: SourceFile?
    var new: [UInt8]
    /// Lines for people, values masked.
    var difference: [String]

    init(_ file: SourceFile, _ edits: [TextEdit], hiding spans: [Range<Int>]) throws {
        guard let new = file.bytes.applying(edits) else {
            throw CredentialMoveError.obstacle(
                file: file.path, key: "", text: "two changes are about the same line: make them one after the other")
        }
        path = file.realPath
        original = file
        self.new = new
        difference = Difference.lines(of: file.bytes, edits, hiding: spans)
    }

    /// A client's file with entries of it changed.
    init(_ file: SourceFile, _ document: EditableDocument, hiding spans: [Range<Int>]) {
        path = file.realPath
        original = file
        new = document.bytes
        difference = Difference.lines(
            from: file.bytes, hiding: spans, to: document.bytes, hiding: SecretSpans.spans(in: document.root))
    }

    init(making path: String, _ text: String) {
        self.path = path
        new = Array(text.utf8)
        difference = text.split(separator: "\n").map { "+\($0)" }
    }
}
