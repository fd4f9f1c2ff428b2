import CarefulFiles
import Foundation
import ServerModel

/// What one writing of clients' files does, kept beside the copies of what they were: `backups/platforms/ID/manifest.json`.
///
/// It says enough to go on after a daemon that was killed in the middle, and to go back later.
struct SyncManifest: Codable, Hashable {
    var id: String
    var time: Timestamp
    /// See `PlatformSyncRecord.what`.
    var what: String
    var parts: [Part] = []
    var isUndone = false

    /// One client.
    struct Part: Codable, Hashable {
        var platform: String
        var title: String
        var files: [File]
        var before: PlatformLedger.Record
        var after: PlatformLedger.Record
        /// Whether the files are written and the ledger knows it.
        var isDone = false

        /// Only these of its files were written: what is known of the entries in the others is what was known before.
        mutating func keep(_ written: [File]) {
            for file in files where !written.contains(file) {
                for step in file.steps { after.entries[step.name] = before.entries[step.name] }
                if file.before == nil || file.after == nil { after.made = before.made }
            }
            files = written
        }
    }

    struct File: Codable, Hashable {
        /// As it is named, and with symbolic links followed.
        var path: String
        var realPath: String
        /// The name of the copy in this folder; `nil` for a file that is new.
        var copy: String?
        /// See `ContentDigest`; `nil`: there is no such file.
        var before: String?
        var after: String?
        /// See `CarefulWriting.draftPath(for:token:)`.
        var token: UInt64
        var steps: [PlatformChange.Step]
    }

    func write(in folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try CarefulWriting.overwrite("\(folder)/manifest.json", Array(try encoder.encode(self)))
    }

    /// `nil` when there is none that can be read.
    init?(in folder: String) {
        guard let file = try? SourceFile(reading: "\(folder)/manifest.json"),
            let manifest = try? JSONDecoder().decode(Self.self, from: Data(file.bytes))
        else { return nil }
        self = manifest
    }

    init(id: String, time: Timestamp, what: String) {
        self.id = id
        self.time = time
        self.what = what
    }

    var record: PlatformSyncRecord {
        PlatformSyncRecord(
            id: id, time: time, what: what, platforms: parts.map(\.platform),
            backups: parts.map { part in part.files.first?.copy }, isUndone: isUndone)
    }
}

/// The folder of all writings, newest first, and how many of them are kept.
struct SyncShelf: Sendable {
    let folder: String

    static let kept = 20

    /// Names of writings, newest first.
    var ids: [String] { Folder.names(in: folder).filter(Self.isID).reversed() }

    func path(of id: String) -> String { "\(folder)/\(id)" }

    func manifest(_ id: String) -> SyncManifest? {
        Self.isID(id) ? SyncManifest(in: path(of: id)) : nil
    }

    /// `20261128T154457204Z-4f2a`: in the order of time.
    static func newID(at time: Timestamp) -> String {
        "\(stamp(of: time))-\(String(UInt16.random(in: 0x1000...0xFFFF), radix: 16))"
    }

    /// `20261128T154457204Z`: its order is that of time.
    static func stamp(of time: Timestamp) -> String { time.description.filter { $0.isLetter || $0.isNumber } }

    /// The time in an id or a stamp.
    static func time(of id: String) -> Timestamp? {
        let digits = id.prefix { $0 != "-" }.filter(\.isNumber)
        guard digits.count == 17 else { return nil }
        let parts = [4, 2, 2, 2, 2, 2, 3].reduce(into: (rest: digits[...], parts: [Substring]())) { result, count in
            result.parts.append(result.rest.prefix(count))
            result.rest = result.rest.dropFirst(count)
        }.parts
        return Timestamp("\(parts[0])-\(parts[1])-\(parts[2])T\(parts[3]):\(parts[4]):\(parts[5]).\(parts[6])Z")
    }

    static func isID(_ text: String) -> Bool {
        text.utf8.count < 64 && text.first?.isNumber == true
            && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (48...57).contains($0) || (97...122).contains($0 | 0x20) }
    }

    /// The oldest go, but none that is not finished.
    func forgetOld() {
        for id in ids.dropFirst(Self.kept) where manifest(id)?.parts.allSatisfy(\.isDone) ?? true {
            Folder.remove(path(of: id))
        }
    }
}
