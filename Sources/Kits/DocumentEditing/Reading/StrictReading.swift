import Yams

/// Reads a file of which every byte must make sense, as its own reader would take it: such files alone are edited.
enum StrictReading {
    /// - Parameter bytes: without a byte order mark.
    static func root(of bytes: [UInt8], _ format: DocumentFormat) throws(DocumentMistake) -> PlacedValue {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw DocumentMistake(.notUTF8, "the file is UTF-16: save it as UTF-8", at: 0, in: bytes)
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw DocumentMistake(.notUTF8, "the file is not UTF-8", at: firstInvalid(bytes), in: bytes)
        }
        if let zero = bytes.firstIndex(of: 0) {
            throw DocumentMistake(.syntax, "there is a NUL character", at: zero, in: bytes)
        }
        if let place = bytes.indices.first(where: { bytes[$0] == 13 && ($0 + 1 == bytes.count || bytes[$0 + 1] != .newline) }) {
            throw DocumentMistake(
                .syntax, "a carriage return stands alone: save the file with line ends of Unix or Windows", at: place, in: bytes)
        }
        if bytes.allSatisfy(\.isSpace) {
            return PlacedValue(content: .table([]), span: 0..<0, isReplaceable: false)
        }
        let root: PlacedValue
        switch format {
        case .json, .jsonWithComments, .jsonc: root = try json(bytes, format)
        case .toml: root = try toml(bytes)
        case .yaml: root = try yaml(bytes)
        }
        try checkKeys(root, bytes, depth: 0)
        guard root.members != nil else {
            throw DocumentMistake(
                .notATable, "the file holds no table of settings, but \(root.words)", at: root.span.lowerBound, in: bytes)
        }
        return root
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> Int {
        var low = 0
        var high = bytes.count
        while low + 4 < high {
            let middle = (low + high) / 2
            // A character may be cut in the middle.
            let isValid = (0..<4).contains { String(validating: bytes[..<max(0, middle - $0)], as: UTF8.self) != nil }
            if isValid { low = middle } else { high = middle }
        }
        return low
    }

    // MARK: Formats

    private static func json(_ bytes: [UInt8], _ format: DocumentFormat) throws(DocumentMistake) -> PlacedValue {
        let reading = JSONLexer.read(bytes)
        guard let root = reading.root, reading.failure == nil else {
            throw mistake(at: reading.failure ?? bytes.count, bytes, "JSON")
        }
        if format == .json, let comment = reading.comment {
            throw DocumentMistake(.syntax, "a comment is here, and its reader takes none", at: comment, in: bytes)
        }
        if format != .jsonc, let comma = reading.trailingComma {
            throw DocumentMistake(
                .syntax, "a comma is here with nothing after it, and its reader takes none", at: comma, in: bytes)
        }
        try checkScalars(root, bytes)
        return root
    }

    private static func toml(_ bytes: [UInt8]) throws(DocumentMistake) -> PlacedValue {
        let document = TOMLLexer.parse(bytes)
        guard let root = document.root, document.isWhole else {
            throw mistake(at: document.failure ?? bytes.count, bytes, "TOML")
        }
        try checkWords(root, bytes)
        return root
    }

    private static func yaml(_ bytes: [UInt8]) throws(DocumentMistake) -> PlacedValue {
        do {
            guard try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)) != nil else {
                // Nothing but comments.
                return PlacedValue(content: .table([]), span: bytes.count..<bytes.count, isReplaceable: false)
            }
        } catch let error as YamlError {
            throw mistake(of: error, bytes)
        } catch {
            throw mistake(at: 0, bytes, "YAML")
        }
        let document = YAMLLexer.parse(bytes)
        guard let root = document.root, document.isWhole else {
            throw mistake(at: document.failure ?? bytes.count, bytes, "YAML that we know how to change")
        }
        return root
    }

    private static func mistake(of error: YamlError, _ bytes: [UInt8]) -> DocumentMistake {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            var mistake = DocumentMistake(.syntax, "the file is no YAML: \(problem)", at: 0, in: bytes)
            (mistake.line, mistake.column) = (mark.line, mark.column)
            return mistake
        case .duplicatedKeysInMapping(let keys, let context):
            var mistake = DocumentMistake(.repeatedKey, "the key '\(keys.first ?? "")' is there twice", at: 0, in: bytes)
            (mistake.line, mistake.column) = (context.mark.line, context.mark.column)
            return mistake
        default: return DocumentMistake(.syntax, "the file is no YAML", at: 0, in: bytes)
        }
    }

    private static func mistake(at offset: Int, _ bytes: [UInt8], _ language: String) -> DocumentMistake {
        var place = offset
        // The end is where the last thing stands, not the empty line after it.
        if place >= bytes.count {
            while place > 0, bytes[place - 1].isSpace { place -= 1 }
            return DocumentMistake(
                .syntax, "the file is no \(language): it ends in the middle of something", at: place, in: bytes)
        }
        let character = String(decoding: bytes[place...].prefix(4), as: UTF8.self).first.map(String.init) ?? ""
        let shown = bytes[place].isSpace ? "a line or a space ends here where more should be" : "'\(character)' cannot stand here"
        return DocumentMistake(.syntax, "the file is no \(language): \(shown)", at: place, in: bytes)
    }

    // MARK: Checks

    /// Parsers disagree on which of two equal keys counts.
    private static func checkKeys(_ value: PlacedValue, _ bytes: [UInt8], depth: Int) throws(DocumentMistake) {
        for item in value.items ?? [] { try checkKeys(item, bytes, depth: depth + 1) }
        var seen: Set<String> = []
        for member in value.members ?? [] {
            guard seen.insert(member.key).inserted else {
                throw DocumentMistake(
                    .repeatedKey, "the key '\(member.key.prefix(60))' is there twice", at: member.start, in: bytes)
            }
            try checkKeys(member.value, bytes, depth: depth + 1)
        }
    }

    /// Words and texts as JSON has them.
    private static func checkScalars(_ value: PlacedValue, _ bytes: [UInt8]) throws(DocumentMistake) {
        switch value.content {
        case .text:
            if let place = bytes[value.span].firstIndex(where: { $0 < 32 }) {
                throw DocumentMistake(
                    .syntax, "a text has a control character in it: write it as an escape", at: place, in: bytes)
            }
        case .word(let word):
            guard ["true", "false", "null"].contains(word) || isNumber(word) else {
                throw DocumentMistake(
                    .syntax, "'\(word.prefix(40))' is no value of JSON", at: value.span.lowerBound, in: bytes)
            }
        case .list(let items): for item in items { try checkScalars(item, bytes) }
        case .table(let members):
            for member in members {
                if let place = bytes[member.start..<member.value.span.lowerBound].prefix(while: { $0 != 10 }).firstIndex(where: {
                    $0 < 32 && $0 != 9 && $0 != 13
                }) {
                    throw DocumentMistake(.syntax, "a key has a control character in it", at: place, in: bytes)
                }
                try checkScalars(member.value, bytes)
            }
        }
    }

    /// Booleans, numbers and dates of TOML, and no bare text.
    private static func checkWords(_ value: PlacedValue, _ bytes: [UInt8]) throws(DocumentMistake) {
        switch value.content {
        case .text: break
        case .word(let word):
            let digits = word.drop { $0 == "+" || $0 == "-" }
            let isValue =
                ["true", "false"].contains(word) || ["inf", "nan"].contains(digits)
                || digits.first?.isASCII == true && digits.first?.isNumber == true
            guard isValue else {
                throw DocumentMistake(
                    .syntax, "'\(word.prefix(40))' is no value of TOML: put text in quotes", at: value.span.lowerBound, in: bytes)
            }
        case .list(let items): for item in items { try checkWords(item, bytes) }
        case .table(let members): for member in members { try checkWords(member.value, bytes) }
        }
    }

    /// RFC 8259, section 6.
    private static func isNumber(_ word: String) -> Bool {
        (try? /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/.wholeMatch(in: word)) != nil
    }
}

extension PlacedValue {
    fileprivate var words: String {
        switch content {
        case .text: "a text"
        case .word(let word): "'\(word.prefix(40))'"
        case .list: "a list"
        case .table: "a table"
        }
    }
}
