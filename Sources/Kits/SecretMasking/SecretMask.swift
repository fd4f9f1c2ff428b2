/// Takes secrets out of text that is kept or shown.
///
/// A secret is found as it is and in the spellings programs give it:
/// - with the escapes of JSON, Python and JavaScript, quoted for a shell, percent-encoded in any part (also with `+` for spaces), and all
///   of these within each other, three deep;
/// - in base64, for files and for URLs, also as a part of what was encoded (`user:SECRET`), and in hexadecimal, within such escapes too;
/// - of one with several lines, each line of at least four characters, for a log comes in lines.
///
/// It is not found where a program has compressed, encrypted, hashed, reversed or cut it, in base64 that is broken into lines within the
/// secret, in base64 of a text in which it is escaped, nor in another normal form of Unicode than the given one. A backslash or percent sign
/// of other text right before an escaped one may be read as a part of it, and so may letters right behind one that ends in such a sign.
///
/// Made once and used for every line: text without a secret costs one pass and no memory.
public struct SecretMask: Sendable {
    /// Stands where a secret was.
    public static let mark = "••••"
    /// In characters; what is shorter would mask half of every text.
    public static let shortestSecret = 3

    private let search: PatternSearch?
    /// The most bytes that the usual spellings of any secret take.
    private let longest: Int

    public init(_ secrets: [String]) {
        let secrets = secrets.filter { $0.count >= Self.shortestSecret }
        let spellings = Set(secrets.flatMap(Spelling.all))
        search = spellings.isEmpty ? nil : PatternSearch(spellings)
        longest = (secrets.map(\.utf8.count).max() ?? 0) * 12
    }

    /// Whether there is nothing to be found.
    public var isEmpty: Bool { search == nil }

    /// `text` without its secrets.
    public func masking(_ text: String) -> String {
        guard search != nil else { return text }
        var text = text
        let rest = text.withUTF8 { masked($0) }
        return rest.map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// UTF-8 without its secrets; `nil` when there are none in it.
    public func masking(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        search == nil ? nil : masked(bytes)
    }

    /// The beginning of a text that goes on, without its secrets; as much as one takes is left out at the end, for one may have begun there.
    public func maskingBeginning(of text: String) -> String {
        guard search != nil else { return text }
        return keeping(text, limit: max(0, text.utf8.count - longest)).text
    }

    /// Whether a secret is in `text`.
    public func holdsSecret(in text: String) -> Bool {
        guard search != nil else { return false }
        var text = text
        return text.withUTF8 { !places(in: $0).isEmpty }
    }

    /// Whether a secret is in UTF-8.
    public func holdsSecret(in bytes: [UInt8]) -> Bool {
        search != nil && bytes.withUnsafeBufferPointer { !places(in: $0).isEmpty }
    }

    /// `text` without its secrets and of at most `limit` bytes, cut between characters; in how many places a secret was, and how many
    /// bytes of what was left were cut off.
    public func keeping(_ text: String, limit: Int) -> (text: String, maskedPlaces: Int, cutBytes: Int) {
        let whole = text.utf8.count
        // Much longer texts are not searched to their end. A secret that is cut in two there would not be found, so as much as one can
        // take is left out as well.
        var bytes = Array(text.utf8.prefix(limit * 16))
        var places = bytes.withUnsafeBufferPointer { self.places(in: $0) }
        if bytes.count < whole {
            let end = max(0, bytes.count - longest)
            places = places.filter { $0.lowerBound < end }
            bytes.removeLast(bytes.count - max(end, places.last?.upperBound ?? 0))
        }
        var kept = bytes.withUnsafeBufferPointer { Self.masking($0, places) }
        // A character may be cut in two at the limit, and where the search ended.
        let end = Self.boundary(in: kept, before: min(kept.count, limit))
        let cut = whole - bytes.count + kept.count - end
        kept.removeLast(kept.count - end)
        return (String(decoding: kept, as: UTF8.self), places.count, cut)
    }

    /// `nil` when nothing is found.
    private func masked(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let places = places(in: bytes)
        return places.isEmpty ? nil : Self.masking(bytes, places)
    }

    private static func masking(_ bytes: UnsafeBufferPointer<UInt8>, _ places: [Range<Int>]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        for place in places {
            result.append(contentsOf: bytes[position..<place.lowerBound])
            result.append(contentsOf: mark.utf8)
            position = place.upperBound
        }
        result.append(contentsOf: bytes[position...])
        return result
    }

    /// Where secrets are, in order, those that overlap as one.
    private func places(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        guard let search else { return [] }
        var found = search.places(in: bytes)
        for layer in DecodedLayer.chains(of: bytes).joined() { found += search.places(in: layer) }
        return found.isEmpty ? [] : found.merged()
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

extension PatternSearch {
    /// Where patterns are below a text, as places of that text.
    func places(in layer: DecodedLayer) -> [Range<Int>] {
        layer.bytes.withUnsafeBufferPointer { places(in: $0) }.map(layer.original)
    }
}
