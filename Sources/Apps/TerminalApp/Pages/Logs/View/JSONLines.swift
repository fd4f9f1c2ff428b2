import TerminalKit

/// JSON text set in lines for reading, in the colours of its parts. What is no JSON is `nil`.
struct JSONLines {
    private var bytes: [UInt8]
    private var place = 0
    private var lines: [[Piece]] = [[]]

    /// Deeper than this, and beyond so many lines, nobody reads.
    private static let deepest = 48
    private static let most = 2_000

    /// The lines of an object or an array; `nil` for anything else.
    static func of(_ text: String) -> [[Piece]]? {
        guard let first = text.utf8.first(where: { !isSpace($0) }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else {
            return nil
        }
        return ofValue(text)
    }

    /// The lines of fields: text as it is, other values as JSON.
    static func of(_ fields: [String: String]) -> [[Piece]] {
        var lines: [[Piece]] = [[Piece("{", .textDim)]]
        let sorted = fields.sorted { $0.key < $1.key }
        for (index, (name, value)) in sorted.enumerated() {
            var block = ofValue(value) ?? [[Piece(SafeText("\"\(value)\""), .jsonString)]]
            block[0] = [Piece("  "), Piece(SafeText("\"\(name)\""), .jsonKey), Piece(": ", .textDim)] + block[0]
            for row in block.indices.dropFirst() { block[row].insert(Piece("  "), at: 0) }
            if index < sorted.count - 1 { block[block.count - 1].append(Piece(",", .textDim)) }
            lines += block
        }
        return lines + [[Piece("}", .textDim)]]
    }

    private static func ofValue(_ text: String) -> [[Piece]]? {
        guard text.utf8.count <= 256 << 10 else { return nil }
        var reader = JSONLines(bytes: Array(text.utf8))
        guard reader.value(depth: 0) else { return nil }
        reader.skipSpace()
        return reader.place == reader.bytes.count ? reader.lines : nil
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8 { place < bytes.count ? bytes[place] : 0 }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private mutating func skipSpace() { while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 } }

    private mutating func add(_ text: some StringProtocol, _ token: StyleToken) {
        lines[lines.count - 1].append(Piece(SafeText(text), token))
    }

    private mutating func begin(_ depth: Int) {
        lines.append(depth > 0 ? [Piece(SafeText(repeating: " ", columns: depth * 2))] : [])
    }

    private mutating func value(depth: Int) -> Bool {
        guard depth < Self.deepest, lines.count < Self.most else { return false }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return container(depth: depth, end: UInt8(ascii: "}"))
        case UInt8(ascii: "["): return container(depth: depth, end: UInt8(ascii: "]"))
        case UInt8(ascii: "\""): return string(.jsonString)
        default: return word()
        }
    }

    private mutating func container(depth: Int, end: UInt8) -> Bool {
        add(end == UInt8(ascii: "}") ? "{" : "[", .textDim)
        let closing = end == UInt8(ascii: "}") ? "}" : "]"
        place += 1
        skipSpace()
        if next == end {
            place += 1
            add(closing, .textDim)
            return true
        }
        while true {
            begin(depth + 1)
            skipSpace()
            if end == UInt8(ascii: "}") {
                guard next == UInt8(ascii: "\""), string(.jsonKey) else { return false }
                skipSpace()
                guard next == UInt8(ascii: ":") else { return false }
                place += 1
                add(": ", .textDim)
            }
            guard value(depth: depth + 1) else { return false }
            skipSpace()
            if next == UInt8(ascii: ",") {
                add(",", .textDim)
                place += 1
                continue
            }
            guard next == end else { return false }
            place += 1
            begin(depth)
            add(closing, .textDim)
            return true
        }
    }

    /// With its quotes and as it is spelled.
    private mutating func string(_ token: StyleToken) -> Bool {
        let start = place
        place += 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1 }
        guard place < bytes.count else { return false }
        place += 1
        add(String(decoding: bytes[start..<place], as: UTF8.self), token)
        return true
    }

    private mutating func word() -> Bool {
        let start = place
        while place < bytes.count, bytes[place] > 0x20, !",:]}".utf8.contains(bytes[place]) { place += 1 }
        let word = String(decoding: bytes[start..<place], as: UTF8.self)
        if ["true", "false", "null"].contains(word) {
            add(word, .jsonLiteral)
            return true
        }
        guard let first = word.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first), Double(word) != nil else {
            return false
        }
        add(word, .jsonNumber)
        return true
    }
}
