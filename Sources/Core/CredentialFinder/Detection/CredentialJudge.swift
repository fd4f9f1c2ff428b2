/// Tells credentials from other values. Pure; `CredentialJudgeTests` has the table of what is one and what is not.
enum CredentialJudge {
    /// Where a value stands: what is normal there.
    enum Place: Sendable {
        case variable, header, argument, address, setting
    }

    /// A credential, or the part of a value that is one.
    struct Judgement: Hashable, Sendable {
        /// In bytes of the value.
        var part: Range<Int>
        /// Why, for people.
        var reason: String
        /// What the part itself is called, where the value's name is not that of the part: a parameter of a URL.
        var name: String?
    }

    /// Longer values are not looked at: certificates are, books are not.
    static let longestValue = 64 << 10

    static func judgements(of value: String, named name: String, at place: Place) -> [Judgement] {
        let bytes = Array(value.utf8)
        guard (3...longestValue).contains(bytes.count), !bytes.contains(0) else { return [] }
        if value.contains("-----BEGIN"), value.contains("PRIVATE KEY-----") {
            return [Judgement(part: 0..<bytes.count, reason: "a private key")]
        }
        let addressed = AddressCredentials.judgements(of: bytes, named: name, at: place)
        if !addressed.isEmpty { return addressed }
        let start = schemeEnd(of: value)
        let core = String(decoding: bytes[start...], as: UTF8.self)
        if StandIn.isReference(core) || StandIn.isExample(core, of: name) { return [] }
        if let shaped = shaped(bytes, place) { return [shaped] }
        guard let reason = reason(core, named: name, at: place, hasScheme: start > 0) else { return [] }
        return [Judgement(part: start..<bytes.count, reason: reason)]
    }

    /// By the shape of a token. In a name's own value it is all of it; in a longer text the token alone.
    private static func shaped(_ bytes: [UInt8], _ place: Place) -> Judgement? {
        for shape in TokenShape.all {
            guard let range = shape.range(in: bytes) else { continue }
            if StandIn.isExample(String(decoding: bytes[range], as: UTF8.self), of: "") { continue }
            return Judgement(part: range, reason: "\(shape.title) by its form")
        }
        return nil
    }

    private static func reason(_ core: String, named name: String, at place: Place, hasScheme: Bool) -> String? {
        let strength = RevealingName.strength(of: name)
        if StandIn.isPlain(core, strength: strength) { return nil }
        switch strength {
        case .password, .strong: return "its name says so"
        case .weak where Randomness.looksChosenByMachine(core) || hasScheme: return "its name says so"
        case .weak, nil: break
        }
        if hasScheme, place == .header || place == .variable, core.utf8.count >= 8 { return "it follows a word for credentials" }
        switch place {
        case .variable, .header, .argument: return Randomness.isHigh(core) ? "it looks random" : nil
        case .address, .setting: return nil
        }
    }

    /// How many bytes of the value are `Bearer ` or the like.
    private static func schemeEnd(of value: String) -> Int {
        for scheme in ["bearer ", "basic ", "token ", "apikey ", "bot "] where value.lowercased().hasPrefix(scheme) {
            return value.utf8.prefix { $0 != .space }.count + value.utf8.drop { $0 != .space }.prefix { $0 == .space }.count
        }
        return 0
    }
}
