import CarefulFiles
import Foundation
import ServerModel

/// Keeps the ledger in a file. One that cannot be read is moved aside, and nothing is taken for ours until people say so.
struct LedgerStore: Sendable {
    let path: String

    func read() -> PlatformLedger {
        guard let file = try? SourceFile(reading: path) else { return PlatformLedger() }
        if let ledger = try? JSONDecoder().decode(PlatformLedger.self, from: Data(file.bytes)) { return ledger }
        try? CarefulWriting.overwrite("\(path).damaged", file.bytes)
        return PlatformLedger()
    }

    func write(_ ledger: PlatformLedger) throws {
        try Folder.make(Folder.parent(of: path))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try CarefulWriting.overwrite(path, Array(try encoder.encode(ledger)))
    }
}
