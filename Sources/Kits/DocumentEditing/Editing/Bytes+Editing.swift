extension [UInt8] {
    /// All but space, commas and brackets: what somebody wrote beside the members of a table.
    var marks: [UInt8] { filter { !$0.isSpace && !",{}[]".utf8.contains($0) } }

    /// Where the last of all that is in a value ends.
    func deepEnd(of value: PlacedValue) -> Int {
        let inner = (value.members?.map(\.value) ?? []) + (value.items ?? [])
        return Swift.max(value.span.upperBound, inner.map { deepEnd(of: $0) }.max() ?? 0)
    }

    /// The blanks at the beginning of the line of `offset`.
    func indent(of offset: Int) -> String {
        let start = lineStart(of: offset)
        return String(decoding: self[start...].prefix { $0 == .space || $0 == 9 }, as: UTF8.self)
    }

    /// The end of the last comment of JSON that begins in this line behind nothing but blanks; `offset` when there is none.
    func endOfComments(after offset: Int) -> Int {
        var end = offset
        var place = offset
        while true {
            while place < count, self[place].isBlank, self[place] != 13 { place += 1 }
            guard place + 1 < count, self[place] == UInt8(ascii: "/") else { return end }
            if self[place + 1] == UInt8(ascii: "/") { return lineEnd(of: place) }
            guard self[place + 1] == UInt8(ascii: "*") else { return end }
            place += 2
            while place + 1 < count, self[place] != UInt8(ascii: "*") || self[place + 1] != UInt8(ascii: "/") {
                // One that goes on in the next line belongs to what comes there.
                if self[place] == .newline { return end }
                place += 1
            }
            place += 2
            end = place
        }
    }

    /// Where an item of a list begins: at its dash, in blocks of YAML.
    func itemStart(_ start: Int) -> Int {
        let dash = self[..<start].lastIndex { !$0.isSpace }
        guard let dash, self[dash] == UInt8(ascii: "-"), beginsLine(dash), dash + 1 < start else { return start }
        return dash
    }

    /// The first part between brackets that have nothing but comments of `#` in them, which stay.
    func filling(_ inside: Range<Int>, with part: String) -> TextEdit {
        let gap = String(decoding: self[inside], as: UTF8.self)
        guard gap.contains("#") else { return TextEdit(inside, part) }
        let comments = gap.trimmingEnd
        let place = inside.lowerBound + comments.utf8.count
        return TextEdit(place..<place, lineBreak + indent(of: inside.lowerBound) + "  " + part.trimming { $0 == " " })
    }

    /// Where the line break before the line of `offset` begins; the beginning of the file when there is none.
    func breakBefore(_ offset: Int) -> Int {
        let start = lineStart(of: offset)
        guard start > 0 else { return 0 }
        return start > 1 && self[start - 2] == 13 ? start - 2 : start - 1
    }

    /// Where the blanks before `offset` begin.
    func blanks(before offset: Int) -> Int {
        var start = offset
        while start > 0, self[start - 1] == .space || self[start - 1] == 9 { start -= 1 }
        return start
    }

    /// What begins at `start` and ends at `end`: whole lines when nothing else is in them, with the blanks after it otherwise.
    func lines(from start: Int, to end: Int) -> Range<Int> {
        if beginsLine(start), endsLine(end) { return wholeLines(start..<Swift.max(start, end)) }
        var end = end
        while end < count, self[end] == .space || self[end] == 9 { end += 1 }
        return start..<end
    }
}
