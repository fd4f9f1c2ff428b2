import CarefulFiles
import ClientPlatforms
import ServerModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a move does, kept beside the copies of what was before: `backups/credentials/ID/manifest.json`. Holds no values.
struct MoveManifest: Codable, Hashable, Sendable {
    var version = 1
    var id: String
    /// Whether everything was done; if not, the daemon ended in the middle of it.
    var isFinished = false
    var move: CredentialMove
    var files: [File]
    /// The secrets that it stored, by server: those that were not there before.
    var secrets: [String: [String]]
    /// When it began.
    var beganAt: Timestamp?
    /// The entries of clients that became ours.
    var adopted: [AdoptedEntry]?
    /// The servers that were taken over; `nil` for a move of credentials alone.
    var imported: [ImportOutcome.Imported]?

    struct File: Codable, Hashable, Sendable {
        var path: String
        /// The copy's name in the folder of the move; `nil` for a file that was made.
        var copy: String?
        /// Digests of the bytes; `before` is `nil` for a file that was made.
        var before: String?
        var after: String
    }

    init(id: String, move: CredentialMove, files: [File], secrets: [String: [String]]) {
        self.id = id
        self.move = move
        self.files = files
        self.secrets = secrets
    }

    /// `nil` when there is none, or it is damaged.
    init?(in folder: String) {
        guard let file = try? SourceFile(reading: "\(folder)/manifest.json"),
            let manifest = try? JSONDecoder().decode(MoveManifest.self, from: Data(file.bytes))
        else { return nil }
        self = manifest
    }

    func write(in folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try CarefulWriting.overwrite("\(folder)/manifest.json", Array(try encoder.encode(self)))
    }

    /// The secrets with names that are names.
    var storedSecrets: [(server: ServerID, names: [String])] {
        secrets.sorted { $0.key < $1.key }.compactMap { name, secrets in (try? ServerID(name)).map { ($0, secrets) } }
    }
}
