import NIOCore
import Testing

@testable import ModelContextHTTP

struct `A stream of events` {
    private static let stream =
        "id: 1\ndata: {\"a\":\ndata: 1}\n\n: alive\nevent: endpoint\ndata:/messages?s=1\n\nid: 2\ndata: \nretry: 500\n\n"

    @Test(arguments: ["\n", "\r\n", "\r"], [1, 2, 3, 5, 7, 1000])
    func `is read whatever ends its lines and wherever it is cut`(lineEnd: String, size: Int) {
        let bytes = Array(Self.stream.replacing("\n", with: lineEnd).utf8)
        var decoder = EventStreamDecoder(limit: 1000)
        var outputs: [EventStreamDecoder.Output] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            outputs += decoder.decode(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(
            outputs == [
                .event(.init(name: "message", data: ByteBuffer(string: "{\"a\":\n1}"))),
                .event(.init(name: "endpoint", data: ByteBuffer(string: "/messages?s=1"))),
            ])
        #expect(decoder.lastEventID == "2")
        #expect(decoder.retry == .milliseconds(500))
    }

    @Test func `may begin with a byte order mark`() {
        var decoder = EventStreamDecoder(limit: 100)
        #expect(decoder.decode(ByteBuffer(string: "\u{FEFF}data: x\n\n")).count == 1)
    }

    @Test func `goes on after the last complete event`() {
        var decoder = EventStreamDecoder(limit: 100, lastEventID: "4")
        _ = decoder.decode(ByteBuffer(string: "id: 5\ndata: cut o"))
        #expect(decoder.lastEventID == "4")
    }

    @Test(arguments: [3, 1000])
    func `loses an event beyond the limit and nothing else`(size: Int) {
        let text = "data: \(String(repeating: "x", count: 500))\n\ndata: y\n\n"
        var decoder = EventStreamDecoder(limit: 100)
        var outputs: [EventStreamDecoder.Output] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            outputs += decoder.decode(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)]))
        }
        guard case .oversized(let byteCount)? = outputs.first else {
            Issue.record("\(outputs)")
            return
        }
        #expect(byteCount >= 400)
        #expect(outputs.dropFirst() == [.event(.init(data: ByteBuffer(string: "y")))])
    }
}
