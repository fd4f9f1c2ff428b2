import Crypto
import FoundationEssentials

/// A vault as it is on the disk: four lines of text.
///
///     mcp-manager vault 1
///     {"generation":7,"slots":[…]}         each slot holds the data key, wrapped by one key that people have
///     <base64>                             the contents, sealed with the data key; the lines above are authenticated with them
///     <sha256 of all of the above>         tells damage from a wrong key; it protects against nothing else
///
/// The first and the last line keep their meaning in every version of the format.
struct VaultFile {
    var header: VaultHeader
    /// The first two lines, as they were read or will be written.
    let head: [UInt8]
    /// Nonce, contents and tag.
    var sealed: Data

    /// Seals contents for a new file.
    init(header: VaultHeader, contents: VaultContents, dataKey: SymmetricKey) throws {
        self.header = header
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        head = Array("\(Self.magic)\(Self.version)\n".utf8) + (try encoder.encode(header)) + [Self.newline]
        var plain = try encoder.encode(contents)
        defer { wipe(&plain) }
        sealed = try VaultCipher.seal(plain, with: dataKey, authenticating: head)
    }

    /// Throws ``VaultError/damaged(path:reason:)`` or ``VaultError/tooNew(path:version:)``. - Parameter path: for its errors.
    init(parsing bytes: [UInt8], path: String) throws(VaultError) {
        func damaged(_ reason: String) -> VaultError { .damaged(path: path, reason: reason) }
        guard bytes.starts(with: Self.magic.utf8) else { throw damaged("it does not begin as a vault does") }
        let digestLength = Self.digestLength + 1
        guard bytes.count > digestLength, bytes.last == Self.newline else { throw damaged("it is cut off") }
        let covered = bytes[..<(bytes.count - digestLength)]
        guard covered.last == Self.newline else { throw damaged("it is cut off, or something was added") }
        guard bytes[covered.endIndex...].dropLast().elementsEqual(Self.digest(covered).utf8) else {
            throw damaged("its checksum is another")
        }
        let lines = covered.split(separator: Self.newline, omittingEmptySubsequences: false)
        let version = String(decoding: lines[0].dropFirst(Self.magic.utf8.count), as: UTF8.self)
        guard version == "\(Self.version)" else { throw .tooNew(path: path, version: version) }
        // The last is what follows the newline at the end: nothing.
        guard lines.count == 4, let sealed = Data(base64Encoded: Data(lines[2])) else { throw damaged("it has other parts") }
        guard let header = try? JSONDecoder().decode(VaultHeader.self, from: Data(lines[1])), header.isReasonable else {
            throw damaged("its header makes no sense")
        }
        self.header = header
        self.sealed = sealed
        head = Array(covered[..<lines[2].startIndex])
    }

    /// `nil` when the key is not that of this file, or somebody has tampered with it.
    func contents(with dataKey: SymmetricKey) -> VaultContents? {
        guard var plain = VaultCipher.open(sealed, with: dataKey, authenticating: head) else { return nil }
        defer { wipe(&plain) }
        return try? JSONDecoder().decode(VaultContents.self, from: plain)
    }

    var bytes: [UInt8] {
        let covered = head + Array(sealed.base64EncodedString().utf8) + [Self.newline]
        return covered + Array(Self.digest(covered[...]).utf8) + [Self.newline]
    }

    /// In bytes; a file that is larger is none of ours.
    static let largest = 32 << 20

    private static let magic = "mcp-manager vault "
    private static let version = 1
    private static let newline = UInt8(ascii: "\n")
    private static let digestLength = 64

    private static func digest(_ bytes: ArraySlice<UInt8>) -> String {
        SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
