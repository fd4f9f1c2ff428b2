import ModelContextProtocol
import NIOCore
import ServerModel

@testable import ServerSupervision

/// A server and clients that do whatever chance says, and what is wrong with what they get.
struct World {
    /// One client, and what it waits for.
    struct Peer {
        var isModern: Bool
        var lastID = -1
        /// The requests without an answer yet: the name each was made with, by its id.
        var waiting: [String: String] = [:]
        /// The ids of questions it was asked.
        var questions: [String] = []
        /// Calls it was told to come back for.
        var parked: [(name: String, state: JSONValue, keys: [String])] = []
    }

    private enum ServerState { case ready, stopping, away }

    let era: ModelContextProtocol.ProtocolEra
    var talk: Conversation
    var random: SeededGenerator
    var peers: [Int: Peer] = [:]
    private var lastPeer = 0
    private var state = ServerState.ready
    /// Requests the server has not answered, by our id.
    private var pending: [String: String] = [:]
    /// Requests it was told to give up.
    private var givenUp: [String: String] = [:]
    /// Its own questions without an answer.
    private var asked: Set<String> = []
    private(set) var problems: [String] = []

    private static let report = ErrorReport(code: "down", problem: "it is down", remedy: "wait")

    init(_ era: ModelContextProtocol.ProtocolEra, seed: UInt64) {
        self.era = era
        random = SeededGenerator(seed: seed)
        talk = Conversation(era, clients: 1, ready: false)
        talk.close(1)
        lastPeer = 1
        becomeReady()
        for _ in 0..<3 { arrive() }
    }

    // MARK: Chance

    mutating func step() {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<30: ask()
        case 30..<38: cancel()
        case 38..<50: answerQuestion()
        case 50..<58: comeBack()
        case 58..<78: serverAnswers()
        case 78..<86: serverAsks()
        case 86..<88: serverTakesBack()
        case 88..<92: chatter()
        case 92..<94: arrive()
        case 94..<96: leave()
        case 96..<98: stopOrLose()
        default: if state == .away { becomeReady() }
        }
    }

    /// Everybody does what is left to do, and goes.
    mutating func end() {
        if state == .stopping { lose() }
        if state == .away { becomeReady() }
        for _ in 0..<2000 {
            if !pending.isEmpty {
                serverAnswers(withQuestions: false)
            } else if peers.values.contains(where: { !$0.questions.isEmpty }) {
                answerQuestion()
            } else if peers.values.contains(where: { !$0.parked.isEmpty }) {
                comeBack()
            } else {
                break
            }
        }
        for (id, peer) in peers where !peer.waiting.isEmpty { problems.append("client \(id) waits for \(peer.waiting)") }
        if !asked.isEmpty { problems.append("the server waits for \(asked)") }
        for id in peers.keys.sorted() { close(id) }
        while !pending.isEmpty { serverAnswers(withQuestions: false) }
        problems += talk.leftovers
    }

    // MARK: Clients

    private mutating func arrive() {
        lastPeer += 1
        talk.multiplexer.open(lastPeer)
        peers[lastPeer] = Peer(isModern: Bool.random(using: &random))
        guard peers[lastPeer]?.isModern == false else { return }
        let id = newID(lastPeer, "")
        say(lastPeer, request(id, "initialize", #"{"protocolVersion":"2025-11-25","capabilities":\#(everything)}"#))
    }

    private mutating func newID(_ client: Int, _ name: String) -> String {
        peers[client]?.lastID += 1
        let id = String(peers[client]?.lastID ?? 0)
        peers[client]?.waiting[id] = name
        return id
    }

    private mutating func ask() {
        guard let client = somebody({ _ in true }), let peer = peers[client] else { return }
        let name = "\(client)-\(peer.lastID + 1)"
        let id = newID(client, name)
        let methods = ["tools/call", "tools/call", "prompts/get", "resources/read", "vendor/x"]
        let method = peer.isModern ? methods : methods + ["resources/subscribe", "resources/unsubscribe"]
        send(
            client, id, method.randomElement(using: &random) ?? "tools/call",
            #""name":"\#(name)","uri":"file:///\#(client % 2)","#)
    }

    private mutating func send(_ client: Int, _ id: String, _ method: String, _ members: String) {
        let token = #""progressToken":\#(id)"#
        say(
            client,
            peers[client]?.isModern == true
                ? modern(id, method, members, capabilities: everything, meta: token + ",")
                : request(id, method, #"{\#(members)"_meta":{\#(token)}}"#))
    }

    private mutating func cancel() {
        guard let client = somebody({ !$0.waiting.isEmpty }),
            let id = peers[client]?.waiting.keys.sorted().randomElement(using: &random)
        else { return }
        peers[client]?.waiting[id] = nil
        say(client, notification("notifications/cancelled", #"{"requestId":\#(id)}"#))
    }

    private mutating func answerQuestion() {
        guard let client = somebody({ !$0.questions.isEmpty }), let id = peers[client]?.questions.removeFirst() else { return }
        say(client, Int.random(in: 0..<4, using: &random) == 0 ? refusal(id) : result(id, #"{"by":\#(client)}"#))
    }

    private mutating func comeBack() {
        guard let client = somebody({ !$0.parked.isEmpty }), let back = peers[client]?.parked.removeFirst() else { return }
        let id = newID(client, back.name)
        let brought = Int.random(in: 0..<4, using: &random) == 0 ? [] : back.keys
        let answers = brought.map { #""\#($0)":{"by":\#(client)}"# }.joined(separator: ",")
        send(client, id, "tools/call", #""name":"\#(back.name)","inputResponses":{\#(answers)},"requestState":\#(back.state),"#)
    }

    private mutating func leave() {
        if let client = somebody({ _ in true }) { close(client) }
    }

    private mutating func close(_ client: Int) {
        peers[client] = nil
        talk.close(client)
        look()
    }

    private mutating func say(_ client: Int, _ line: String) {
        talk.client(client, line)
        look()
    }

    private mutating func somebody(_ isMeant: (Peer) -> Bool) -> Int? {
        peers.filter { isMeant($0.value) }.keys.sorted().randomElement(using: &random)
    }

    // MARK: The server

    private mutating func becomeReady() {
        talk.multiplexer.serverStarts()
        state = .ready
        talk.becomeReady(era, capabilities: ["tools": [:], "resources": ["subscribe": true]])
        look()
    }

    private mutating func stopOrLose() {
        switch state {
        case .ready where Bool.random(using: &random):
            state = .stopping
            talk.take(talk.multiplexer.serverDown(Self.report))
            look()
        case .ready, .stopping: lose()
        case .away: becomeReady()
        }
    }

    private mutating func lose() {
        state = .away
        (pending, givenUp, asked) = ([:], [:], [])
        talk.lose()
        if Bool.random(using: &random) {
            talk.take(talk.multiplexer.serverDown(Self.report))
        } else {
            talk.multiplexer.serverStarts()
        }
        look()
    }

    private mutating func serverAnswers(withQuestions: Bool = true) {
        guard state != .away else { return }
        if let late = givenUp.keys.sorted().randomElement(using: &random), Bool.random(using: &random) {
            givenUp[late] = nil
            return hear(refusal(late, 0, "Request cancelled"))
        }
        guard let id = pending.keys.sorted().randomElement(using: &random), let name = pending.removeValue(forKey: id) else {
            return
        }
        let asks = withQuestions && era == .modern && !name.isEmpty && Int.random(in: 0..<3, using: &random) == 0
        hear(
            asks
                ? result(
                    id,
                    #"{"resultType":"input_required","inputRequests":{"a":{"method":"roots/list"},"b":{"method":"elicitation/create"}},"#
                        + #""requestState":"\#(name)"}"#)
                : result(id, #"{"echo":"\#(name)"}"#))
    }

    private mutating func serverAsks() {
        guard state != .away, era == .legacy else { return }
        let id = String(Int.random(in: 0..<5, using: &random))
        guard asked.insert(id).inserted else { return }
        hear(request(id, ["roots/list", "sampling/createMessage", "vendor/ask"].randomElement(using: &random) ?? "roots/list"))
    }

    private mutating func serverTakesBack() {
        guard state != .away, let id = asked.sorted().randomElement(using: &random) else { return }
        asked.remove(id)
        hear(notification("notifications/cancelled", #"{"requestId":\#(id)}"#))
    }

    private mutating func chatter() {
        guard state != .away else { return }
        let token = pending.keys.sorted().randomElement(using: &random) ?? "0"
        hear(
            [
                notification("notifications/tools/list_changed"),
                notification("notifications/progress", #"{"progressToken":\#(token),"progress":1}"#), "banner",
            ].randomElement(using: &random) ?? "")
    }

    private mutating func hear(_ line: String) {
        talk.server(line)
        look()
    }

    // MARK: Judging

    /// Takes what came out, and notes what should not have.
    private mutating func look() {
        let outputs = talk.outputs
        talk.clear()
        for output in outputs {
            switch output {
            case .toServer(let line): serverGot(String(buffer: line))
            case .toClient(let client, let line): clientGot(client, String(buffer: line))
            default: break
            }
        }
    }

    private mutating func serverGot(_ line: String) {
        guard let message = try? JSONValue.parse(line) else { return problems.append("broken: \(line)") }
        if state == .away { problems.append("nobody is there for \(line)") }
        switch message.method {
        case nil:
            if asked.remove(message.idToken) == nil { problems.append("an answer to no question: \(line)") }
        case "notifications/cancelled":
            let id = message["params"]?["requestId"].map(String.init(describing:)) ?? ""
            givenUp[id] = pending.removeValue(forKey: id)
        case "vendor/x", "tools/call", "prompts/get", "resources/read":
            pending[message.idToken] = message["params"]?["name"]?.stringValue ?? ""
        default:
            if message["id"] != nil { pending[message.idToken] = "" }
        }
    }

    private mutating func clientGot(_ client: Int, _ line: String) {
        guard let message = try? JSONValue.parse(line) else { return problems.append("broken: \(line)") }
        guard peers[client] != nil else { return problems.append("client \(client) has left: \(line)") }
        if message.method != nil {
            if message["id"] != nil { return peers[client]?.questions.append(message.idToken) ?? () }
            if message.method == "notifications/cancelled", let id = message["params"]?["requestId"] {
                peers[client]?.questions.removeAll { $0 == "\(id)" }
            } else if message.method == "notifications/progress", let id = message["params"]?["progressToken"],
                peers[client]?.waiting["\(id)"] == nil
            {
                problems.append("client \(client) has no request for \(line)")
            }
            return
        }
        guard let name = peers[client]?.waiting.removeValue(forKey: message.idToken) else {
            return problems.append("client \(client) does not wait for \(line)")
        }
        if let echo = message["result"]?["echo"]?.stringValue, !echo.isEmpty, echo != name {
            problems.append("client \(client) asked as \(name) and got \(line)")
        }
        if message["result"]?["resultType"] == "input_required", let state = message["result"]?["requestState"] {
            let keys = message["result"]?["inputRequests"]?.objectValue?.members.map(\.name) ?? []
            peers[client]?.parked.append((name, state, keys))
        }
    }
}
