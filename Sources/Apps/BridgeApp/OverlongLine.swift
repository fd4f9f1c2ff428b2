import ModelContextProtocol

/// A line of the client that is too long for any server. Its beginning and its end are kept, to refuse it by its id.
struct OverlongLine {
    private var head: [UInt8] = []
    private var tail: [UInt8] = []

    private static let keptAtEachEnd = 4096

    /// Takes the next piece; the last one ends with a newline.
    mutating func append(_ piece: UnsafeRawBufferPointer) {
        head += piece.prefix(Self.keptAtEachEnd - head.count)
        tail = Array((tail + piece.suffix(Self.keptAtEachEnd)).suffix(Self.keptAtEachEnd))
    }

    /// The raw id, if the line is a request with its id before or behind everything long, where everybody writes it.
    var requestID: [UInt8]? {
        // An answer has no method, and its id is one of the server's.
        guard first("method") != nil, let id = last("id") ?? first("id") else { return nil }
        return id.serialized()
    }

    /// The value of a member of the message itself, found from its beginning.
    private func first(_ name: String) -> JSONValue? {
        let key = Array("\"\(name)\"".utf8)
        guard let start = (0..<max(0, head.count - key.count)).first(where: { head[$0...].starts(with: key) }) else { return nil }
        let ends = head.indices.dropFirst(start + key.count).prefix(256).lazy.filter { [0x2C, 0x7D].contains(head[$0]) }
        // If this is a message when it is closed here, nothing was open: the member is one of the message.
        return ends.compactMap { try? JSONValue.parse(Array(head[..<$0]) + [0x7D])[name] }.first
    }

    /// The same, found from its end.
    private func last(_ name: String) -> JSONValue? {
        let key = Array("\"\(name)\"".utf8)
        guard let start = tail.indices.last(where: { tail[$0...].starts(with: key) }) else { return nil }
        return try? JSONValue.parse([0x7B] + Array(tail[start...]))[name]
    }
}
