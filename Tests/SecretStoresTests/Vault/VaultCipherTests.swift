import Crypto
import Testing

@testable import SecretStores

struct `The vault's algorithms` {
    /// RFC 7914, section 12; the fourth needs a gigabyte.
    @Test(
        arguments: [
            (
                "", "", 16, 1, 1,
                "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
            ),
            (
                "password", "NaCl", 1024, 8, 16,
                "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
            ),
            (
                "pleaseletmein", "SodiumChloride", 16384, 8, 1,
                "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
            ),
        ])
    func `make the keys of RFC 7914`(
        passphrase: String, salt: String, rounds: Int, blockSize: Int, parallelism: Int, expected: String
    ) throws {
        let cost = ScryptCost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        let key = try VaultCipher.key(from: Array(passphrase.utf8), salt: Array(salt.utf8), cost: cost, count: 64)
        #expect(hexadecimal(key.withUnsafeBytes { Array($0) }) == expected)
        // What the vault uses is the beginning of that.
        let short = try VaultCipher.key(from: Array(passphrase.utf8), salt: Array(salt.utf8), cost: cost)
        #expect(hexadecimal(short.withUnsafeBytes { Array($0) }) == String(expected.prefix(64)))
    }

    /// RFC 8439, section 2.8.2.
    @Test func `seal as RFC 8439 does`() throws {
        let plain =
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
        let key = SymmetricKey(data: Array(UInt8(0x80)...0x9f))
        let nonce = try ChaChaPoly.Nonce(data: [7, 0, 0, 0] + Array(UInt8(0x40)...0x47))
        let associated: [UInt8] = [0x50, 0x51, 0x52, 0x53] + Array(UInt8(0xc0)...0xc7)
        let sealed = try VaultCipher.seal(plain.utf8, with: key, authenticating: associated, nonce: nonce)
        #expect(
            hexadecimal(Array(sealed)) == "070000004041424344454647"
                + "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b"
                + "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
                + "3ff4def08e4b7a9de576d26586cec64b6116" + "1ae10b594f09e26a7e902ecbd0600691")
        #expect(VaultCipher.open(sealed, with: key, authenticating: associated).map { Array($0) } == Array(plain.utf8))
        #expect(VaultCipher.open(sealed, with: key, authenticating: []) == nil)
        #expect(VaultCipher.open(sealed, with: SymmetricKey(size: .bits256), authenticating: associated) == nil)
    }

    @Test func `never use a nonce twice`() throws {
        let key = SymmetricKey(size: .bits256)
        let sealed = try (0..<100).map { _ in try VaultCipher.seal([], with: key, authenticating: []).prefix(12) }
        #expect(Set(sealed).count == 100)
    }

    @Test(
        arguments: [
            (ScryptCost.standard, true), (ScryptCost(rounds: 1 << 18, blockSize: 8, parallelism: 1), true),
            (ScryptCost(rounds: 1 << 20, blockSize: 8, parallelism: 1), false),
            (ScryptCost(rounds: 1 << 15, blockSize: 8, parallelism: 1000), false),
            (ScryptCost(rounds: 1 << 62, blockSize: 1, parallelism: 1), false),
            (ScryptCost(rounds: 2, blockSize: .max, parallelism: 1), false),
            (ScryptCost(rounds: 3, blockSize: 8, parallelism: 1), false),
            (ScryptCost(rounds: 0, blockSize: 8, parallelism: 1), false),
            (ScryptCost(rounds: -2, blockSize: 8, parallelism: 1), false),
            (ScryptCost(rounds: 2, blockSize: 0, parallelism: 1), false),
            (ScryptCost(rounds: 2, blockSize: 1, parallelism: 0), false),
        ])
    func `cost no more than a machine has`(cost: ScryptCost, isReasonable: Bool) {
        #expect(cost.isReasonable == isReasonable)
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
