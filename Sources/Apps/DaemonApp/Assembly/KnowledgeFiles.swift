import ControlAPI
import DaemonLaunch
import Dispatch
import ServerModel
import ServerSupervision

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What was learned of servers, in `state/servers/NAME.json`. Written behind, read when a server is defined.
///
/// Everything in it can be learned again, so nothing here is an error: a file that cannot be read or written is as good
/// as none.
final class KnowledgeFiles: Sendable {
    private let directory: String
    private let queue = DispatchQueue(label: "mcp-manager.knowledge", qos: .utility)

    init(home: HomeDirectory) {
        directory = home.stateDirectory + "/servers"
    }

    var store: KnowledgeStore {
        KnowledgeStore(
            load: { self.load($0) },
            save: { id, text in self.queue.async { self.save(id, text) } },
            fingerprint: { definition in
                var digest = Digest()
                digest.add((try? ControlCoding.encode(definition.execution)) ?? [])
                return digest.text
            })
    }

    /// Returns when everything was written.
    func flush() {
        queue.sync {}
    }

    private func path(_ id: ServerID) -> String { "\(directory)/\(id).json" }

    private func load(_ id: ServerID) -> [UInt8]? {
        guard let file = fopen(path(id), "r") else { return nil }
        defer { fclose(file) }
        var text: [UInt8] = []
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { chunk in
            while case let count = fread(chunk.baseAddress, 1, chunk.count, file), count > 0 { text += chunk[..<count] }
        }
        return text
    }

    /// Beside it first, then in its place: a daemon that dies here leaves the old one.
    private func save(_ id: ServerID, _ text: [UInt8]) {
        mkdir(directory, 0o700)
        let fresh = path(id) + ".new"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let written = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard close(descriptor) == 0, written == text.count, rename(fresh, path(id)) == 0 else {
            unlink(fresh)
            return
        }
    }
}
