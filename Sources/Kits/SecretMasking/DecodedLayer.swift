/// A text with escapes undone, which knows where in the original each byte comes from.
struct DecodedLayer {
    let bytes: [UInt8]
    /// Where the character of each byte begins in the original; one more for the end.
    private let origins: [Int32]
    private let undone: EscapeSet

    /// The text itself is on top, what its escapes say is below, what the escapes in that say below that, and so on.
    private static let deepest = 3

    /// What is below a text, in chains that each go down. None where there are no escapes.
    ///
    /// Both kinds of escape are undone at once, for they stand within each other in any order. Where a text has both, each is undone
    /// alone as well: what looks like an escape of the other kind may be the secret's own.
    static func chains(of text: UnsafeBufferPointer<UInt8>) -> [[DecodedLayer]] {
        let signs = EscapeSet(in: text)
        guard !signs.isEmpty else { return [] }
        let chain = chain(of: text, undoing: .both)
        guard !chain.isEmpty else { return [] }
        let undone = chain.reduce(EscapeSet()) { $0.union($1.undone) }
        guard undone == .both else { return [chain] }
        return [chain] + [.backslash, .percent].map { self.chain(of: text, undoing: $0) }.filter { !$0.isEmpty }
    }

    private static func chain(of text: UnsafeBufferPointer<UInt8>, undoing escapes: EscapeSet) -> [DecodedLayer] {
        guard let first = DecodedLayer(text, undoing: escapes, origins: nil) else { return [] }
        var chain = [first]
        while chain.count < deepest, let above = chain.last {
            let next = above.bytes.withUnsafeBufferPointer { DecodedLayer($0, undoing: escapes, origins: above.origins) }
            guard let next else { break }
            chain.append(next)
        }
        return chain
    }

    /// A place of this layer in the original.
    func original(_ place: Range<Int>) -> Range<Int> {
        Int(origins[place.lowerBound])..<Int(origins[place.upperBound])
    }

    /// `nil` when nothing was undone.
    private init?(_ text: UnsafeBufferPointer<UInt8>, undoing escapes: EscapeSet, origins above: [Int32]?) {
        guard !EscapeSet(in: text).isDisjoint(with: escapes) else { return nil }
        var undone = EscapeSet()
        var origins: [Int32] = []
        bytes = [UInt8](unsafeUninitializedCapacity: text.count) { decoded, count in
            origins = [Int32](unsafeUninitializedCapacity: text.count + 1) { origins, originCount in
                (undone, count) = Self.undo(escapes, in: text, into: decoded, origins)
                origins[count] = Int32(truncatingIfNeeded: text.count)
                originCount = count + 1
            }
        }
        guard !undone.isEmpty else { return nil }
        if let above {
            // Until here they are places in the text above.
            for index in origins.indices { origins[index] = above[Int(origins[index])] }
        }
        self.origins = origins
        self.undone = undone
    }

    private static func undo(
        _ escapes: EscapeSet, in text: UnsafeBufferPointer<UInt8>,
        into decoded: UnsafeMutableBufferPointer<UInt8>, _ origins: UnsafeMutableBufferPointer<Int32>
    ) -> (EscapeSet, count: Int) {
        var (undone, count, position) = (EscapeSet(), 0, 0)
        while position < text.count {
            let origin = Int32(truncatingIfNeeded: position)
            if let escape = Escape(sign: text[position]), escapes.contains(EscapeSet(escape)),
                let character = escape.character(at: position, in: text)
            {
                for place in 0..<character.count {
                    decoded[count] = UInt8(truncatingIfNeeded: character.bytes >> UInt32(place * 8))
                    origins[count] = origin
                    count += 1
                }
                undone.formUnion(EscapeSet(escape))
                position += character.length
            } else {
                decoded[count] = text[position]
                origins[count] = origin
                count += 1
                position += 1
            }
        }
        return (undone, count)
    }
}
