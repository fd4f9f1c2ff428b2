import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads server-sent events (WHATWG HTML, section 9.2) as they arrive: line ends of any kind, chunk borders anywhere.
struct EventStreamDecoder {
    /// One event with data.
    struct Event: Hashable {
        /// `message` unless the server said otherwise.
        var name = "message"
        /// The data; line feeds between several `data:` lines.
        var data: ByteBuffer
    }

    enum Output: Hashable {
        case event(Event)
        /// An event with more data than the limit was thrown away.
        case oversized(byteCount: Int)
    }

    /// What to send as `Last-Event-ID` to go on from here; `nil` when the server numbers nothing.
    private(set) var lastEventID: String?
    /// How long to wait before opening the stream again; `nil` when the server said nothing.
    private(set) var retry: TimeAmount?

    private let limit: Int
    /// The line that has not ended yet.
    private var line = ByteBuffer()
    /// The last byte was a carriage return: a line feed right after it belongs to it.
    private var skipsLineFeed = false
    private var isFirstLine = true

    private var name: String?
    private var data: ByteBuffer?
    private var id: String?
    /// Bytes of the present event beyond the limit; nothing of it is kept then.
    private var dropped = 0

    /// A decoder that takes events of up to `limit` bytes, in a stream that goes on after `lastEventID`.
    init(limit: Int, lastEventID: String? = nil) {
        self.limit = limit
        self.lastEventID = lastEventID
        id = lastEventID
    }

    /// Takes the next bytes of the stream; returns what they completed.
    mutating func decode(_ chunk: ByteBuffer) -> [Output] {
        var chunk = chunk
        var outputs: [Output] = []
        while chunk.readableBytes > 0 {
            if skipsLineFeed {
                skipsLineFeed = false
                if chunk.getInteger(at: chunk.readerIndex, as: UInt8.self) == 0x0A { chunk.moveReaderIndex(forwardBy: 1) }
                continue
            }
            guard let length = chunk.lengthOfLine else {
                keep(&chunk)
                break
            }
            var part = chunk.readSlice(length: length) ?? ByteBuffer()
            skipsLineFeed = chunk.readInteger(as: UInt8.self) == 0x0D
            if line.readableBytes > 0 {
                keep(&part)
                part = line
            }
            line = ByteBuffer()
            if let output = take(part) { outputs.append(output) }
        }
        return outputs
    }

    /// Keeps the beginning of a line, but never much more than the limit of it.
    private mutating func keep(_ part: inout ByteBuffer) {
        let room = max(0, limit + 64 - line.readableBytes)
        dropped += max(0, part.readableBytes - room)
        if var fitting = part.readSlice(length: min(room, part.readableBytes)) {
            if line.readableBytes == 0 { line = fitting } else { line.writeBuffer(&fitting) }
        }
        part.moveReaderIndex(to: part.writerIndex)
    }

    private mutating func take(_ line: ByteBuffer) -> Output? {
        var line = line
        if isFirstLine {
            isFirstLine = false
            if line.readableBytesView.starts(with: [0xEF, 0xBB, 0xBF]) { line.moveReaderIndex(forwardBy: 3) }
        }
        guard line.readableBytes > 0 else { return dispatch() }
        let view = line.readableBytesView
        let colon = view.firstIndex(of: UInt8(ascii: ":")) ?? view.endIndex
        // A comment, such as a sign of life.
        guard colon > view.startIndex else { return nil }
        var value = view[min(colon + 1, view.endIndex)...]
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: view[..<colon], as: UTF8.self) {
        case "data": append(ByteBuffer(value))
        case "event": name = String(decoding: value, as: UTF8.self)
        case "id" where !value.contains(0): id = String(decoding: value, as: UTF8.self)
        case "retry":
            if let milliseconds = Int64(String(decoding: value, as: UTF8.self)), milliseconds >= 0 {
                retry = .milliseconds(milliseconds)
            }
        default: break
        }
        return nil
    }

    private mutating func append(_ value: ByteBuffer) {
        var value = value
        guard dropped == 0, (data?.readableBytes ?? 0) + value.readableBytes <= limit else {
            dropped += value.readableBytes
            return
        }
        guard var joined = data else {
            data = value
            return
        }
        data = nil
        joined.writeInteger(UInt8(ascii: "\n"))
        joined.writeBuffer(&value)
        data = joined
    }

    /// A blank line: the event is complete.
    private mutating func dispatch() -> Output? {
        defer {
            name = nil
            data = nil
            dropped = 0
        }
        // Only a complete event counts as received.
        lastEventID = id.flatMap { $0.isEmpty ? nil : $0 }
        if dropped > 0 { return .oversized(byteCount: dropped + (data?.readableBytes ?? 0)) }
        guard let data, data.readableBytes > 0 else { return nil }
        return .event(Event(name: name.flatMap { $0.isEmpty ? nil : $0 } ?? "message", data: data))
    }
}

extension ByteBuffer {
    /// How many bytes precede the first line feed or carriage return; `nil` without one.
    fileprivate var lengthOfLine: Int? {
        withUnsafeReadableBytes { bytes in
            guard let start = bytes.baseAddress else { return nil }
            let feed = memchr(start, 0x0A, bytes.count).map { start.distance(to: UnsafeRawPointer($0)) }
            let end = feed ?? bytes.count
            return memchr(start, 0x0D, end).map { start.distance(to: UnsafeRawPointer($0)) } ?? feed
        }
    }
}
