import ModelContextProtocol
import NIOCore
import ServerModel

/// Lets any number of client sessions share one server, whatever revision either speaks: the pure half of a conversation.
///
/// A line comes in from a client or from the server; out comes what to write to whom. Messages are routed by what the
/// scanner finds on their outside (`id`, `method`, tokens); their bodies are neither decoded nor changed, except for
/// the few bytes that must differ between the two sides: ids and progress tokens, which different clients number
/// alike, and what one protocol era writes where the other does not. The rows of the protocol notes
/// (`mcp-facts.md` §20) are the contract.
///
/// It holds requests that arrive while the server starts and answers them with the reason when it does not come up:
/// whatever happens, every request gets exactly one answer, and every question of the server too.
struct Multiplexer: Sendable {
    typealias SessionID = Int
    typealias Era = ModelContextProtocol.ProtocolEra

    /// Something to do, in order.
    enum Output: Sendable, Hashable {
        case toServer(ByteBuffer)
        case toClient(SessionID, ByteBuffer)
        /// The server spoke for the log: an MCP log message, and who in the server says it, or text that is no message at all.
        case log(LogStream, LogLevel?, String, logger: String? = nil)
        /// A call of a tool was sent to the server.
        case callBegan(Int)
        /// A call of a tool goes on under another id.
        case callContinues(Int, as: Int)
        /// A call of a tool is over, one way or another.
        case callEnded(FinishedCall)
        /// A call waits for its client to bring an answer; ``parkedTooLong(_:)`` is to be called after ``parkingTime``.
        case parked(Int)
        /// ``memory`` has changed.
        case learned
        /// The server's tools are others than those it had when they were last read.
        case toolsChanged(ToolChanges)
        /// The server put a question (this method) to clients, though several share it.
        case askedWhileShared(String)
        /// A modern run could not ask a legacy client something; a legacy run could.
        case needsLegacy
        /// A check of the server's health, by the id of our request, was answered: well, or with this error.
        case checkAnswered(Int, CheckRefusal?)
        /// The client was told this catalogue of the server's tools, prompts and resources, for the bridge to remember.
        case catalog(SessionID, String)
    }

    /// What stands behind us.
    enum Upstream: Sendable {
        /// On its way; requests are held.
        case starting
        case ready(ServerIntroduction)
        /// Not there; requests are answered with the reason at once. `returns`: it is started again by itself.
        case down(ErrorReport, returns: Bool)
    }

    /// What the server is called here.
    let name: String
    var upstream: Upstream
    /// What is known of the server from earlier, kept across runs and daemons.
    var memory: ServerMemory
    var sessions: [SessionID: Session] = [:]
    /// Requests of clients that the server has not answered yet, by the id we gave them. Ids are never reused, also
    /// across runs, so that a late answer can never reach the wrong call.
    var calls: [Int: Call] = [:]
    /// Our own requests to the server, numbered with the clients'.
    var errands: [Int: Errand] = [:]
    var lastCallID = 0
    /// Questions of the server that a client has not answered yet, by the id we gave them.
    var questions: [Int: Question] = [:]
    var lastQuestionID = 0
    /// The parameters of questions that wait for a modern client to fetch them, JSON text.
    var parkedParams: [Int: [UInt8]] = [:]
    /// Part of every note we give to clients, so that one from another process or daemon never names a call of ours.
    let stateKey: String
    /// Calls of legacy clients that a modern server answered with questions, by their last call id.
    var exchanges: [Int: Exchange] = [:]
    /// Lines that wait for the server to become ready.
    var held: [(session: SessionID, line: ByteBuffer)] = []
    var heldBytes = 0
    /// The most verbose level a legacy server was asked for.
    var forwardedLevel: LogLevel?
    /// Who wants to hear of changes of which resource, by its URI.
    var subscribers: [String: Set<SessionID>] = [:]
    /// The URIs a legacy server has confirmed.
    var confirmedSubscriptions: Set<String> = []
    /// Our own `subscriptions/listen` at a modern server, on behalf of all legacy clients.
    var ownListen: OwnListen?
    /// Legacy clients' subscriptions that are answered once our listen is granted.
    var awaitingListen: [Waiting] = []
    /// Which of the remembered lists are those of this run and still hold.
    var fresh: Set<ServerMemory.ListKey> = []
    var verification: Verification?
    /// The tools as they were last read, in pages of JSON text; `nil` before the first time.
    var toolsRead: [[UInt8]]?
    /// The server wanted to know roots while nobody could tell it.
    var isCuriousAboutRoots = false
    /// Counts the server's answers to clients: each is a sign of life.
    var answers = 0
    /// Whose dialog an elicitation by URL was, by its `elicitationId`.
    var elicitations: [String: SessionID] = [:]

    /// How much may wait for a starting server, all sessions together.
    static let heldBytesLimit = 64 << 20
    /// How long a call waits for its client to come back with an answer before it is given up.
    static let parkingTime = Duration.seconds(600)

    init(
        name: String, upstream: Upstream, memory: ServerMemory = ServerMemory(), stateKey: UInt64 = .random(in: 0 ... .max)
    ) {
        self.name = name
        self.upstream = upstream
        self.memory = memory
        toolsRead = memory.pages(of: "tools/list")
        self.stateKey = String(stateKey, radix: 36)
    }
}

// MARK: - Sessions and the server come and go

extension Multiplexer {
    /// A client connects. `catalog` is what its bridge was told by an earlier daemon.
    mutating func open(_ session: SessionID, catalog: String? = nil) {
        sessions[session] = Session(catalog: catalog)
    }

    /// Forgets a client; what it was waiting for is cancelled upstream, what it was asked is answered for it.
    mutating func close(_ session: SessionID) -> [Output] {
        held.removeAll { $0.session == session }
        heldBytes = held.reduce(0) { $0 + $1.line.readableBytes }
        guard let gone = sessions.removeValue(forKey: session) else { return [] }
        awaitingListen.removeAll { $0.session == session }
        elicitations = elicitations.filter { $0.value != session }
        var outputs: [Output] = []
        for (id, _) in exchanges.sorted(by: { $0.key < $1.key }) where exchanges[id]?.call.session == session {
            if let exchange = exchanges.removeValue(forKey: id) {
                outputs += ended(exchange.call, id: id, .cancelled, problem: "the client went away")
            }
        }
        for (id, question) in questions.sorted(by: { $0.key < $1.key }) where question.session == session {
            questions[id] = nil
            parkedParams[id] = nil
            if let token = question.serverID, isReady {
                outputs.append(.toServer(Wire.refusal(of: question.method, id: token, "the client went away")))
            }
        }
        for id in calls.filter({ $0.value.session == session }).keys.sorted() {
            guard let call = calls.removeValue(forKey: id) else { continue }
            if isReady { outputs.append(.toServer(Wire.cancelled(id: id, reason: "the client went away"))) }
            outputs += ended(call, id: id, .cancelled, problem: "the client went away")
        }
        for listen in gone.listens.values {
            if let id = listen.upstreamID, isReady {
                outputs.append(.toServer(Wire.cancelled(id: id, reason: "the client went away")))
            }
        }
        return outputs + forgetSubscriptions(of: session)
    }

    /// A run begins: requests wait for it.
    mutating func serverStarts() {
        upstream = .starting
    }

    /// The handshake was answered: what was held goes out, and what clients had set is set again.
    ///
    /// Our ids go on from where the handshake's ended, so that a late answer to one of its questions meets nobody.
    mutating func serverReady(_ introduction: ServerIntroduction, nextID: Int) -> [Output] {
        lastCallID = max(lastCallID, nextID)
        upstream = .ready(introduction)
        forwardedLevel = nil
        confirmedSubscriptions = []
        ownListen = nil
        fresh = []
        verification = nil
        isCuriousAboutRoots = false
        var outputs = remember(introduction)
        outputs += restoreSettings(introduction)
        outputs += releaseHeld()
        return outputs + verifyCatalog(tellsClients: true)
    }

    /// The run is over: calls in flight are answered with `report`, dialogs it had opened are closed.
    mutating func serverLost(_ report: ErrorReport) -> [Output] {
        let lost = calls.sorted { $0.key < $1.key }
        let stranded = exchanges.sorted { $0.key < $1.key }
        let unasked = questions.sorted { $0.key < $1.key }
        (calls, exchanges, questions, errands) = ([:], [:], [:], [:])
        elicitations = [:]
        parkedParams = [:]
        ownListen = nil
        verification = nil
        for id in sessions.keys {
            sessions[id]?.callIDs = [:]
            for token in sessions[id]?.listens.keys.map(\.self) ?? [] { sessions[id]?.listens[token]?.upstreamID = nil }
        }
        var outputs = answerSubscribers(report)
        for (id, question) in unasked where question.isAtClient {
            outputs.append(.toClient(question.session, Wire.cancelled(id: id, reason: report.problem)))
        }
        for (id, call) in lost + stranded.map({ ($0.key, $0.value.call) }) {
            if call.isAwaited { outputs.append(.toClient(call.session, Wire.failure(id: call.originalID, report))) }
            outputs += ended(call, id: id, .lost, problem: report.problem)
        }
        return outputs
    }

    /// The server takes no more requests, for this reason: those that wait and those that come are answered with it.
    ///
    /// Calls in flight are not touched; a stopping server may still answer them.
    mutating func serverDown(_ report: ErrorReport, returns: Bool = false) -> [Output] {
        upstream = .down(report, returns: returns)
        return releaseHeld()
    }

    private mutating func releaseHeld() -> [Output] {
        let lines = held
        held = []
        heldBytes = 0
        return lines.flatMap { received($0.line, from: $0.session) }
    }

    var isReady: Bool {
        if case .ready = upstream { true } else { false }
    }

    /// What the server said in the handshake of this run; `nil` while there is none.
    var introduction: ServerIntroduction? {
        if case .ready(let introduction) = upstream { introduction } else { nil }
    }

    /// Whether a client still has requests that will be answered; a subscription is not, it ends with its client, and
    /// neither is a call that the client has to come back for.
    func isOwedAnswers(_ session: SessionID) -> Bool {
        held.contains { $0.session == session } || calls.values.contains { $0.session == session && $0.isAwaited }
            || exchanges.values.contains { $0.call.session == session } || awaitingListen.contains { $0.session == session }
    }

    var callsInFlight: Int { calls.count + exchanges.count }

    /// What is known of a client beyond its connection.
    func facts(of session: SessionID) -> (clientName: String?, era: Era?, requests: Int) {
        let session = sessions[session]
        return (session?.clientName, session?.era, session?.requests ?? 0)
    }
}
