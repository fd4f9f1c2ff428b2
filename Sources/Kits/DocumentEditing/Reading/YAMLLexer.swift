/// Reads the YAML that people write: block and flow collections, all kinds of scalars, comments. What it does not
/// know, such as `?` keys and several documents, it stops at. Every scalar is a text; what it means is the reader's business.
package struct YAMLLexer {
    var cursor: ByteCursor

    package static func parse(_ bytes: [UInt8]) -> ParsedDocument {
        var lexer = YAMLLexer(cursor: ByteCursor(bytes))
        lexer.skipPrologue()
        let root = lexer.block(parent: -1, depth: 0)
        lexer.skipSpace()
        if lexer.cursor.takes("...") { lexer.skipSpace() }
        if lexer.cursor.current != nil { lexer.cursor.hasFailed = true }
        return ParsedDocument(
            root: root, isWhole: root != nil && !lexer.cursor.hasFailed, failure: lexer.cursor.failure)
    }

    /// Directives, and the mark that begins the document.
    private mutating func skipPrologue() {
        skipSpace()
        while cursor.current == UInt8(ascii: "%") {
            cursor.skipLine()
            skipSpace()
        }
        _ = cursor.takes("---")
    }

    mutating func skipSpace() {
        while true {
            cursor.skipSpaces()
            guard cursor.current == .hash else { return }
            cursor.skipLine()
        }
    }

    /// How far the cursor is from the beginning of its line.
    private var column: Int {
        let start = cursor.bytes.lineStart(of: cursor.position)
        // The byte order mark has no width.
        return cursor.position - (start == 0 && cursor.bytes.first == 0xEF ? min(3, cursor.position) : start)
    }

    /// Whether a line, or nothing but a comment, is left after the cursor.
    private mutating func isAtLineEnd() -> Bool {
        cursor.skipBlanks()
        return cursor.current == nil || cursor.current == .newline || isComment
    }

    private var isComment: Bool {
        cursor.current == .hash && (cursor.position == 0 || cursor.bytes[cursor.position - 1].isSpace)
    }

    private var isAtMark: Bool { column == 0 && (cursor.stands("---") || cursor.stands("...")) }

    private var isDash: Bool { cursor.current == UInt8(ascii: "-") && (cursor.byte(ahead: 1)?.isSpace ?? true) }

    // MARK: Blocks

    /// The node that begins at the next token, if that is further right than `parent`.
    private mutating func block(parent: Int, depth: Int) -> PlacedValue? {
        skipSpace()
        guard cursor.current != nil, column > parent, !isAtMark, cursor.begins(depth: depth) else { return nil }
        skipProperties()
        if isAtLineEnd() { return block(parent: parent, depth: depth + 1) }
        if isDash { return sequence(column: column, depth: depth) }
        if keyEnd() != nil { return mapping(column: column, depth: depth) }
        return inline(parent: parent, depth: depth)
    }

    private mutating func sequence(column: Int, depth: Int) -> PlacedValue {
        let start = cursor.position
        var items: [PlacedValue] = []
        while !cursor.hasFailed, cursor.current != nil, self.column == column, isDash {
            cursor.position += 1
            let place = cursor.position
            items.append(block(parent: column, depth: depth + 1) ?? .empty(at: place))
            skipSpace()
        }
        checkEnd(of: column)
        return PlacedValue(content: .list(items), span: start..<max(start, items.last?.span.upperBound ?? start))
    }

    private mutating func mapping(column: Int, depth: Int) -> PlacedValue {
        let start = cursor.position
        var members: [PlacedValue.Member] = []
        while !cursor.hasFailed, cursor.current != nil, self.column == column, !isDash, !isAtMark {
            let keyStart = cursor.position
            guard let (key, end) = keyEnd() else {
                cursor.hasFailed = true
                break
            }
            cursor.position = end
            let value = memberValue(column: column, depth: depth + 1)
            members.append(PlacedValue.Member(key: key, start: keyStart, value: value ?? .empty(at: end)))
            skipSpace()
        }
        checkEnd(of: column)
        return PlacedValue(content: .table(members), span: start..<max(start, members.last?.value.span.upperBound ?? start))
    }

    /// What follows a collection stands further left.
    private mutating func checkEnd(of column: Int) {
        if cursor.current != nil, self.column > column { cursor.hasFailed = true }
    }

    /// What stands after `key:`.
    private mutating func memberValue(column: Int, depth: Int) -> PlacedValue? {
        skipProperties()
        guard isAtLineEnd() else { return inline(parent: column, depth: depth) }
        skipSpace()
        // The items of a list may stand as far left as its key.
        if cursor.current != nil, self.column == column, isDash {
            return cursor.begins(depth: depth) ? sequence(column: column, depth: depth) : nil
        }
        return block(parent: column, depth: depth)
    }

    /// Anchors and tags.
    private mutating func skipProperties() {
        cursor.skipBlanks()
        while let byte = cursor.current, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") {
            cursor.skip { !$0.isSpace }
            cursor.skipBlanks()
        }
    }

    /// A value that begins in the line of its key or dash.
    private mutating func inline(parent: Int, depth: Int) -> PlacedValue? {
        guard let byte = cursor.current, cursor.begins(depth: depth) else { return nil }
        let value: PlacedValue?
        switch byte {
        case UInt8(ascii: "|"), UInt8(ascii: ">"): return blockScalar(parent: parent)
        case UInt8(ascii: "["), UInt8(ascii: "{"), .quote, .apostrophe: value = flow(depth: depth)
        case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"):
            let start = cursor.position
            if byte != UInt8(ascii: "*") { cursor.hasFailed = true }
            cursor.skip { !$0.isSpace }
            return PlacedValue(
                content: .word(cursor.string(start..<cursor.position)), span: start..<cursor.position, isReplaceable: false)
        default: return plain(parent: parent)
        }
        if !isAtLineEnd() { cursor.hasFailed = true }
        return value
    }
}

extension PlacedValue {
    /// A key or an item without a value.
    static func empty(at place: Int) -> PlacedValue { PlacedValue(content: .word(""), span: place..<place) }
}
