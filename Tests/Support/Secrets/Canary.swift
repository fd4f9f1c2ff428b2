/// A secret that is made up to be looked for.
public struct Canary: Sendable, Hashable {
    /// The variable it is in; to be told without telling the value.
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Thirty characters that look like a token.
    public static let token = Canary("CANARY_TOKEN", "cnry_Zk83hQx0Vw5Lr2Tn9Pb7YdGm4")
    /// Letters and signs of one to four bytes.
    public static let unicode = Canary("CANARY_UNICODE", "ünï-✓-🔑-ßæø-Zugvögel-∂ƒ")
    /// The shortest that is masked.
    public static let short = Canary("CANARY_SHORT", "qZ7")
    /// Ten kilobytes in one line.
    public static let long = Canary("CANARY_LONG", noise(10_240, seed: 7))
    /// Several lines, as keys in files have.
    public static let lines = Canary(
        "CANARY_LINES",
        "-----BEGIN CANARY KEY-----\n\(noise(64, seed: 11))\n\(noise(64, seed: 12))\n\(noise(64, seed: 13))\n-----END CANARY KEY-----"
    )

    public static let all = [token, unicode, short, long, lines]

    /// Its characters in stretches that would be a leak each: whoever knows 24 characters, or the half of a short one, knows too much.
    ///
    /// Lines apart, because files of lines hold them apart; those that begin with `-----` say nothing.
    var pieces: [String] {
        value.split(separator: "\n").filter { !$0.hasPrefix("-----") }.flatMap { line -> [String] in
            let characters = Array(line)
            if characters.count < 16 { return [String(line)] }
            let length = min(24, characters.count / 2)
            let last = characters.count - length
            let starts = Array(stride(from: 0, to: last, by: max(length, characters.count / 12))) + [last]
            return starts.map { String(characters[$0..<$0 + length]) }
        }
    }

    /// Letters and digits that look like chance and are always the same.
    private static func noise(_ count: Int, seed: UInt64) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        var state = seed
        return String(
            (0..<count).map { _ in
                // Knuth's MMIX generator; its high bits are good.
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return alphabet[Int(state >> 33) % alphabet.count]
            })
    }
}
