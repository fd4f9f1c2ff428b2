import Yams

/// The text of a file, by line and column.
///
/// Counts lines as libyaml does (a line also ends at CR, NEL, LS and PS), so that its marks and ours agree.
package struct SourceText {
    let text: String
    private(set) var scalars: [Unicode.Scalar]
    /// The offset of each line's first scalar; never empty.
    private let lineStarts: [Int]

    package init(_ text: String) {
        // The byte order place some editors write is no part of the text; libyaml counts no column for it either.
        let scalars = Array(text.unicodeScalars.first == "\u{FEFF}" ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...])
        var starts = [0]
        for (offset, scalar) in scalars.enumerated() where Self.isBreak(scalar) {
            let isHalfOfPair = scalar == "\r" && offset + 1 < scalars.count && scalars[offset + 1] == "\n"
            if !isHalfOfPair { starts.append(offset + 1) }
        }
        self.text = Self.string(scalars[...])
        self.scalars = scalars
        lineStarts = starts
    }

    var lineCount: Int { lineStarts.count }

    /// A line without its line break; `number` from 1, empty when there is no such line.
    func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
        guard (1...lineCount).contains(number) else { return [] }
        let end = number < lineCount ? lineStarts[number] : scalars.count
        var line = scalars[lineStarts[number - 1]..<end]
        while let last = line.last, Self.isBreak(last) { line.removeLast() }
        return line
    }

    /// Where a place of libyaml points, as an offset into ``scalars``; at most their count.
    func offset(of place: Place) -> Int {
        guard (1...lineCount).contains(place.line) else { return scalars.count }
        return min(lineStarts[place.line - 1] + max(0, place.column - 1), scalars.count)
    }

    /// The place of an offset into ``scalars``.
    func place(at offset: Int) -> Place {
        let line = (lineStarts.firstIndex { $0 > offset } ?? lineStarts.count)
        return Place(line: line, column: offset - lineStarts[line - 1] + 1)
    }

    /// The column in characters, as editors count, of a place that counts Unicode scalars.
    func characterColumn(of place: Place) -> Int {
        let before = line(place.line).prefix(max(0, place.column - 1))
        return Self.string(before).count + 1
    }

    /// Where `written` stands in the source at or after `place`.
    func firstPlace(of written: String, after place: Place) -> Place? {
        let wanted = Array(written.unicodeScalars)
        let start = offset(of: place)
        guard !wanted.isEmpty, start + wanted.count <= scalars.count else { return nil }
        return (start...(scalars.count - wanted.count))
            .first { scalars[$0] == wanted[0] && scalars[$0..<($0 + wanted.count)].elementsEqual(wanted) }
            .map(self.place(at:))
    }

    static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
    }
}
