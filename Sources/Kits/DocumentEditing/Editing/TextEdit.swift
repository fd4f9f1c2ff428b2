/// Other bytes in the place of some of a file; all the rest stays as it is.
package struct TextEdit: Hashable, Sendable {
    package var range: Range<Int>
    package var text: String

    package init(_ range: Range<Int>, _ text: String = "") {
        self.range = range
        self.text = text
    }
}

extension [UInt8] {
    /// With the edits made; `nil` when two of them are about the same bytes.
    package func applying(_ edits: [TextEdit]) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var position = 0
        // Two that begin at one place stay in their order.
        let ordered = edits.enumerated().sorted {
            ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
        }
        for (_, edit) in ordered {
            guard edit.range.lowerBound >= position, edit.range.upperBound <= count else { return nil }
            result += self[position..<edit.range.lowerBound]
            result += Array(edit.text.utf8)
            position = edit.range.upperBound
        }
        return result + self[position...]
    }

    /// Whether there is nothing but blanks from the beginning of the line to `offset`.
    package func beginsLine(_ offset: Int) -> Bool {
        let before = self[..<offset].last { !$0.isBlank }
        return before == nil || before == .newline
    }

    /// Whether there is nothing but blanks from `offset` to the end of the line.
    package func endsLine(_ offset: Int) -> Bool {
        let behind = self[offset...].first { !$0.isBlank }
        return behind == nil || behind == .newline
    }

    /// The lines that `range` touches, with their line breaks.
    package func wholeLines(_ range: Range<Int>) -> Range<Int> {
        let end = self[Swift.min(range.upperBound, count)...].firstIndex(of: .newline).map { $0 + 1 } ?? count
        return lineStart(of: range.lowerBound)..<end
    }
}
