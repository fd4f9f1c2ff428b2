import ServerModel
import Testing

@testable import CredentialFinder

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Made-up tokens: like real ones in every way, and nobody's. Written out, they would alarm whoever looks for real ones here.
enum Samples {
    /// Letters and digits as by chance, always the same for the same arguments.
    static func random(_ count: Int, seed: UInt64 = 1, _ alphabet: String = letters + "0123456789") -> String {
        let alphabet = Array(alphabet)
        var numbers = SeededNumbers(seed: seed &+ UInt64(count))
        return String((0..<count).map { _ in alphabet[Int(numbers.next() % UInt64(alphabet.count))] })
    }

    static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    static let capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    static let hexadecimal = "0123456789abcdef"

    static let github = "ghp_" + random(36)
    static let openAI = "sk-proj-" + random(48)
    static let slack = "xoxb-" + random(12, "0123456789") + "-" + random(24)

    private static func random(_ count: Int, _ alphabet: String) -> String { random(count, seed: 1, alphabet) }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
