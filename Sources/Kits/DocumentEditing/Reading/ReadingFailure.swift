/// The first thing in a file that was not understood.
struct ReadingFailure: Hashable, Sendable {
    var offset: Int
    /// `nil` when there is nothing to say but where it is.
    var reason: Reason?

    enum Reason: Sendable {
        case tooDeep, tooMany, repeatedKey, repeatedTable, noEnd, noEscape
    }
}

extension DocumentMistake {
    /// - Parameter failure: `nil` when the file ends too early.
    static func broken(_ failure: ReadingFailure?, _ language: String, in bytes: [UInt8]) -> DocumentMistake {
        var kind = Kind.syntax
        let message: String
        switch failure?.reason {
        case .tooDeep: message = "the file goes deeper than \(ByteCursor.depthLimit) levels"
        case .tooMany: message = "the file holds more values than we read"
        case .repeatedKey, .repeatedTable:
            kind = .repeatedKey
            message = failure?.reason == .repeatedKey ? "the key is there twice" : "the table is there twice"
        case .noEnd: message = "the file is no \(language): a text that begins here has no end"
        case .noEscape: message = "the file is no \(language): there is no such escape"
        case nil: return broken(at: failure?.offset ?? bytes.count, language, in: bytes)
        }
        return DocumentMistake(kind, message, at: failure?.offset ?? 0, in: bytes)
    }

    private static func broken(at offset: Int, _ language: String, in bytes: [UInt8]) -> DocumentMistake {
        // The end is where the last thing stands, not the empty line after it.
        guard offset < bytes.count else {
            return DocumentMistake(
                .syntax, "the file is no \(language): it ends in the middle of something", at: bytes.contentEnd, in: bytes)
        }
        let character = String(decoding: bytes[offset...].prefix(4), as: UTF8.self).first.map(String.init) ?? ""
        let shown =
            bytes[offset].isSpace ? "a line or a space ends here where more should be" : "'\(character)' cannot stand here"
        return DocumentMistake(.syntax, "the file is no \(language): \(shown)", at: offset, in: bytes)
    }
}
