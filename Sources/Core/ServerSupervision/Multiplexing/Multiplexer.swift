import ModelContextProtocol
import NIOCore
import ServerModel

/// Lets any number of client sessions share one server: the pure half of a conversation.
///
/// A line comes in from a client or from the server; out comes what to write to whom. Messages are routed by what the
/// scanner finds on their outside (`id`, `method`, tokens); their bodies are neither decoded nor changed, except for
/// the few bytes that must differ between the two sides: ids and progress tokens, which different clients number
/// alike. The rows of the protocol notes (`mcp-facts.md` §20) are the contract.
///
/// It holds requests that arrive while the server starts and answers them with the reason when it does not come up:
/// whatever happens, every request gets exactly one answer.
struct Multiplexer: Sendable {
    typealias SessionID = Int

    /// Something to write, in order.
    enum Output: Sendable, Hashable {
        case toServer(ByteBuffer)
        case toClient(SessionID, ByteBuffer)
        /// The server spoke for the log: an MCP log message, or text that is no message at all.
        case log(LogStream, LogLevel?, String)
    }

    /// What stands behind us.
    enum Upstream: Sendable {
        /// On its way; requests are held.
        case starting
        case ready(ServerIntroduction)
        /// Not there; requests are answered with the reason at once.
        case down(ErrorReport)
    }

    var upstream: Upstream
    var sessions: [SessionID: Session] = [:]
    /// Requests forwarded and not answered yet, by the id we gave them. Never reused, also across runs, so that a
    /// late answer can never reach the wrong call.
    var calls: [Int: Call] = [:]
    var lastCallID = 0
    /// Lines that wait for the server to become ready.
    var held: [(session: SessionID, line: ByteBuffer)] = []
    var heldBytes = 0
    /// The most verbose level any legacy client asked a legacy server for.
    var forwardedLevel: LogLevel?

    /// How much may wait for a starting server, all sessions together.
    static let heldBytesLimit = 64 << 20

    init(upstream: Upstream) {
        self.upstream = upstream
    }

    /// One client's side.
    struct Session: Sendable {
        /// What the client opened with; `nil` before it did.
        var era: ModelContextProtocol.ProtocolEra?
        var clientName: String?
        /// What it asked for with `logging/setLevel`; `nil`: everything.
        var logLevel: LogLevel?
        var requests = 0
        /// The calls in flight by the client's own id token, to find what it cancels.
        var callIDs: [[UInt8]: Int] = [:]
    }

    /// One request in flight upstream.
    struct Call: Sendable {
        var session: SessionID
        /// The client's id token, as it wrote it.
        var originalID: [UInt8]
        var method: String
        /// The client's progress token; upstream its place is taken by our call id.
        var progressToken: [UInt8]?
    }
}

// MARK: - Sessions and the server come and go

extension Multiplexer {
    mutating func open(_ session: SessionID) {
        sessions[session] = Session()
    }

    /// Forgets a client; what it was waiting for is cancelled upstream.
    mutating func close(_ session: SessionID) -> [Output] {
        held.removeAll { $0.session == session }
        heldBytes = held.reduce(0) { $0 + $1.line.readableBytes }
        let abandoned = sessions.removeValue(forKey: session)?.callIDs.values.sorted() ?? []
        for id in abandoned { calls[id] = nil }
        guard case .ready = upstream else { return [] }
        return abandoned.map { .toServer(Wire.cancelled(id: $0, reason: "the client went away")) }
    }

    /// A run begins: requests wait for it.
    mutating func serverStarts() {
        upstream = .starting
    }

    /// The handshake was answered: what was held goes out.
    ///
    /// Our ids go on from where the handshake's ended, so that a late answer to one of its questions meets nobody.
    mutating func serverReady(_ introduction: ServerIntroduction, nextID: Int) -> [Output] {
        lastCallID = max(lastCallID, nextID)
        upstream = .ready(introduction)
        forwardedLevel = nil
        return releaseHeld()
    }

    /// The run is over: calls in flight are answered with `report`.
    mutating func serverLost(_ report: ErrorReport) -> [Output] {
        let lost = calls.sorted { $0.key < $1.key }.map(\.value)
        calls = [:]
        for id in sessions.keys { sessions[id]?.callIDs = [:] }
        return lost.map { .toClient($0.session, Wire.failure(id: $0.originalID, report)) }
    }

    /// The server takes no more requests, for this reason: those that wait and those that come are answered with it.
    ///
    /// Calls in flight are not touched; a stopping server may still answer them.
    mutating func serverDown(_ report: ErrorReport) -> [Output] {
        upstream = .down(report)
        return releaseHeld()
    }

    private mutating func releaseHeld() -> [Output] {
        let lines = held
        held = []
        heldBytes = 0
        return lines.flatMap { received($0.line, from: $0.session) }
    }

    /// Whether a client still has requests that will be answered; a subscription is not, it ends with its client.
    func isOwedAnswers(_ session: SessionID) -> Bool {
        held.contains { $0.session == session }
            || calls.values.contains { $0.session == session && $0.method != "subscriptions/listen" }
    }

    var callsInFlight: Int { calls.count }

    /// What is known of a client beyond its connection.
    func facts(of session: SessionID) -> (clientName: String?, era: ModelContextProtocol.ProtocolEra?, requests: Int) {
        let session = sessions[session]
        return (session?.clientName, session?.era, session?.requests ?? 0)
    }
}
