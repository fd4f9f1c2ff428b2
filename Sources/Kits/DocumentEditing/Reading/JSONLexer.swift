/// Reads JSON with comments and trailing commas, as editors write it. What is broken is read as far as it goes.
package struct JSONLexer {
    private var cursor: ByteCursor
    /// Where the first comment is, and the first comma with nothing after it: not every reader takes them.
    private var comment: Int?
    private var trailingComma: Int?

    private init(cursor: ByteCursor) { self.cursor = cursor }

    package static func parse(_ bytes: [UInt8]) -> ParsedDocument {
        let reading = read(bytes)
        return ParsedDocument(root: reading.root, isWhole: reading.root != nil && reading.failure == nil)
    }

    /// The value, whether there is nothing but space and comments, where it makes no sense, and what is not JSON in the strict sense.
    static func read(
        _ bytes: [UInt8], isStrict: Bool = false
    ) -> (root: PlacedValue?, isBlank: Bool, failure: ReadingFailure?, comment: Int?, trailingComma: Int?) {
        var lexer = JSONLexer(cursor: ByteCursor(bytes, isStrict: isStrict))
        lexer.skipSpace()
        let isBlank = lexer.cursor.current == nil && !lexer.cursor.hasFailed
        let root = lexer.value(depth: 0)
        lexer.skipSpace()
        if lexer.cursor.current != nil { lexer.cursor.hasFailed = true }
        return (root, isBlank, lexer.cursor.failure, lexer.comment, lexer.trailingComma)
    }

    /// The first place at or after `offset` that is neither space nor comment.
    package static func afterSpace(_ bytes: [UInt8], from offset: Int) -> Int {
        var lexer = JSONLexer(cursor: ByteCursor(bytes))
        lexer.cursor.position = offset
        lexer.skipSpace()
        return lexer.cursor.position
    }

    private mutating func skipSpace() {
        while true {
            cursor.skipSpaces()
            if comment == nil, cursor.stands("//") || cursor.stands("/*") { comment = cursor.position }
            if cursor.stands("//") {
                cursor.skipLine()
            } else if cursor.takes("/*") {
                while cursor.current != nil, !cursor.stands("*/") { cursor.position += 1 }
                if !cursor.takes("*/") { cursor.hasFailed = true }
            } else {
                return
            }
        }
    }

    private mutating func value(depth: Int) -> PlacedValue? {
        guard cursor.begins(depth: depth), let byte = cursor.current else {
            cursor.hasFailed = true
            return nil
        }
        let start = cursor.position
        let content: PlacedValue.Content?
        switch byte {
        case UInt8(ascii: "{"): content = .table(members(depth: depth))
        case UInt8(ascii: "["): content = .list(items(depth: depth))
        case .quote: content = string().map { .text($0) }
        default: content = word().map { .word($0) }
        }
        return content.map { PlacedValue(content: $0, span: start..<cursor.position) }
    }

    private mutating func members(depth: Int) -> [PlacedValue.Member] {
        var members: [PlacedValue.Member] = []
        cursor.position += 1
        while !cursor.hasFailed {
            skipSpace()
            if cursor.takes("}") { break }
            let start = cursor.position
            guard cursor.current == .quote, let key = string() else {
                cursor.hasFailed = true
                break
            }
            skipSpace()
            if !cursor.takes(":") { cursor.hasFailed = true }
            skipSpace()
            if !cursor.hasFailed, let value = value(depth: depth + 1) {
                members.append(PlacedValue.Member(key: key, start: start, value: value))
            }
            separate(before: "}")
        }
        return members
    }

    private mutating func items(depth: Int) -> [PlacedValue] {
        var items: [PlacedValue] = []
        cursor.position += 1
        while !cursor.hasFailed {
            skipSpace()
            if cursor.takes("]") { break }
            if let item = value(depth: depth + 1) { items.append(item) }
            separate(before: "]")
        }
        return items
    }

    private mutating func separate(before end: StaticString) {
        guard !cursor.hasFailed else { return }
        skipSpace()
        let comma = cursor.position
        if cursor.takes(",") {
            skipSpace()
            if trailingComma == nil, cursor.stands(end) { trailingComma = comma }
        } else if !cursor.stands(end) {
            cursor.hasFailed = true
        }
    }

    private mutating func word() -> String? {
        let start = cursor.position
        cursor.skip { $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ".") }
        let word = cursor.string(start..<cursor.position)
        guard cursor.isStrict ? WrittenWord.isJSON(word) : !word.isEmpty else {
            cursor.position = start
            cursor.hasFailed = true
            return nil
        }
        return word
    }

    private mutating func string() -> String? {
        var text = EscapedText(cursor, style: .json)
        let result = text.read()
        cursor = text.cursor
        return result
    }
}
