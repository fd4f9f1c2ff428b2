extension SafeText {
    /// A part of a text: where it stands in it.
    public struct Stretch: Hashable, Sendable {
        /// Of the text's UTF-8, between characters.
        public var bytes: Range<Int>
        public var columns: Range<Int>
    }

    /// The text in lines of at most `columns`, broken at spaces, within a word only where it alone is too long.
    ///
    /// There is always at least one line. The spaces at a break disappear; those that begin the text (an indented record)
    /// stay. Less than two columns cannot hold a wide character, so such widths count as two.
    public func wrapped(to columns: Int) -> [SafeText] {
        guard width > Swift.max(2, columns) else { return [self] }
        return stretches(wrappedTo: columns).map { part($0) }
    }

    /// Where the lines of ``wrapped(to:)`` stand, found in one pass; a text of 64 KiB is wrapped in less than a blink.
    public func stretches(wrappedTo columns: Int) -> [Stretch] {
        var string = string
        return string.withUTF8 { bytes in
            guard width > Swift.max(2, columns) else { return [Stretch(bytes: 0..<bytes.count, columns: 0..<width)] }
            var wrapping = Wrapping(CellReader(bytes), columns: Swift.max(2, columns))
            return wrapping.run()
        }
    }

    /// A part of the text.
    public func part(_ stretch: Stretch) -> SafeText {
        let utf8 = string.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: stretch.bytes.lowerBound)
        let end = utf8.index(start, offsetBy: stretch.bytes.count)
        return SafeText(harmless: String(string[start..<end]), width: stretch.columns.count)
    }
}

/// Wraps a text cell by cell: spaces go to the line, words wait until it is known whether they fit.
private struct Wrapping {
    private var reader: CellReader
    private let columns: Int
    private var lines: [SafeText.Stretch] = []
    private var line = Run()
    private var word = Run()

    init(_ reader: CellReader, columns: Int) {
        self.reader = reader
        self.columns = columns
    }

    mutating func run() -> [SafeText.Stretch] {
        while let cell = reader.next() {
            if cell.isSpace { space(cell) } else { letter(cell) }
        }
        join()
        if !line.trimmed.bytes.isEmpty || lines.isEmpty { lines.append(line.trimmed) }
        return lines
    }

    private mutating func space(_ cell: CellReader.Cell) {
        join()
        guard line.width < columns else { return end(line.trimmed) }
        // A line never begins with the space at which its predecessor was broken.
        if !line.isEmpty || lines.isEmpty { line.append(cell) }
    }

    private mutating func letter(_ cell: CellReader.Cell) {
        if line.width + word.width + cell.width > columns {
            if line.hasText {
                end(line.trimmed)
            } else {
                join()
                end(line.whole)
            }
        }
        word.append(cell)
    }

    /// The word ends, and belongs to the line.
    private mutating func join() {
        line.append(word)
        word = Run()
    }

    private mutating func end(_ stretch: SafeText.Stretch) {
        lines.append(stretch)
        line = Run()
    }
}

/// Neighbouring cells.
private struct Run {
    /// All of them, and without the spaces at their end.
    private(set) var whole = SafeText.Stretch(bytes: 0..<0, columns: 0..<0)
    private(set) var trimmed = SafeText.Stretch(bytes: 0..<0, columns: 0..<0)

    var isEmpty: Bool { whole.bytes.isEmpty }
    var width: Int { whole.columns.count }
    /// There is more than spaces.
    var hasText: Bool { !trimmed.bytes.isEmpty }

    mutating func append(_ cell: CellReader.Cell) {
        if isEmpty { (whole, trimmed) = (cell.stretch, cell.stretch.beginning) }
        extend(to: cell.stretch)
        if !cell.isSpace { trimmed = whole }
    }

    mutating func append(_ other: Run) {
        guard !other.isEmpty else { return }
        if isEmpty {
            self = other
            return
        }
        extend(to: other.whole)
        if other.hasText { trimmed = whole }
    }

    private mutating func extend(to stretch: SafeText.Stretch) {
        whole.bytes = whole.bytes.lowerBound..<stretch.bytes.upperBound
        whole.columns = whole.columns.lowerBound..<stretch.columns.upperBound
    }
}

extension SafeText.Stretch {
    /// Nothing, where it begins.
    fileprivate var beginning: SafeText.Stretch {
        SafeText.Stretch(
            bytes: bytes.lowerBound..<bytes.lowerBound, columns: columns.lowerBound..<columns.lowerBound)
    }
}
