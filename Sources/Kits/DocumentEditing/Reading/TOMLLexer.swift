/// Reads TOML 1.1. A line that is broken is left out, and the next one read.
package struct TOMLLexer {
    private var cursor: ByteCursor
    private let root: TOMLTable

    package static func parse(_ bytes: [UInt8]) -> ParsedDocument { read(bytes, isStrict: false) }

    /// - Parameter isStrict: whether what TOML does not allow is refused, though it could be understood.
    static func read(_ bytes: [UInt8], isStrict: Bool) -> ParsedDocument {
        var lexer = TOMLLexer(cursor: ByteCursor(bytes, isStrict: isStrict))
        let isWhole = lexer.statements()
        return ParsedDocument(root: lexer.root.value(depth: 0), isWhole: isWhole, failure: lexer.cursor.failure)
    }

    private init(cursor: ByteCursor) {
        self.cursor = cursor
        root = TOMLTable(start: 0, isStrict: cursor.isStrict)
    }

    /// Reads to the end; whether everything was understood.
    private mutating func statements() -> Bool {
        var table = root
        var isWhole = true
        while true {
            skipSpace()
            guard let byte = cursor.current else { return isWhole }
            guard cursor.begins(depth: 0) else { return false }
            if byte == UInt8(ascii: "[") {
                if let next = header() { table = next } else { cursor.hasFailed = true }
            } else {
                assignment(in: table)
            }
            cursor.skipBlanks()
            if cursor.current == .hash { cursor.skipLine() }
            if cursor.current != nil, cursor.current != .newline { cursor.hasFailed = true }
            if cursor.hasFailed {
                isWhole = false
                cursor.hasFailed = false
                cursor.skipLine()
            }
        }
    }

    private mutating func skipSpace() {
        while true {
            cursor.skipSpaces()
            guard cursor.current == .hash else { return }
            cursor.skipLine()
        }
    }

    /// `[a.b]` or `[[a.b]]`
    private mutating func header() -> TOMLTable? {
        let start = cursor.position
        cursor.position += 1
        let isArray = cursor.takes("[")
        guard let path = path(), cursor.takes("]"), !isArray || cursor.takes("]"), let last = path.last else { return nil }
        guard let parent = root.descending(path.dropLast(), at: start),
            let table = isArray ? parent.appending(last, at: start) : parent.opening(last, at: start)
        else {
            cursor.fail(.repeatedTable, at: start)
            return nil
        }
        table.headers.append(start..<cursor.position)
        return table
    }

    private mutating func assignment(in table: TOMLTable) {
        let start = cursor.position
        guard let path = path(), cursor.takes("="), let last = path.last else { return cursor.hasFailed = true }
        cursor.skipBlanks()
        guard let value = value(depth: 0) else { return cursor.hasFailed = true }
        guard let owner = table.descending(path.dropLast(), at: start, isDotted: true), owner.add(last, at: start, value) else {
            return cursor.fail(.repeatedKey, at: start)
        }
        table.extend(to: cursor.position)
    }

    private mutating func path() -> [String]? {
        var path: [String] = []
        repeat {
            cursor.skipBlanks()
            guard path.count < 32, let key = key() else { return nil }
            path.append(key)
            cursor.skipBlanks()
        } while cursor.takes(".")
        return path
    }

    private mutating func key() -> String? {
        switch cursor.current {
        case UInt8.quote: return escaped(.toml)
        case UInt8.apostrophe: return cursor.isStrict ? literalLine() : literal()
        default:
            let start = cursor.position
            cursor.skip { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
            return cursor.position > start ? cursor.string(start..<cursor.position) : nil
        }
    }

    private mutating func value(depth: Int) -> PlacedValue? {
        guard cursor.begins(depth: depth), let byte = cursor.current else { return nil }
        let start = cursor.position
        let content: PlacedValue.Content?
        switch byte {
        case .quote: content = escaped(cursor.stands("\"\"\"") ? .tomlLines : .toml).map { .text($0) }
        case .apostrophe: content = literal().map { .text($0) }
        case UInt8(ascii: "["): content = items(depth: depth).map { .list($0) }
        case UInt8(ascii: "{"): content = members(depth: depth).map { .table($0) }
        default: content = word().map { .word($0) }
        }
        return content.map { PlacedValue(content: $0, span: start..<cursor.position) }
    }

    private mutating func items(depth: Int) -> [PlacedValue]? {
        var items: [PlacedValue] = []
        cursor.position += 1
        while true {
            skipSpace()
            if cursor.takes("]") { return items }
            guard let item = value(depth: depth + 1) else { return nil }
            items.append(item)
            skipSpace()
            guard cursor.takes(",") || cursor.stands("]") else { return nil }
        }
    }

    private mutating func members(depth: Int) -> [PlacedValue.Member]? {
        let table = TOMLTable(start: cursor.position, isStrict: cursor.isStrict)
        cursor.position += 1
        while true {
            skipSpace()
            if cursor.takes("}") { return table.value(depth: depth)?.members }
            let start = cursor.position
            guard let path = path(), cursor.takes("="), let last = path.last else { return nil }
            cursor.skipBlanks()
            guard let value = value(depth: depth + 1) else { return nil }
            guard let owner = table.descending(path.dropLast(), at: start, isDotted: true), owner.add(last, at: start, value)
            else {
                cursor.fail(.repeatedKey, at: start)
                return nil
            }
            skipSpace()
            guard cursor.takes(",") || cursor.stands("}") else { return nil }
        }
    }

    private mutating func word() -> String? {
        let start = cursor.position
        cursor.skip { $0.isAlphanumeric || "+-.:_".utf8.contains($0) }
        // A date and a time may have a space between them.
        let isDate = cursor.position - start == 10 && cursor.bytes[start + 4] == UInt8(ascii: "-")
        if isDate, cursor.current == .space, cursor.byte(ahead: 1)?.isDigit == true {
            cursor.position += 1
            cursor.skip { $0.isDigit || "+-.:Zz".utf8.contains($0) }
        }
        let word = cursor.string(start..<cursor.position)
        guard cursor.isStrict, !WrittenWord.isTOML(word) else { return word.isEmpty ? nil : word }
        cursor.position = start
        cursor.hasFailed = true
        return nil
    }

    private mutating func escaped(_ style: EscapedText.Style) -> String? {
        var text = EscapedText(cursor, style: style)
        let result = text.read()
        cursor = text.cursor
        return result
    }

    /// `'…'` or `'''…'''`, without escapes.
    private mutating func literal() -> String? {
        guard cursor.takes("'''") else { return literalLine() }
        if !cursor.takes("\n") { _ = cursor.takes("\r\n") }
        let start = cursor.position
        while cursor.current != nil, !cursor.stands("'''") { cursor.position += 1 }
        guard cursor.current != nil else { return nil }
        // Up to two may stand before the three that end it.
        for _ in 0..<2 where cursor.byte(ahead: 3) == .apostrophe { cursor.position += 1 }
        defer { cursor.position += 3 }
        return cursor.string(start..<cursor.position)
    }

    private mutating func literalLine() -> String? {
        cursor.position += 1
        let start = cursor.position
        cursor.skip { $0 != .apostrophe && $0 != .newline }
        guard cursor.current == .apostrophe else { return nil }
        defer { cursor.position += 1 }
        return cursor.string(start..<cursor.position)
    }
}
