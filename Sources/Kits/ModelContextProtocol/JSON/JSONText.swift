/// Small questions about JSON text that is not worth parsing: the ranges of a `MessageEnvelope`, and tokens to write.
public enum JSONText {
    /// What a string token says, escapes undone; `nil` when `range` holds no string.
    public static func string(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> String? {
        var cursor = JSONCursor(bytes, in: range)
        guard cursor.current == Byte.quote, let token = try? cursor.string(), token.range == range else { return nil }
        return cursor.text(of: token)
    }

    /// The value of an integer token; `nil` when `range` holds none, or one that does not fit.
    public static func integer(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Int? {
        // Parsed here and not by `Int(_: String)`, which would take "+1" and "007".
        guard (try? JSONValue.parse(bytes, in: range)) != nil else { return nil }
        return Int(String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self))
    }

    /// The bytes of a range.
    public static func bytes(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> [UInt8] {
        Array(bytes[range])
    }

    /// The value of the object member `name` (the last of that name), or `nil` when `object` is none or has none.
    public static func member(
        _ name: String, of object: Range<Int>, in bytes: UnsafeRawBufferPointer
    ) -> Range<Int>? {
        var cursor = JSONCursor(bytes, in: object)
        guard cursor.current == Byte.openBrace else { return nil }
        cursor.position += 1
        var isFirst = true
        var found: Range<Int>?
        // Text that is no JSON has no members: whoever scanned the message before has reported it.
        while let key = try? cursor.nextKey(isFirst: &isFirst) {
            guard let value = try? cursor.value(depth: 1) else { return nil }
            if cursor.matches(key, text: name) { found = value }
        }
        return found
    }

    /// Whether a range holds an object.
    public static func isObject(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Bool {
        JSONCursor(bytes, in: range).current == Byte.openBrace
    }

    /// A text as a JSON string token, quotes included.
    public static func quoted(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        write(text, to: &output)
        return output
    }

    static func write(_ text: String, to output: inout [UInt8]) {
        output.append(Byte.quote)
        let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { write($0, to: &output) }
        if isWritten == nil { Array(text.utf8).withUnsafeBufferPointer { write($0, to: &output) } }
        output.append(Byte.quote)
    }

    private static func write(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var plain = 0
        for (index, byte) in text.enumerated() where byte < 0x20 || byte == Byte.quote || byte == Byte.backslash {
            output.append(contentsOf: text[plain..<index])
            plain = index + 1
            output.append(Byte.backslash)
            switch byte {
            case Byte.lineFeed: output.append(Byte.letterN)
            case Byte.carriageReturn: output.append(Byte.letterR)
            case Byte.tab: output.append(Byte.letterT)
            case Byte.quote, Byte.backslash: output.append(byte)
            default:
                let digits = Array("0123456789abcdef".utf8)
                output.append(contentsOf: "u00".utf8)
                output.append(digits[Int(byte >> 4)])
                output.append(digits[Int(byte & 15)])
            }
        }
        output.append(contentsOf: text[plain...])
    }
}
