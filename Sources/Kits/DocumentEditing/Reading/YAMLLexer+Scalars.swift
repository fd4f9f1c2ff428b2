/// Scalars, keys, and flow collections.
extension YAMLLexer {
    /// The key at the cursor and where what follows its `:` begins; `nil` when there is no key.
    func keyEnd() -> (key: String, end: Int)? {
        var probe = self
        let start = probe.cursor.position
        let key: String
        switch probe.cursor.current {
        case UInt8.quote, UInt8.apostrophe:
            guard let text = probe.quoted() else { return nil }
            key = text
            probe.cursor.skipBlanks()
        case UInt8(ascii: "[")?, UInt8(ascii: "{")?, UInt8(ascii: "|")?, UInt8(ascii: ">")?, UInt8(ascii: "?")?: return nil
        default:
            while let byte = probe.cursor.current, byte != .newline, !probe.isColon, !probe.isCommentAhead {
                probe.cursor.position += 1
            }
            var end = probe.cursor.position
            while end > start, probe.cursor.bytes[end - 1].isBlank { end -= 1 }
            key = probe.cursor.string(start..<end)
        }
        guard probe.isColon, !key.isEmpty || probe.cursor.position > start else { return nil }
        return (key, probe.cursor.position + 1)
    }

    private var isColon: Bool {
        cursor.current == UInt8(ascii: ":") && (cursor.byte(ahead: 1)?.isSpace ?? true)
    }

    private var isCommentAhead: Bool {
        cursor.current == .hash && cursor.position > 0 && cursor.bytes[cursor.position - 1].isSpace
    }

    /// Text without quotes; it goes on in lines that are further right than `parent`.
    mutating func plain(parent: Int) -> PlacedValue? {
        let start = cursor.position
        var end = start
        var lines: [String] = []
        while true {
            let lineStart = cursor.position
            while let byte = cursor.current, byte != .newline, !isCommentAhead {
                // A key where none can be.
                if isColon { cursor.hasFailed = true }
                cursor.position += 1
            }
            var lineEnd = cursor.position
            while lineEnd > lineStart, cursor.bytes[lineEnd - 1].isBlank { lineEnd -= 1 }
            lines.append(cursor.string(lineStart..<lineEnd))
            end = lineEnd
            guard !cursor.hasFailed, goesOn(parent: parent) else { break }
        }
        return PlacedValue(content: .text(lines.joined(separator: " ")), span: start..<end)
    }

    /// Goes to the next line when it belongs to a plain text.
    private mutating func goesOn(parent: Int) -> Bool {
        var probe = cursor
        guard probe.current == .newline else { return false }
        probe.skipSpaces()
        let column = probe.position - probe.bytes.lineStart(of: probe.position)
        guard let byte = probe.current, byte != .hash, column > max(parent, 0), parent >= 0 else { return false }
        cursor = probe
        return true
    }

    /// `|` and `>` with the lines below. Its bytes cannot stand for another text as they are.
    mutating func blockScalar(parent: Int) -> PlacedValue? {
        let start = cursor.position
        let isFolded = cursor.current == UInt8(ascii: ">")
        cursor.position += 1
        cursor.skip { $0.isDigit || $0 == UInt8(ascii: "-") }
        // With `+`, empty lines at the end are a part of it.
        let isKept = cursor.current == UInt8(ascii: "+")
        cursor.skipLine()
        var end = cursor.position
        var lines: [String] = []
        var indent: Int?
        while cursor.current == .newline {
            let lineStart = cursor.position + 1
            var first = lineStart
            while first < cursor.bytes.count, cursor.bytes[first] == .space { first += 1 }
            let lineEnd = cursor.bytes.lineEnd(of: first)
            let isBlank = cursor.bytes[first..<lineEnd].allSatisfy(\.isBlank)
            guard isBlank || first - lineStart > max(parent, -1) else { break }
            if !isBlank, indent == nil { indent = first - lineStart }
            lines.append(isBlank ? "" : cursor.string(min(lineStart + (indent ?? 0), lineEnd)..<lineEnd))
            if !isBlank || isKept && lineStart < cursor.bytes.count { end = lineEnd }
            cursor.position = lineStart
            cursor.skipLine()
        }
        while lines.last == "" { lines.removeLast() }
        let text = lines.joined(separator: isFolded ? " " : "\n")
        return PlacedValue(content: .text(text), span: start..<end, isReplaceable: false)
    }

    /// A collection in brackets, or a scalar in one; in quotes, anywhere.
    mutating func flow(depth: Int) -> PlacedValue? {
        // Anchors and tags.
        while cursor.current == UInt8(ascii: "&") || cursor.current == UInt8(ascii: "!") {
            skipName()
            skipSpace()
        }
        guard cursor.begins(depth: depth), let byte = cursor.current else {
            cursor.hasFailed = true
            return nil
        }
        let start = cursor.position
        let content: PlacedValue.Content?
        switch byte {
        case UInt8(ascii: "*"):
            skipName()
            return PlacedValue(
                content: .word(cursor.string(start..<cursor.position)), span: start..<cursor.position, isReplaceable: false)
        case .quote, .apostrophe: content = quoted().map { .text($0) }
        case UInt8(ascii: "["): content = .list(flowItems(depth: depth))
        case UInt8(ascii: "{"): content = .table(flowMembers(depth: depth))
        default: content = flowPlain().map { .text($0) }
        }
        var end = cursor.position
        // Space before a comma is not the text's.
        while end > start, cursor.bytes[end - 1].isSpace { end -= 1 }
        return content.map { PlacedValue(content: $0, span: start..<end) }
    }

    private mutating func skipName() { cursor.skip { !$0.isSpace && !",[]{}".utf8.contains($0) } }

    private mutating func flowItems(depth: Int) -> [PlacedValue] {
        var items: [PlacedValue] = []
        cursor.position += 1
        while !cursor.hasFailed {
            skipSpace()
            if cursor.takes("]") { break }
            if let item = flow(depth: depth + 1) { items.append(item) }
            separate(before: "]")
        }
        return items
    }

    private mutating func flowMembers(depth: Int) -> [PlacedValue.Member] {
        var members: [PlacedValue.Member] = []
        cursor.position += 1
        while !cursor.hasFailed {
            skipSpace()
            if cursor.takes("}") { break }
            let start = cursor.position
            guard let key = flow(depth: depth + 1)?.scalar else {
                cursor.hasFailed = true
                break
            }
            skipSpace()
            var value = PlacedValue.empty(at: cursor.position)
            if cursor.takes(":") {
                skipSpace()
                if !cursor.stands(","), !cursor.stands("}"), let written = flow(depth: depth + 1) { value = written }
            }
            members.append(PlacedValue.Member(key: key, start: start, value: value))
            separate(before: "}")
        }
        return members
    }

    private mutating func separate(before end: StaticString) {
        guard !cursor.hasFailed else { return }
        skipSpace()
        if !cursor.takes(","), !cursor.stands(end) { cursor.hasFailed = true }
    }

    private mutating func flowPlain() -> String? {
        let start = cursor.position
        while let byte = cursor.current, byte != .newline, !",[]{}".utf8.contains(byte), !isCommentAhead {
            let next = cursor.byte(ahead: 1)
            if byte == UInt8(ascii: ":"), next?.isSpace ?? true || next.map({ ",[]{}".utf8.contains($0) }) ?? true { break }
            cursor.position += 1
        }
        guard cursor.position > start else {
            cursor.hasFailed = true
            return nil
        }
        var end = cursor.position
        while end > start, cursor.bytes[end - 1].isBlank { end -= 1 }
        return cursor.string(start..<end)
    }

    private mutating func quoted() -> String? {
        guard cursor.current == .apostrophe else {
            var text = EscapedText(cursor, style: .yaml)
            let result = text.read()
            cursor = text.cursor
            return result
        }
        cursor.position += 1
        var text = ""
        while true {
            let start = cursor.position
            cursor.skip { $0 != .apostrophe }
            guard cursor.current != nil else {
                cursor.hasFailed = true
                return nil
            }
            text += cursor.string(start..<cursor.position)
            cursor.position += 1
            guard cursor.current == .apostrophe else { return text.contains("\n") ? Self.folded(text) : text }
            text += "'"
            cursor.position += 1
        }
    }

    /// The lines of a text in single quotes, which are one.
    private static func folded(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimming(while: { $0 == " " || $0 == "\t" || $0 == "\r" }) }.joined(separator: " ")
    }
}
