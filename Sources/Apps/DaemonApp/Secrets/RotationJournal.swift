import ControlAPI
import DaemonLaunch
import SecretStores
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Which secrets are being rotated, so that a daemon that comes after one that died in the middle gives the old values back.
///
/// Names only. The old value waits in the store itself, under the name ``kept(_:)``.
struct RotationJournal: Sendable {
    private let file: StateFile

    init(home: HomeDirectory) { file = StateFile(path: home.stateDirectory + "/rotations.json") }

    struct Entry: Codable, Hashable, Sendable {
        var server: ServerID
        var secret: String
    }

    /// What the old value of a secret is called meanwhile; no environment variable can have such a name.
    static func kept(_ secret: String) -> String { secret + "~previous" }

    var entries: [Entry] {
        file.read().flatMap { try? ControlCoding.decode([Entry].self, from: $0) } ?? []
    }

    /// Throws when it cannot be written: then the rotation must not begin.
    func begin(_ entry: Entry) throws {
        try write(entries.filter { $0 != entry } + [entry])
    }

    /// What cannot be written is found by the next daemon, which puts back a value that is there already.
    func end(_ entry: Entry) {
        try? write(entries.filter { $0 != entry })
    }

    private func write(_ entries: [Entry]) throws {
        let error = file.replace(with: try ControlCoding.encode(entries))
        guard error != 0 else { return }
        throw ErrorReport(
            code: "rotation-not-begun", problem: "cannot write \(file.path): \(String(cString: strerror(error)))",
            remedy: "make room or give back the right to write there; nothing was changed")
    }
}
