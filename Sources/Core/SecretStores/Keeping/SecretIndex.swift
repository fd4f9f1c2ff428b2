import FoundationEssentials
import ServerModel

/// Which store each secret was last put in, and when: `state/secrets.json`. Never holds a value.
///
/// It makes a value that went to the second store, because the first was locked, win over an older one in the first.
struct SecretIndex: Sendable {
    struct Entry: Codable, Hashable {
        var store: SecretStoreKind
        var changedAt: Timestamp
    }

    private let path: String
    /// By service, then by name.
    private(set) var entries: [String: [String: Entry]]

    /// One that is missing or unreadable is empty: then the order of the stores decides, and the next change writes another.
    init(path: String) {
        self.path = path
        let bytes = (try? PrivateFile(path: path).read(limit: 16 << 20)) ?? nil
        entries = bytes.flatMap { try? JSONDecoder().decode(Content.self, from: Data($0)) }?.secrets ?? [:]
    }

    subscript(key: SecretKey) -> Entry? { entries[key.service]?[key.name] }

    func names(of service: String) -> [String] { entries[service].map { Array($0.keys) } ?? [] }

    /// Notes and forgets; written before it counts. Throws ``SecretIndexNotWritten``.
    mutating func update(_ changes: [SecretKey: Entry?]) throws {
        var next = entries
        for (key, entry) in changes {
            next[key.service, default: [:]][key.name] = entry
            if next[key.service]?.isEmpty == true { next[key.service] = nil }
        }
        guard next != entries else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        do {
            try PrivateFile(path: path).replace(with: Array(encoder.encode(Content(secrets: next))))
        } catch let trouble as FileFailure {
            throw SecretIndexNotWritten(reason: trouble.problem)
        }
        entries = next
    }

    private struct Content: Codable {
        var version = 1
        var secrets: [String: [String: Entry]]
    }
}

/// The note of where secrets are could not be written, so nothing was changed.
struct SecretIndexNotWritten: ActionableError, Hashable {
    /// `cannot write …: no space left on device`.
    var reason: String

    var code: String { "secret-index-not-written" }
    var problem: String { "no secret was changed: \(reason)" }
    var remedy: String { "make room on the disk or the folder writable, then try again" }
}
