import ModelContextProtocol
import NIOCore
import NIOHTTP1

/// What becomes of the body of one response.
struct ResponseBody {
    enum Kind: Hashable {
        /// Messages as server-sent events, as they come.
        case events
        /// One message.
        case message
        /// Something for people, or a JSON-RPC error: whatever comes with a status that is no success.
        case refusal
        /// Something else that came with success.
        case foreign(String)
    }

    enum Output: Hashable {
        case event(name: String, data: ByteBuffer)
        case oversized(byteCount: Int)
    }

    let kind: Kind
    let status: Int
    private(set) var decoder: EventStreamDecoder
    private(set) var collected = ByteBuffer()
    private var dropped = 0
    private let limit: Int

    init(_ head: HTTPResponseHead, limit: Int, lastEventID: String? = nil) {
        status = Int(head.status.code)
        let type = (head.headers.first(name: "content-type") ?? "").prefix { $0 != ";" }.lowercased()
        let media = type.filter { $0 != " " }
        kind = Self.kind(status: status, media: media)
        // A refusal is read for its reason only.
        self.limit = kind == .refusal || kind == .foreign(media) ? min(limit, 1 << 20) : limit
        decoder = EventStreamDecoder(limit: limit, lastEventID: lastEventID)
    }

    private static func kind(status: Int, media: String) -> Kind {
        guard (200..<300).contains(status) else { return .refusal }
        if media == "text/event-stream" { return .events }
        return media == "application/json" || media.hasSuffix("+json") || media.isEmpty ? .message : .foreign(media)
    }

    /// Takes a part of the body; returns the events it completed.
    mutating func take(_ part: ByteBuffer) -> [Output] {
        guard kind == .events else {
            collect(part)
            return []
        }
        return decoder.decode(part).map { output in
            switch output {
            case .event(let event): .event(name: event.name, data: event.data.asOneLine)
            case .oversized(let byteCount): .oversized(byteCount: byteCount)
            }
        }
    }

    /// The size of a body that was too long to keep; `nil` when all of it is here.
    var oversize: Int? { dropped > 0 ? collected.readableBytes + dropped : nil }

    /// The collected body as a message on one line.
    var line: ByteBuffer { collected.asOneLine }

    /// The beginning of the collected body for people: its first line, without control characters.
    var excerpt: String {
        let text = String(decoding: collected.readableBytesView.prefix(400), as: UTF8.self)
        let line = text.drop { $0.isWhitespace }.prefix { !$0.isNewline }
        // A page of HTML says nothing in its first line.
        guard !line.hasPrefix("<") else { return "" }
        let printable = line.prefix(160).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        return String(String.UnicodeScalarView(printable))
    }

    private mutating func collect(_ part: ByteBuffer) {
        var part = part
        guard dropped == 0, collected.readableBytes + part.readableBytes <= limit else {
            dropped += part.readableBytes
            return
        }
        if collected.readableBytes == 0 { collected = part } else { collected.writeBuffer(&part) }
    }
}

extension ByteBuffer {
    /// Line breaks, which stand between the parts of a JSON text only, as spaces; without blanks around it.
    var asOneLine: ByteBuffer {
        var copy = self
        let hasBreaks = withUnsafeReadableBytes { $0.contains { $0 == 0x0A || $0 == 0x0D } }
        if hasBreaks {
            copy.withUnsafeMutableReadableBytes { bytes in
                for index in bytes.indices where bytes[index] == 0x0A || bytes[index] == 0x0D { bytes[index] = 0x20 }
            }
        }
        let (leading, trailing) = copy.withUnsafeReadableBytes { bytes in
            let first = bytes.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
            let last = bytes.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count - 1
            return (first, bytes.count - 1 - last)
        }
        copy.moveReaderIndex(forwardBy: leading)
        if copy.readableBytes > 0 { copy.moveWriterIndex(to: copy.writerIndex - trailing) }
        return copy
    }
}
