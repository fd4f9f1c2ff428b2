import ServerModel

/// Takes secrets out of texts that are kept.
///
/// A secret is found as it is and in every spelling JSON has for it: escaped as a writer likes (`é` or `\u00e9`), and once
/// more where JSON stands in a string of JSON, as it often does in what tools answer.
public struct SecretMask: Sendable {
    /// Stands where a secret was.
    public static let mark = "••••"
    /// In characters; what is shorter would mask half of every text.
    static let shortestSecret = 4
    /// The text itself, JSON in it, and JSON in a string of that.
    private static let layers = 3

    private let secrets: [[UInt8]]

    public init(_ secrets: [String]) {
        self.secrets = Set(secrets).filter { $0.count >= Self.shortestSecret }.map { Array($0.utf8) }
    }

    /// `text` without its secrets, and in how many places one was.
    public func masking(_ text: String) -> (text: String, places: Int) {
        let bytes = Array(text.utf8)
        let places = self.places(in: bytes)
        guard !places.isEmpty else { return (text, 0) }
        return (String(decoding: masking(bytes, places), as: UTF8.self), places.count)
    }

    /// `text` without its secrets and of at most `limit` bytes, cut between characters; and what that took away.
    public func keeping(_ text: String, limit: Int) -> (text: String, loss: TextLoss?) {
        let whole = text.utf8.count
        // Much longer texts are not searched to their end. A secret that is cut in two there would not be found, so as
        // much as one can take is left out as well.
        var bytes = Array(text.utf8.prefix(limit * 16))
        let places: [Range<Int>]
        if bytes.count < whole {
            let longest = secrets.map(\.count).max() ?? 0
            let end = max(0, bytes.count - longest * 12)
            places = self.places(in: bytes).filter { $0.lowerBound < end }
            bytes.removeLast(bytes.count - max(end, places.last?.upperBound ?? 0))
        } else {
            places = self.places(in: bytes)
        }
        var kept = masking(bytes, places)
        let unread = whole - bytes.count
        // A character may be cut in two at the limit, and where the search ended.
        let end = Self.boundary(in: kept, before: min(kept.count, limit))
        let loss = TextLoss(maskedPlaces: places.count, cutBytes: unread + kept.count - end)
        kept.removeLast(kept.count - end)
        return (String(decoding: kept, as: UTF8.self), loss.maskedPlaces + loss.cutBytes > 0 ? loss : nil)
    }

    private func masking(_ bytes: [UInt8], _ places: [Range<Int>]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        for place in places {
            result.append(contentsOf: bytes[position..<place.lowerBound])
            result.append(contentsOf: Self.mark.utf8)
            position = place.upperBound
        }
        result.append(contentsOf: bytes[position...])
        return result
    }

    /// Where secrets are, in order, those that overlap as one.
    private func places(in bytes: [UInt8]) -> [Range<Int>] {
        guard !secrets.isEmpty else { return [] }
        var found: [Range<Int>] = []
        var layer: DecodedLayer? = DecodedLayer(bytes)
        for _ in 0..<Self.layers {
            guard let present = layer else { break }
            for secret in secrets { found += present.places(of: secret) }
            layer = present.decoded()
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { merged, place in
            if let last = merged.last, place.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, place.upperBound)
            } else {
                merged.append(place)
            }
        }
    }

    /// The last place at or before `limit` that is not inside a character of UTF-8.
    private static func boundary(in bytes: [UInt8], before limit: Int) -> Int {
        var start = limit
        // Back to the first byte of the character that ends here, or goes on from here.
        repeat { start -= 1 } while start > 0 && bytes[start] & 0xC0 == 0x80
        guard start >= 0 else { return 0 }
        let length = bytes[start] < 0x80 ? 1 : bytes[start] < 0xE0 ? 2 : bytes[start] < 0xF0 ? 3 : 4
        return start + length <= limit ? start + length : start
    }
}
