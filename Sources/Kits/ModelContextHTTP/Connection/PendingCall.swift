import ModelContextProtocol
import NIOCore

/// The id of a request, however it is spelled.
enum RequestKey: Hashable {
    case text(String)
    case number(String)

    /// The id whose raw token is at `range`.
    init(_ range: Range<Int>, in message: UnsafeRawBufferPointer) {
        self =
            JSONText.string(range, in: message).map(RequestKey.text)
            ?? .number(String(decoding: JSONText.bytes(range, in: message), as: UTF8.self))
    }
}

/// A request that has no answer yet.
final class PendingCall {
    let key: RequestKey
    /// The raw token.
    let id: [UInt8]
    let line: ByteBuffer
    let method: String
    /// Tool, prompt or resource.
    let subject: String?
    /// The revision it says it is written in; `nil` for a legacy request.
    let version: String?
    /// Whether it asks for a later page of a list.
    let isContinuedList: Bool
    private let argumentRange: Range<Int>?
    /// Takes the answer instead of whoever is served; for requests of our own. `nil`: it failed.
    var onAnswer: ((ByteBuffer?) -> Void)?

    var exchange: Exchange?
    var body: ResponseBody?
    /// The session id that came with the response.
    var session: String?
    /// Whether the response is a stream that was opened again.
    var isResumed = false
    /// How long the server wants us to wait before opening the stream again.
    var retry: TimeAmount?
    /// How often in a row opening the stream again led nowhere.
    var fruitlessResumptions = 0
    /// The next thing that happens to it unless something happens before.
    var timer: Scheduled<Void>?
    /// Sent on its way over HTTP with server-sent events.
    var wasPosted = false
    var redirections = 0
    /// The server refused its headers, and the tools were listed anew.
    var hasLearned = false
    /// The tools are being listed anew right now.
    var isLearning = false
    /// Answered or given up, though its exchange may not have ended.
    var isOver = false
    /// Counts among the open requests.
    var holdsSlot = false
    /// How many bytes of it are still to be sent.
    var unsentBytes = 0

    init(key: RequestKey, id: [UInt8], line: ByteBuffer, _ envelope: MessageEnvelope) {
        self.key = key
        self.id = id
        self.line = line
        method = envelope.method ?? ""
        argumentRange = envelope.arguments
        let parts = line.withUnsafeReadableBytes { bytes in
            (
                subject: (envelope.name ?? envelope.uri).flatMap { JSONText.string($0, in: bytes) },
                version: envelope.protocolVersion.flatMap { JSONText.string($0, in: bytes) },
                cursor: envelope.params.flatMap { JSONText.member("cursor", of: $0, in: bytes) }
            )
        }
        subject = parts.subject
        version = parts.version
        isContinuedList = parts.cursor != nil
    }

    /// The arguments of a tool's call, read in full; `nil` when there are none.
    var arguments: JSONValue? {
        argumentRange.flatMap { range in
            // The line was scanned by the same grammar, so this parses.
            line.withUnsafeReadableBytes { bytes in try? JSONValue.parse(bytes, in: range) }
        }
    }

    var isModern: Bool { version != nil }
    /// From where its stream can go on; `nil` when the server numbered nothing.
    var lastEventID: String? { body?.decoder.lastEventID }

    /// Lets go of everything that could still happen.
    func cancel() {
        exchange?.cancel()
        exchange = nil
        timer?.cancel()
        timer = nil
    }
}
