import ServerModel
import TerminalKit

/// One row on the screen of a record.
struct LogRow: Hashable {
    var text: SafeText
    /// Where it is not as other text, in columns, from left to right.
    var spans: [Span] = []
    /// It goes on with what the row above began: another line of the message, or JSON.
    var isContinuation = false
    /// The server cleared its screen here: a rule is drawn, and ``text`` is empty.
    var isClear = false

    struct Span: Hashable {
        var columns: Range<Int>
        var style: Style
    }

    /// A row of pieces; those in the role of plain text leave it to the row.
    init(_ pieces: [Piece], isContinuation: Bool = false) {
        text = pieces.map(\.text).joined()
        self.isContinuation = isContinuation
        var column = 0
        for piece in pieces {
            if piece.style != Style(.text), piece.text.width > 0 {
                spans.append(Span(columns: column..<column + piece.text.width, style: piece.style))
            }
            column += piece.text.width
        }
    }

    private init(text: SafeText, spans: [Span], isContinuation: Bool) {
        self.text = text
        self.spans = spans
        self.isContinuation = isContinuation
    }

    /// Where the screen was cleared.
    static func clear(isContinuation: Bool) -> LogRow {
        var row = LogRow([], isContinuation: isContinuation)
        row.isClear = true
        return row
    }

    /// The row in rows of at most `columns`.
    func wrapped(to columns: Int) -> [LogRow] {
        guard text.width > columns else { return [self] }
        var rest = spans[...]
        return text.stretches(wrappedTo: columns).map { stretch in
            let place = stretch.columns
            while let span = rest.first, span.columns.upperBound <= place.lowerBound { rest.removeFirst() }
            let own = rest.prefix { $0.columns.lowerBound < place.upperBound }.map { span in
                let columns = span.columns.clamped(to: place)
                return Span(
                    columns: columns.lowerBound - place.lowerBound..<columns.upperBound - place.lowerBound, style: span.style)
            }
            return LogRow(text: text.part(stretch), spans: own, isContinuation: isContinuation)
        }
    }

    /// The row without its first columns.
    func panned(by columns: Int) -> LogRow {
        guard columns > 0, !isClear else { return self }
        let spans = spans.compactMap { span -> Span? in
            span.columns.upperBound <= columns
                ? nil
                : Span(columns: max(0, span.columns.lowerBound - columns)..<span.columns.upperBound - columns, style: span.style)
        }
        return LogRow(text: text.dropFirst(columns: columns), spans: spans, isContinuation: isContinuation)
    }
}

/// Sets records in rows: lines of a message, its colours, fields, JSON.
struct LogSetting: Hashable {
    /// Whether structured records are set as JSON.
    var isPretty = false
    /// What columns beside the message say already.
    var lead = LogLead()
    /// No more of a line is looked at; `nil`: all of it.
    var columns: Int?

    /// Lines beyond this many bytes are cut, with a note of how much is missing.
    private static let longestLine = 64 * 1024
    /// More lines of one record than this are only counted.
    private static let mostLines = 1_000

    /// How many ``rows(of:)`` there are.
    func count(of record: LogRecord) -> Int {
        guard !isPretty, !LogPart.mayClear(record.message) else { return rows(of: record).count }
        let lines = record.message.count(of: UInt8(ascii: "\n")) + 1
        return min(lines, Self.mostLines + 1)
    }

    /// At least one row.
    func rows(of record: LogRecord) -> [LogRow] {
        if isPretty, let json = JSONLines.of(record.message) {
            return json.enumerated().map { LogRow($1, isContinuation: $0 > 0) }
        }
        var parts = LogPart.parts(of: record.message)
        let missing = max(0, parts.count - Self.mostLines)
        parts.removeLast(missing)
        var rows: [LogRow] = []
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            let fields = isLast && !isPretty ? fields(of: record) : []
            switch part {
            case .text(let line):
                let text = pieces(of: index == 0 ? lead.stripped(line, of: record) : line, in: record)
                rows.append(LogRow(text + fields, isContinuation: index > 0))
            case .clear:
                rows.append(.clear(isContinuation: index > 0))
                if !fields.isEmpty { rows.append(LogRow(fields, isContinuation: true)) }
            }
        }
        if missing > 0 { rows.append(LogRow([Piece("+\(missing) lines", .textDim)], isContinuation: true)) }
        return closed(rows, record)
    }

    /// The fields as JSON below the message, where that is wanted.
    private func closed(_ rows: [LogRow], _ record: LogRecord) -> [LogRow] {
        guard isPretty, let fields = record.fields, !fields.isEmpty else { return rows }
        return rows + JSONLines.of(fields).map { LogRow($0, isContinuation: true) }
    }

    private func fields(of record: LogRecord) -> [Piece] {
        (record.fields ?? [:]).sorted { $0.key < $1.key }.flatMap { name, value in
            [Piece(SafeText(" \(name)="), .textDim), Piece(SafeText(shortened(value[...]).text), .text)]
        }
    }

    /// A line of the message in the colours the server gave it.
    private func pieces(of line: Substring, in record: LogRecord) -> [Piece] {
        let (text, note) = shortened(line)
        let end = note.map { [Piece(SafeText($0), .textDim)] } ?? []
        guard let styles = record.styles, !styles.isEmpty else { return [Piece(SafeText(text), .text)] + end }
        let utf8 = record.message.utf8
        let start = utf8.distance(from: utf8.startIndex, to: line.startIndex)
        let range = start..<start + text.utf8.count
        var pieces: [Piece] = []
        var place = range.lowerBound
        for style in styles where style.range.overlaps(range) {
            guard let look = LogRendition.style(style.attributes) else { continue }
            let part = style.range.clamped(to: max(place, range.lowerBound)..<range.upperBound)
            guard !part.isEmpty else { continue }
            if place < part.lowerBound { pieces.append(Piece(Self.text(record.message, place..<part.lowerBound), .text)) }
            pieces.append(Piece(Self.text(record.message, part), look))
            place = part.upperBound
        }
        if place < range.upperBound || pieces.isEmpty {
            pieces.append(Piece(Self.text(record.message, place..<range.upperBound), .text))
        }
        return pieces + end
    }

    private static func text(_ message: String, _ bytes: Range<Int>) -> SafeText {
        let utf8 = message.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
        return SafeText(message[start..<utf8.index(start, offsetBy: bytes.count)])
    }

    private func shortened(_ line: Substring) -> (text: Substring, note: String?) {
        let bytes = line.utf8
        // A column is four bytes at most, but for marks that take none.
        let longest = min(Self.longestLine, columns.map { 4 * $0 + 256 } ?? .max)
        guard bytes.count > longest else { return (line, nil) }
        // Never in the middle of a character.
        let end = line.unicodeScalars.index(atOrBefore: bytes.index(bytes.startIndex, offsetBy: longest))
        let missing = (bytes.distance(from: end, to: bytes.endIndex) + 1023) / 1024
        return (line[..<end], " +\(missing) KiB")
    }
}

extension Substring.UnicodeScalarView {
    /// The boundary of a character at an index, or the one before it.
    fileprivate func index(atOrBefore place: Index) -> Index {
        var place = place
        let utf8 = Substring(self).utf8
        while place > startIndex, utf8[place] & 0xC0 == 0x80 { place = utf8.index(before: place) }
        return place
    }
}
