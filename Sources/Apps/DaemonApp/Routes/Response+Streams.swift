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

    /// The last records of a log, then each new one.
    static func following(_ log: ServerLog, last count: Int, _ request: Request) -> Response {
        // What a screen cannot take is worth less than the server's time: the oldest records are skipped.
        let (records, continuation) = AsyncStream.makeStream(of: LogRecord.self, bufferingPolicy: .bufferingNewest(20_000))
        let (recent, token) = log.follow(last: count) { continuation.yield($0) }
        continuation.onTermination = { _ in log.unfollow(token) }
        return streaming(records, beginningWith: recent, request) { record in (id: nil, value: record) }
    }

    /// Each value as it comes.
    static func following<Value: Sendable & Encodable>(_ values: AsyncStream<Value>, _ request: Request) -> Response {
        streaming(values, request) { (id: nil, value: $0) }
    }

    private static func streaming<Value: Sendable & Encodable>(
        _ values: AsyncStream<Value>, beginningWith first: [Value] = [], _ request: Request,
        _ event: @escaping @Sendable (Value) -> (id: String?, value: Value)
    ) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: .init { writer in
                // The client now knows that it will miss nothing from here on.
                try await writer.write(ByteBuffer(string: ": hello\n\n"))
                for value in first { try await writer.write(try encoded(event(value))) }
                nonisolated(unsafe) var output = writer
                // Safe: the closure runs here, once, before `writer` is used again.
                try? await request.body.consumeWithCancellationOnInboundClose { _ in
                    for await value in values { try await output.write(try encoded(event(value))) }
                }
                try await output.finish(nil)
            })
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
