/// Reads a file of which every byte must make sense, as its own reader would take it: such files alone are edited.
struct StrictReading {
    /// An empty table for a file that holds nothing.
    let root: PlacedValue
    /// In YAML with what its aliases stand for.
    let meaning: PlacedValue.Meaning

    /// - Parameter bytes: without a byte order mark.
    init(_ bytes: [UInt8], _ format: DocumentFormat) throws(DocumentMistake) {
        try Self.checkCharacters(bytes, format)
        if bytes.allSatisfy(\.isSpace) {
            root = PlacedValue(content: .table([]), span: 0..<0, isReplaceable: false)
            meaning = .table([:])
            return
        }
        switch format {
        case .json, .jsonWithComments, .jsonc:
            root = try Self.json(bytes, format)
            meaning = root.meaning
        case .toml:
            root = try Self.toml(bytes)
            meaning = root.meaning
        case .yaml:
            let reading = try YAMLReading(bytes)
            root = reading.root
            meaning = reading.meaning
        }
        try Self.checkKeys(root, bytes)
        guard root.members != nil else {
            throw DocumentMistake(
                .notATable, "the file holds no table of settings, but \(root.words)", at: root.span.lowerBound, in: bytes)
        }
    }

    // MARK: Formats

    private static func json(_ bytes: [UInt8], _ format: DocumentFormat) throws(DocumentMistake) -> PlacedValue {
        let reading = JSONLexer.read(bytes, isStrict: true)
        if format == .json, let comment = reading.comment {
            throw DocumentMistake(.syntax, "a comment is here, and its reader takes none", at: comment, in: bytes)
        }
        if reading.isBlank { return PlacedValue(content: .table([]), span: bytes.count..<bytes.count, isReplaceable: false) }
        guard let root = reading.root, reading.failure == nil else {
            throw .broken(reading.failure, "JSON", in: bytes)
        }
        if format != .jsonc, let comma = reading.trailingComma {
            throw DocumentMistake(
                .syntax, "a comma is here with nothing after it, and its reader takes none", at: comma, in: bytes)
        }
        return root
    }

    private static func toml(_ bytes: [UInt8]) throws(DocumentMistake) -> PlacedValue {
        let document = TOMLLexer.read(bytes, isStrict: true)
        guard let root = document.root, document.isWhole else {
            throw .broken(document.failure, "TOML", in: bytes)
        }
        return root
    }

    // MARK: Checks

    private static func checkCharacters(_ bytes: [UInt8], _ format: DocumentFormat) throws(DocumentMistake) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(2).contains(0) {
            throw DocumentMistake(.notUTF8, "the file is UTF-16: save it as UTF-8", at: 0, in: bytes)
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw DocumentMistake(.notUTF8, "the file is not UTF-8", at: firstInvalid(bytes), in: bytes)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw DocumentMistake(.syntax, "there are two byte order marks", at: 0, in: bytes)
        }
        for (place, byte) in bytes.enumerated() where byte < 32 || byte == 127 {
            if byte == 0 { throw DocumentMistake(.syntax, "there is a NUL character", at: place, in: bytes) }
            if byte == 13, place + 1 == bytes.count || bytes[place + 1] != .newline {
                throw DocumentMistake(
                    .syntax, "a carriage return stands alone: save the file with line ends of Unix or Windows", at: place,
                    in: bytes)
            }
            // TOML has them nowhere, not even in comments.
            if format == .toml, !byte.isSpace {
                throw DocumentMistake(.syntax, "there is a control character: write it as an escape", at: place, in: bytes)
            }
        }
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

    /// Parsers disagree on which of two equal keys counts.
    static func checkKeys(_ value: PlacedValue, _ bytes: [UInt8]) throws(DocumentMistake) {
        for item in value.items ?? [] { try checkKeys(item, bytes) }
        var seen: Set<String> = []
        for member in value.members ?? [] {
            guard seen.insert(member.key).inserted else {
                throw DocumentMistake(
                    .repeatedKey, "the key '\(member.key.prefix(60))' is there twice", at: member.start, in: bytes)
            }
            try checkKeys(member.value, bytes)
        }
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
