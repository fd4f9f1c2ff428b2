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

/// What is remembered of servers, in `state/`: what was learned, and what people told them. Written behind, read when a server is defined.
///
/// Everything in it can be learned again, so nothing here is an error: a file that cannot be read or written is as good
/// as none. `onTrouble` is told why one cannot be written, on a background queue.
final class KnowledgeFiles: Sendable {
    private let directory: String
    private let intentFile: StateFile
    private let queue = DispatchQueue(label: "mcp-manager.knowledge", qos: .utility)

    private let onTrouble: @Sendable (ErrorReport, ServerID?) -> Void

    init(home: HomeDirectory, onTrouble: @escaping @Sendable (ErrorReport, ServerID?) -> Void) {
        directory = home.stateDirectory + "/servers"
        intentFile = StateFile(path: home.stateDirectory + "/intents.json")
        self.onTrouble = onTrouble
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

    /// What people told servers to do, in `state/intents.json`.
    var intents: IntentStore {
        IntentStore(
            load: {
                guard let text = self.intentFile.read(),
                    let names = try? ControlCoding.decode([String: Intent].self, from: text)
                else { return [:] }
                return Dictionary(names.compactMap { name, intent in (try? ServerID(name)).map { ($0, intent) } }) { $1 }
            },
            save: { intents in
                let names = Dictionary(uniqueKeysWithValues: intents.map { ($0.key.rawValue, $0.value) })
                self.queue.async {
                    guard let text = try? ControlCoding.encode(names) else { return }
                    self.tell(self.intentFile, nil, self.intentFile.replace(with: text))
                }
            })
    }

    private func file(_ id: ServerID) -> StateFile { StateFile(path: "\(directory)/\(id).json") }

    private func load(_ id: ServerID) -> [UInt8]? { file(id).read() }

    private func save(_ id: ServerID, _ text: [UInt8]) {
        mkdir(directory, 0o700)
        tell(file(id), id, file(id).replace(with: text))
    }

    private func tell(_ file: StateFile, _ id: ServerID?, _ error: Int32) {
        guard error != 0 else { return }
        onTrouble(
            ErrorReport(
                code: "knowledge-not-written", problem: "cannot write \(file.path): \(String(cString: strerror(error)))",
                remedy: "make room or give back the right to write there; it is learned again"),
            id)
    }
}
