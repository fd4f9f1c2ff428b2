/// Changes a message without decoding it: a few ranges get new bytes, all others stay as they were.
///
/// Offsets are those of the scanned message. Edits for one message can be gathered (`metaEdits`, `resultEdits`, own ones for ids
/// and tokens) and applied in one pass by `replacing`.
public enum MessageSplice {
    /// New bytes for a range; an empty range inserts, empty bytes remove.
    public typealias Edit = (range: Range<Int>, bytes: [UInt8])
    /// A member to add: its name, and its value as JSON text without line breaks.
    public typealias Member = (name: String, value: [UInt8])

    /// The message with every edit made.
    ///
    /// Edits come in any order; those at the same place keep theirs. They must not overlap and must lie inside the message.
    public static func replacing(_ edits: [Edit], in message: UnsafeRawBufferPointer) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(message.count + edits.reduce(0) { $0 + $1.bytes.count })
        var copied = 0
        for edit in edits.count > 1 ? inOrder(edits) : edits {
            output.append(contentsOf: message[copied..<edit.range.lowerBound])
            output.append(contentsOf: edit.bytes)
            copied = edit.range.upperBound
        }
        output.append(contentsOf: message[copied...])
        return output
    }

    /// The message with every edit made.
    public static func replacing(_ edits: [Edit], in message: [UInt8]) -> [UInt8] {
        message.withUnsafeBytes { replacing(edits, in: $0) }
    }

    /// The edits that give `params._meta` of a request or notification these members.
    ///
    /// Missing `params` and `_meta` are made; a member that is there already gets the new value.
    public static func metaEdits(
        adding members: [Member], to message: UnsafeRawBufferPointer, _ envelope: MessageEnvelope
    ) -> [Edit] {
        guard !members.isEmpty else { return [] }
        if let meta = envelope.meta { return edits(setting: members, of: meta, in: message) }
        let newMeta = object(members)
        guard let params = envelope.params else {
            return [insertion(of: [("params", object([("_meta", newMeta)]))], into: 0..<message.count, of: message)]
        }
        guard JSONText.isObject(params, in: message) else { return [(params, object([("_meta", newMeta)]))] }
        // A `_meta` that is no object (some write `null`) is replaced; two members of one name would be read differently by each reader.
        return edits(setting: [("_meta", newMeta)], of: params, in: message)
    }

    /// The edits that give the result of an answer those of these members that it lacks.
    ///
    /// None when this is no result or its value is no object.
    public static func resultEdits(
        addingMissing members: [Member], to message: UnsafeRawBufferPointer, _ envelope: MessageEnvelope
    ) -> [Edit] {
        guard let result = envelope.result, JSONText.isObject(result, in: message) else { return [] }
        let missing = members.filter { JSONText.member($0.name, of: result, in: message) == nil }
        return missing.isEmpty ? [] : [insertion(of: missing, into: result, of: message)]
    }

    /// The message with these members in `params._meta`; see `metaEdits`.
    public static func insertingMeta(
        _ members: [Member], into message: UnsafeRawBufferPointer, _ envelope: MessageEnvelope
    ) -> [UInt8] {
        replacing(metaEdits(adding: members, to: message, envelope), in: message)
    }

    /// The message with these members at the start of its result unless they are there; see `resultEdits`.
    public static func addingResultMembers(
        _ members: [Member], to message: UnsafeRawBufferPointer, _ envelope: MessageEnvelope
    ) -> [UInt8] {
        replacing(resultEdits(addingMissing: members, to: message, envelope), in: message)
    }

    private static func inOrder(_ edits: [Edit]) -> [Edit] {
        edits.enumerated()
            .sorted { ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset) }
            .map(\.element)
    }

    /// The edits that give an object these members; one that is there already gets the new value.
    public static func edits(
        setting members: [Member], of object: Range<Int>, in message: UnsafeRawBufferPointer
    ) -> [Edit] {
        var edits: [Edit] = []
        var missing: [Member] = []
        for member in members {
            if let present = JSONText.member(member.name, of: object, in: message) {
                edits.append((present, member.value))
            } else {
                missing.append(member)
            }
        }
        if !missing.isEmpty { edits.append(insertion(of: missing, into: object, of: message)) }
        return edits
    }

    /// Members at the start of an object that may be empty; the range may begin with whitespace.
    private static func insertion(
        of members: [Member], into object: Range<Int>, of message: UnsafeRawBufferPointer
    ) -> Edit {
        var cursor = JSONCursor(message, in: object)
        cursor.skipWhitespace()
        cursor.position += 1
        let start = cursor.position
        cursor.skipWhitespace()
        var bytes = list(members)
        if cursor.current != Byte.closeBrace { bytes.append(Byte.comma) }
        return (start..<start, bytes)
    }

    private static func object(_ members: [Member]) -> [UInt8] {
        [Byte.openBrace] + list(members) + [Byte.closeBrace]
    }

    private static func list(_ members: [Member]) -> [UInt8] {
        var output: [UInt8] = []
        for (index, member) in members.enumerated() {
            if index > 0 { output.append(Byte.comma) }
            JSONText.write(member.name, to: &output)
            output.append(Byte.colon)
            output.append(contentsOf: member.value)
        }
        return output
    }
}
