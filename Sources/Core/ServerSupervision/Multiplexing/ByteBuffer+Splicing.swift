import ModelContextProtocol
import NIOCore

extension ByteBuffer {
    /// What is written on the outside of the message that fills this buffer.
    func envelope() throws(MalformedMessage) -> MessageEnvelope {
        // `withUnsafeReadableBytes` rethrows untyped, so the error crosses as a value.
        let scanned = withUnsafeReadableBytes { bytes in Result { () throws(MalformedMessage) in try MessageEnvelope.scan(bytes) }
        }
        return try scanned.get()
    }

    /// Copies of the bytes at offsets from the reader index.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        getBytes(at: readerIndex + range.lowerBound, length: range.count) ?? []
    }

    /// This line with some ranges replaced; ranges are offsets from the reader index and do not overlap.
    func replacing(_ edits: [(range: Range<Int>, bytes: [UInt8])]) -> ByteBuffer {
        let edits = edits.count > 1 ? edits.sorted { $0.range.lowerBound < $1.range.lowerBound } : edits
        var copy = ByteBuffer()
        copy.reserveCapacity(readableBytes + edits.reduce(0) { $0 + $1.bytes.count } + 1)
        withUnsafeReadableBytes { source in
            var offset = 0
            for edit in edits {
                copy.writeBytes(UnsafeRawBufferPointer(rebasing: source[offset..<edit.range.lowerBound]))
                copy.writeBytes(edit.bytes)
                offset = edit.range.upperBound
            }
            copy.writeBytes(UnsafeRawBufferPointer(rebasing: source[offset...]))
        }
        return copy
    }

    /// The edits that give this request these members of `params._meta`.
    func metaEdits(_ members: [MessageSplice.Member], _ envelope: MessageEnvelope) -> [MessageSplice.Edit] {
        withUnsafeReadableBytes { MessageSplice.metaEdits(adding: members, to: $0, envelope) }
    }

    /// The edits that give this answer's result the members it lacks.
    func resultEdits(_ members: [MessageSplice.Member], _ envelope: MessageEnvelope) -> [MessageSplice.Edit] {
        withUnsafeReadableBytes { MessageSplice.resultEdits(addingMissing: members, to: $0, envelope) }
    }

    /// The edits that give an object these members.
    func settingMembers(_ members: [MessageSplice.Member], of object: Range<Int>) -> [MessageSplice.Edit] {
        withUnsafeReadableBytes { MessageSplice.edits(setting: members, of: object, in: $0) }
    }

    /// This message without one member of its `_meta`.
    func removingMeta(_ name: String, _ envelope: MessageEnvelope) -> ByteBuffer {
        guard let range = envelope.meta, var meta = try? JSONValue.parse(bytes(range)) else { return self }
        meta[name] = nil
        return replacing([(range, meta.serialized())])
    }

    /// Where the member `name` of an object is.
    func memberRange(_ name: String, of object: Range<Int>) -> Range<Int>? {
        withUnsafeReadableBytes { JSONText.member(name, of: object, in: $0) }
    }

    /// The member `name` of an object, JSON text.
    func member(_ name: String, of object: Range<Int>) -> [UInt8]? {
        memberRange(name, of: object).map(bytes)
    }

    /// What a string token says.
    func string(_ range: Range<Int>) -> String? {
        withUnsafeReadableBytes { JSONText.string(range, in: $0) }
    }

    /// The beginning of a range: of a short line by sharing its memory, of a long one as a copy, which does not keep it alive.
    func part(_ range: Range<Int>, upTo limit: Int) -> ByteBuffer {
        let slice = getSlice(at: readerIndex + range.lowerBound, length: Swift.min(range.count, limit)) ?? ByteBuffer()
        return readableBytes > 2 * limit ? ByteBuffer(bytes: slice.readableBytesView) : slice
    }

    /// Whether this answer is a modern server's `input_required`.
    func isQuestion(_ envelope: MessageEnvelope) -> Bool {
        envelope.resultType.flatMap { string($0) } == "input_required"
    }

    /// Whether `text` stands anywhere in the range.
    func contains(_ text: StaticString, in range: Range<Int>) -> Bool {
        withUnsafeReadableBytes { bytes in
            let haystack = bytes[range]
            let needle = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            guard let first = needle.first, haystack.count >= needle.count else { return false }
            var start = haystack.startIndex
            while let found = haystack[start...].firstIndex(of: first), haystack.endIndex - found >= needle.count {
                if haystack[found..<(found + needle.count)].elementsEqual(needle) { return true }
                start = found + 1
            }
            return false
        }
    }

    /// The messages of a batch; `nil` when this is none. An empty one is an invalid request.
    func parts() -> [ByteBuffer]? {
        guard let batch = try? JSONValue.parse(Array(readableBytesView)).arrayValue, !batch.isEmpty else { return nil }
        return batch.map { ByteBuffer(bytes: $0.serialized()) }
    }

    /// The beginning of the line as text, for a log; invalid UTF-8 is repaired.
    func text(upTo limit: Int) -> String {
        let shown = withUnsafeReadableBytes { String(decoding: $0.prefix(limit), as: UTF8.self) }
        return readableBytes > limit ? shown + " … +\((readableBytes - limit) / 1024) KiB" : shown
    }

    /// Whether this line is the request with this id token.
    func isRequest(id: [UInt8]) -> Bool {
        guard let envelope = try? envelope(), envelope.kind == .request, let range = envelope.id else { return false }
        return bytes(range) == id
    }
}

extension String {
    /// The text, of at most `limit` bytes; a longer one says how much is missing.
    func cut(to limit: Int) -> String {
        guard utf8.count > limit else { return self }
        return String(decoding: utf8.prefix(limit), as: UTF8.self) + " … +\((utf8.count - limit) / 1024) KiB"
    }
}

extension Int {
    /// The integer an id token spells, or `nil` for any other token.
    init?(_ token: [UInt8]) {
        guard let value = Int(String(decoding: token, as: UTF8.self)) else { return nil }
        self = value
    }

    /// As an id token.
    var token: [UInt8] { Array(String(self).utf8) }
}

extension String {
    /// What a string token says; `nil` for any other token.
    init?(token: [UInt8]) {
        guard case .string(let text)? = try? JSONValue.parse(token) else { return nil }
        self = text
    }
}

extension LogLevel {
    /// The level a string token names.
    init?(token: [UInt8]) {
        guard let text = String(token: token) else { return nil }
        self.init(rawValue: text)
    }
}
