/// The members or items of what stands in brackets with commas between them: in JSON, and within a line of TOML and YAML.
struct BracketedParts {
    /// How comments begin there.
    enum Comments { case slashes, hashes }

    private let bytes: [UInt8]
    private let container: Range<Int>
    private let places: [Range<Int>]
    private let comments: Comments

    init(_ container: PlacedValue, _ bytes: [UInt8], _ comments: Comments) {
        self.bytes = bytes
        self.comments = comments
        self.container = container.span
        places =
            container.members?.map { $0.start..<Swift.max($0.start, bytes.deepEnd(of: $0.value)) } ?? container.items?.map(\.span)
            ?? []
    }

    /// Takes one away, with its comma; comments stay.
    ///
    /// - Parameter gap: what stood in the brackets before there was any.
    /// - Returns: `nil` when its place is not one of its own, as that of a dotted key.
    func removing(_ target: PlacedValue, gap: String?) -> [TextEdit]? {
        let end = bytes.deepEnd(of: target)
        guard let index = places.firstIndex(where: { $0.upperBound == end && $0.lowerBound <= target.span.lowerBound }) else {
            return nil
        }
        let place = places[index]
        if places.count == 1 {
            let inside = container.lowerBound + 1..<container.upperBound - 1
            let rest = Array(bytes[inside.lowerBound..<place.lowerBound] + bytes[place.upperBound..<inside.upperBound]).marks
            if let gap, rest == Array(gap.utf8).marks { return [TextEdit(inside, gap)] }
            if rest.isEmpty { return [TextEdit(inside)] }
        }
        let (start, after) = (place.lowerBound, afterSpace(place.upperBound))
        if after < bytes.count, bytes[after] == UInt8(ascii: ",") {
            let isAlone = bytes.beginsLine(start) && bytes.endsLine(after + 1)
            // With the line break before it, as it came.
            if isAlone, index > 0 { return [TextEdit(bytes.breakBefore(start)..<bytes.lineEnd(of: after + 1))] }
            if index == places.count - 1, index > 0 { return [TextEdit(last(index, upTo: after + 1))] }
            return [TextEdit(bytes.lines(from: start, to: after + 1))]
        }
        guard index > 0 else { return [TextEdit(bytes.lines(from: start, to: place.upperBound))] }
        let comma = afterSpace(places[index - 1].upperBound)
        return [TextEdit(comma..<comma + 1), TextEdit(last(index, upTo: place.upperBound))]
    }

    /// A last part with the space before it: unless a comment in the line before would take in what stands behind the part.
    private func last(_ index: Int, upTo end: Int) -> Range<Int> {
        let start = places[index].lowerBound
        guard bytes.beginsLine(start) else { return bytes.blanks(before: start)..<end }
        let lineBreak = bytes.breakBefore(start)
        let lineStart = max(bytes.lineStart(of: lineBreak), index > 0 ? places[index - 1].upperBound : 0)
        let line = String(decoding: bytes[min(lineStart, lineBreak)..<lineBreak], as: UTF8.self)
        let isComment = line.contains(comments == .slashes ? "//" : "#")
        return isComment && !bytes.endsLine(end) ? bytes.lines(from: start, to: end) : lineBreak..<end
    }

    /// The first place that is neither space nor comment.
    private func afterSpace(_ offset: Int) -> Int {
        if comments == .slashes { return JSONLexer.afterSpace(bytes, from: offset) }
        var place = offset
        while place < bytes.count, bytes[place].isSpace || bytes[place] == .hash {
            place = bytes[place] == .hash ? bytes.lineEnd(of: place) : place + 1
        }
        return place
    }
}
