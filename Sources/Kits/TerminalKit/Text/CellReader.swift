/// Reads the cells of harmless text from its bytes: as ``TextCells``, without a string for each.
struct CellReader {
    struct Cell {
        var stretch: SafeText.Stretch
        /// A space with no marks on it.
        var isSpace: Bool
        var width: Int { stretch.columns.count }
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0
    private var column = 0

    /// - Parameter bytes: well-formed UTF-8.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> Cell? {
        guard place < bytes.count else { return nil }
        let start = place
        let base = scalar(at: start)
        place += base.length
        // Marks are beyond ASCII.
        while place < bytes.count, bytes[place] >= 0x80 {
            let mark = scalar(at: place)
            guard CharacterWidth.columns(mark.value) == 0 else { break }
            place += mark.length
        }
        let width = base.length == 1 ? 1 : max(1, CharacterWidth.columns(base.value) ?? 1)
        defer { column += width }
        return Cell(
            stretch: SafeText.Stretch(bytes: start..<place, columns: column..<column + width),
            isSpace: bytes[start] == 0x20 && place == start + 1)
    }

    private func scalar(at place: Int) -> (value: Unicode.Scalar, length: Int) {
        let lead = bytes[place]
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard length > 1, place + length <= bytes.count else { return (Unicode.Scalar(lead), 1) }
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(bytes[place + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
