import Crypto
import FoundationEssentials
import ServerModel
import Testing

@testable import SecretStores

struct `A vault's file` {
    private let dataKey = SymmetricKey(size: .bits256)

    private func small() throws -> VaultFile {
        var contents = VaultContents()
        contents.set(SecretValue("s3cret"), for: .token, at: Timestamp(millisecondsSince1970: 0))
        let slot = try VaultSlot(.keyFile, wrapping: dataKey, with: SymmetricKey(size: .bits256), path: "/k")
        return try VaultFile(header: VaultHeader(generation: 7, slots: [slot]), contents: contents, dataKey: dataKey)
    }

    /// The file with other lines before the checksum, which is made to fit.
    private func forged(_ lines: [String]) -> [UInt8] {
        let text = lines.map { $0 + "\n" }.joined()
        let digest = SHA256.hash(data: Data(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return Array("\(text)\(digest)\n".utf8)
    }

    private func lines(_ file: VaultFile) -> [String] {
        String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").map { String($0) }
    }

    @Test func `is read as it was written`() throws {
        let file = try VaultFile(parsing: small().bytes, path: "/v")
        #expect(file.header.generation == 7)
        #expect(file.contents(with: dataKey)?.value(of: .token)?.revealed == "s3cret")
        #expect(file.contents(with: SymmetricKey(size: .bits256)) == nil)
    }

    @Test func `shows neither values nor names`() throws {
        let text = String(decoding: try small().bytes, as: UTF8.self)
        for word in ["s3cret", "jira", "TOKEN", "czNjcmV0", "VE9LRU4"] { #expect(!text.contains(word)) }
    }

    @Test func `tells every flipped byte`() throws {
        let whole = try small().bytes
        for position in whole.indices {
            for mask: UInt8 in [0x01, 0x20, 0x80, 0xff] {
                var bytes = whole
                bytes[position] ^= mask
                #expect(throws: VaultError.self, "byte \(position), mask \(mask)") { try VaultFile(parsing: bytes, path: "/v") }
            }
        }
    }

    @Test func `tells every truncation, and whatever was added`() throws {
        let whole = try small().bytes
        for length in 0..<whole.count {
            let error = #expect(throws: VaultError.self) { try VaultFile(parsing: Array(whole[..<length]), path: "/v") }
            #expect(error?.code == "vault-damaged")
        }
        for more in ["\n", " ", "x\n"] {
            #expect(throws: VaultError.self) { try VaultFile(parsing: whole + Array(more.utf8), path: "/v") }
        }
    }

    @Test func `of a newer format is not misread`() throws {
        let bytes = forged(["mcp-manager vault 2", "whatever it may be"])
        #expect(throws: VaultError.tooNew(path: "/v", version: "2")) { try VaultFile(parsing: bytes, path: "/v") }
    }

    @Test func `that somebody has tampered with, checksum and all, does not open`() throws {
        let file = try small()
        var changed = lines(file)
        changed[1] = changed[1].replacing("\"generation\":7", with: "\"generation\":8")
        let tampered = try VaultFile(parsing: forged(Array(changed.prefix(3))), path: "/v")
        #expect(tampered.header.generation == 8)
        #expect(tampered.contents(with: dataKey) == nil)
    }

    @Test(
        arguments: [
            #"{"generation":1,"slots":[]}"#, #"{"generation":0,"slots":[{"kind":"keyring","wrapped":""}]}"#,
            #"{"generation":1,"slots":[{"kind":"other","wrapped":""}]}"#,
            #"{"generation":1,"slots":[{"kind":"passphrase","wrapped":""}]}"#,
            // 1 TiB of memory.
            #"{"generation":1,"slots":[{"kind":"passphrase","salt":"MDEyMzQ1Njc4OWFiY2RlZg==","wrapped":"","cost":{"rounds":1073741824,"blockSize":8,"parallelism":1}}]}"#,
            #"{"generation":1,"slots":[{"kind":"keyFile","path":"relative","wrapped":""}]}"#, "[]", "",
        ])
    func `whose header makes no sense is damaged`(header: String) throws {
        let error = #expect(throws: VaultError.self) {
            try VaultFile(parsing: forged(["mcp-manager vault 1", header, "AAAA"]), path: "/v")
        }
        #expect(error?.code == "vault-damaged")
    }

    @Test func `does not take a key wrapped for another kind of slot`() throws {
        let key = SymmetricKey(size: .bits256)
        var slot = try VaultSlot(.keyFile, wrapping: dataKey, with: key, path: "/k")
        #expect(slot.dataKey(with: key) == dataKey)
        slot.kind = .keyring
        #expect(slot.dataKey(with: key) == nil)
    }
}
