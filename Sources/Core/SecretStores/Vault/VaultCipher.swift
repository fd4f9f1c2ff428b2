import Crypto
import CryptoExtras
import FoundationEssentials

/// The two algorithms of a vault: scrypt (RFC 7914) makes a key of a passphrase, ChaCha20-Poly1305 (RFC 8439) seals.
enum VaultCipher {
    /// Takes as long and as much memory as the cost says: not for a thread that others need.
    static func key(from passphrase: [UInt8], salt: [UInt8], cost: ScryptCost, count: Int = keyLength) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: passphrase, salt: salt, outputByteCount: count, rounds: cost.rounds, blockSize: cost.blockSize,
            parallelism: cost.parallelism)
    }

    /// The nonce, what was sealed, and the tag. Without a nonce, which only tests have, it is drawn.
    static func seal(
        _ plain: some Sequence<UInt8>, with key: SymmetricKey, authenticating associated: [UInt8], nonce: ChaChaPoly.Nonce? = nil
    ) throws -> Data {
        var plain = Array(plain)
        defer { wipe(&plain) }
        return try ChaChaPoly.seal(plain, using: key, nonce: nonce ?? ChaChaPoly.Nonce(), authenticating: associated).combined
    }

    /// `nil` when it was sealed with another key, or anything of it was changed.
    static func open(_ sealed: Data, with key: SymmetricKey, authenticating associated: [UInt8]) -> Data? {
        guard let box = try? ChaChaPoly.SealedBox(combined: sealed) else { return nil }
        return try? ChaChaPoly.open(box, using: key, authenticating: associated)
    }

    static let keyLength = 32

    static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

/// How much work it is to try one passphrase.
struct ScryptCost: Codable, Hashable, Sendable {
    /// A power of two; with the block size it decides the memory: 128 · rounds · blockSize bytes.
    var rounds: Int
    var blockSize: Int
    var parallelism: Int

    /// 32 MiB, and about a tenth of a second.
    static let standard = ScryptCost(rounds: 1 << 15, blockSize: 8, parallelism: 1)

    /// Whether it is one we would pay: a file from elsewhere must not be able to take all memory, or hours.
    var isReasonable: Bool {
        (2...1 << 20).contains(rounds) && rounds & (rounds - 1) == 0 && (1...32).contains(blockSize)
            && (1...4).contains(parallelism)
            && rounds * blockSize * 128 <= 256 << 20
    }
}
