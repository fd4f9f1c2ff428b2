import ControlAPI
import HTTPTypes
import Hummingbird
import NIOCore
import ServerModel
import ServerMonitoring

extension Response {
    /// Server-sent events until the stream ends or the client leaves.
    static func events(_ events: AsyncStream<ServerEvent>, _ request: Request) -> Response {
        streaming(events, request) { event in (id: "\(event.sequence)", value: event) }
    }

    /// The records that were asked for, then each new one.
    static func following(_ following: LogDesk.Following, _ request: Request) -> Response {
        stream(request) { write in
            defer { following.end() }
            try await write(events(following.recent))
            for await records in following.records { try await write(events(records)) }
        }
    }

    /// What a search finds.
    static func searching(_ news: PacedStream<LogSearchNews>, _ request: Request) -> Response {
        stream(request) { write in
            for await news in news { try await write(try encoded((id: nil, value: news))) }
        }
    }

    /// Each value as it comes.
    static func following<Value: Sendable & Encodable>(_ values: AsyncStream<Value>, _ request: Request) -> Response {
        streaming(values, request) { (id: nil, value: $0) }
    }

    private static func streaming<Value: Sendable & Encodable>(
        _ values: AsyncStream<Value>, beginningWith first: [Value] = [], _ request: Request,
        _ event: @escaping @Sendable (Value) -> (id: String?, value: Value)
    ) -> Response {
        stream(request) { write in
            for value in first { try await write(try encoded(event(value))) }
            for await value in values { try await write(try encoded(event(value))) }
        }
    }

    /// What `make` writes, until it returns or the client leaves.
    private static func stream(
        _ request: Request, _ make: @escaping @Sendable (_ write: (ByteBuffer) async throws -> Void) async throws -> Void
    ) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: .init { writer in
                // The client now knows that it will miss nothing from here on.
                try await writer.write(ByteBuffer(string: ": hello\n\n"))
                nonisolated(unsafe) var output = writer
                // Safe: the closure runs here, once, before `writer` is used again.
                try? await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await make { try await output.write($0) }
                }
                try await output.finish(nil)
            })
    }

    /// Many at once: they may come by tens of thousands a second.
    private static func events(_ records: [LogRecord]) -> ByteBuffer {
        var bytes: [UInt8] = []
        for record in records {
            bytes += "data: ".utf8
            record.writeJSONLine(to: &bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
        return ByteBuffer(bytes: bytes)
    }

    private static func encoded(_ event: (id: String?, value: some Encodable)) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        if let id = event.id { buffer.writeString("id: \(id)\n") }
        buffer.writeString("data: ")
        buffer.writeBytes(try ControlCoding.encode(event.value))
        buffer.writeString("\n\n")
        return buffer
    }
}

extension HTTPField.Name {
    /// Sent by a client that resumes a stream of events; `nil` could only be if the text were no header's name.
    static let lastEventID = HTTPField.Name("last-event-id")
}
