import DocumentEditing

/// Credentials in addresses: `https://user:password@host`, `?api_key=…`, a key that is a part of the path.
enum AddressCredentials {
    static func judgements(of bytes: [UInt8], named name: String, at place: CredentialJudge.Place) -> [CredentialJudge.Judgement]
    {
        guard let scheme = schemeEnd(of: bytes) else { return [] }
        let end = bytes[scheme...].firstIndex { $0.isSpace || $0 == .quote || $0 == .apostrophe } ?? bytes.count
        let authorityEnd = bytes[scheme..<end].firstIndex { "/?#".utf8.contains($0) } ?? end
        var found: [CredentialJudge.Judgement] = []
        if let password = password(in: bytes, scheme..<authorityEnd, named: name) { found.append(password) }
        let pathEnd = bytes[authorityEnd..<end].firstIndex(of: UInt8(ascii: "?")) ?? end
        if place == .address || place == .argument { found += segments(of: bytes, authorityEnd..<pathEnd) }
        if pathEnd < end { found += parameters(of: bytes, pathEnd + 1..<end) }
        // In a variable the whole address is the secret: its parts could not be put together again.
        guard place == .variable, let first = found.first else { return found }
        return [CredentialJudge.Judgement(part: 0..<bytes.count, reason: first.reason)]
    }

    /// Behind the first `://` after a word of letters.
    private static func schemeEnd(of bytes: [UInt8]) -> Int? {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: Array("://".utf8)), colon > 0,
            bytes[..<colon].allSatisfy({ $0.isAlphanumeric || "+-.".utf8.contains($0) })
        else { return nil }
        return colon + 3
    }

    private static func password(
        in bytes: [UInt8], _ authority: Range<Int>, named name: String
    ) -> CredentialJudge.Judgement? {
        guard let at = bytes[authority].lastIndex(of: UInt8(ascii: "@")) else { return nil }
        guard let colon = bytes[authority.lowerBound..<at].firstIndex(of: UInt8(ascii: ":")) else {
            // `https://KEY@host`, as Sentry has it.
            let user = authority.lowerBound..<at
            let isKey = user.count >= 20 && Randomness.looksChosenByMachine(String(decoding: bytes[user], as: UTF8.self))
            return isKey ? judgement(bytes, user, "an address with a key in it", "URL_KEY") : nil
        }
        return judgement(bytes, colon + 1..<at, "an address with a password in it", "URL_PASSWORD")
    }

    private static func parameters(of bytes: [UInt8], _ query: Range<Int>) -> [CredentialJudge.Judgement] {
        var found: [CredentialJudge.Judgement] = []
        var start = query.lowerBound
        while start < query.upperBound {
            let end = bytes[start..<query.upperBound].firstIndex { $0 == UInt8(ascii: "&") || $0 == .hash } ?? query.upperBound
            if let equals = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) {
                let name = String(decoding: bytes[start..<equals], as: UTF8.self)
                let value = String(decoding: bytes[equals + 1..<end], as: UTF8.self)
                let isShaped = TokenShape.all.contains { $0.range(in: Array(value.utf8)) != nil }
                let isNamed =
                    RevealingName.strength(of: name).map { $0 > .weak || Randomness.looksChosenByMachine(value) } ?? false
                if isShaped || isNamed, !StandIn.isPlain(value, strength: .strong) {
                    found += [judgement(bytes, equals + 1..<end, "an address with a key in it", SecretName.environmental(name))]
                        .compactMap(\.self)
                }
            }
            start = end + 1
        }
        return found
    }

    /// A part of the path that only its owner can know, `/s/KEY/mcp`.
    private static func segments(of bytes: [UInt8], _ path: Range<Int>) -> [CredentialJudge.Judgement] {
        bytes[path].split(separator: UInt8(ascii: "/")).compactMap { segment in
            let text = String(decoding: segment, as: UTF8.self)
            let isKey = (32...4096).contains(segment.count) && Randomness.isHigh(text)
            return isKey ? judgement(bytes, segment.startIndex..<segment.endIndex, "an address with a key in it", "URL_KEY") : nil
        }
    }

    private static func judgement(
        _ bytes: [UInt8], _ part: Range<Int>, _ reason: String, _ name: String
    ) -> CredentialJudge.Judgement? {
        let value = String(decoding: bytes[part], as: UTF8.self)
        let isPlaceholder = StandIn.isReference(value) || StandIn.isExample(value, of: name)
        return isPlaceholder || value.isEmpty ? nil : CredentialJudge.Judgement(part: part, reason: reason, name: name)
    }
}
