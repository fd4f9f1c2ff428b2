import ModelContextProtocol
import NIOCore
import ServerModel

extension Multiplexer {
    /// One client's side.
    struct Session: Sendable {
        /// What the client opened with; `nil` before it did.
        var era: Era?
        /// Name, version and more, as the client wrote it.
        var clientInfo: JSONValue?
        /// What a legacy client declared in `initialize`; modern ones declare it with each request.
        var capabilities: JSONValue = [:]
        /// It speaks 2025-03-26, the one revision that has batches; each of a batch's requests gets an answer of its own.
        var takesBatches = false
        /// What it asked for with `logging/setLevel`; `nil`: whatever comes.
        var logLevel: LogLevel?
        var requests = 0
        /// The calls in flight by the client's own id token, to find what it cancels.
        var callIDs: [[UInt8]: Int] = [:]
        /// A modern client's `subscriptions/listen` requests, by their id token.
        var listens: [[UInt8]: Listen] = [:]
        /// It opened before anything was known of the server.
        var wasPromisedAll = false
        /// Which tools, prompts and resources it believes there are; see ``Verification``.
        var catalog: String?

        init(catalog: String? = nil) {
            self.catalog = catalog
        }

        var clientName: String? { clientInfo?["name"]?.stringValue }
    }

    /// One request in flight upstream.
    struct Call: Sendable {
        var session: SessionID
        /// The client's id token, as it wrote it.
        var originalID: [UInt8]
        var method: String
        /// How the client wrote the request.
        var era: Era
        /// The client's progress token; upstream its place is taken by our call id.
        var progressToken: [UInt8]?
        /// From which level on a modern client wants log messages while this runs.
        var logLevel: LogLevel?
        /// What a modern client can be asked during this call.
        var capabilities: JSONValue = [:]
        /// The client's line, kept when the call may have to be made again with the answers to a modern server's questions.
        var request: ByteBuffer?
        /// How often the server has answered with questions.
        var rounds = 0
        /// The list this asks for, to remember its answer.
        var list: ServerMemory.ListKey?
        /// The resource this subscribes to or unsubscribes from.
        var subscription: String?
        /// What to record when it is a call of a tool.
        var record: Record?
        /// Set while a legacy server waits for an answer that a modern client brings with its next request.
        var parking: Parking?

        /// Whether the client waits for an answer under ``originalID`` now.
        var isAwaited: Bool { parking?.isAwaitingRetry != true }
    }

    /// The facts of a tool call that its record will hold.
    struct Record: Sendable {
        var tool: String
        var arguments: ByteBuffer?
        var requestBytes: Int
    }

    /// A call of a tool that is over.
    struct FinishedCall: Sendable, Hashable {
        var id: Int
        var session: SessionID
        var client: String?
        var tool: String
        var requestBytes: Int
        var responseBytes: Int
        var outcome: CallRecord.Outcome
        var problem: String?
        /// JSON text, at most ``keptBytes`` of it.
        var arguments: ByteBuffer?
        /// JSON text, at most ``keptBytes`` of it.
        var result: ByteBuffer?

        static let keptBytes = 64 << 10
    }

    /// A question of a legacy server that was put to a client, or one of a modern server's `input_required`.
    struct Question: Sendable {
        var session: SessionID
        /// A legacy server's id token; `nil` for a modern server's question, which is part of an exchange.
        var serverID: [UInt8]?
        var method: String
        /// Which call carries it: of a modern client that fetches it, or of the exchange it belongs to.
        var call: Int?
        /// Its key among the `inputRequests`.
        var key: String = ""
        /// Whether the client was sent a request of this id.
        var isAtClient = true
        /// The token under which the client may tell how far it is.
        var progressToken: [UInt8]?
    }

    /// A request of our own to the server.
    enum Errand: Sendable, Hashable {
        case setLevel
        case subscribe(String)
        case unsubscribe
        case listen
        case verify(ServerMemory.ListKey)
        /// A check of its health; see ``HealthQuestion``.
        case check
    }

    /// A modern client's `subscriptions/listen`.
    struct Listen: Sendable {
        /// The client's line.
        var request: ByteBuffer
        var tools = false
        var prompts = false
        var resources = false
        var uris: Set<String> = []
        var isAcknowledged = false
        /// The modern server knows no such request.
        var isRefused = false
        /// Its id at a modern server; `nil` while it is answered here, for a legacy one.
        var upstreamID: Int?
    }
}
