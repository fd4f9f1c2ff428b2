extension JSONValue {
    /// The value as compact JSON: one line, no line break, valid UTF-8.
    public func serialized() -> [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    /// Appends the value as compact JSON.
    public func write(to output: inout [UInt8]) {
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let text): output.append(contentsOf: text.utf8)
        case .string(let text): JSONText.write(text, to: &output)
        case .array(let elements):
            output.append(Byte.openBracket)
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(Byte.comma) }
                element.write(to: &output)
            }
            output.append(Byte.closeBracket)
        case .object(let object):
            output.append(Byte.openBrace)
            for (index, member) in object.members.enumerated() {
                if index > 0 { output.append(Byte.comma) }
                JSONText.write(member.name, to: &output)
                output.append(Byte.colon)
                member.value.write(to: &output)
            }
            output.append(Byte.closeBrace)
        }
    }
}

extension JSONValue: CustomStringConvertible {
    /// The value as compact JSON.
    public var description: String { String(decoding: serialized(), as: UTF8.self) }
}
