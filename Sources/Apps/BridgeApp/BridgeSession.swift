import ModelContextProtocol

/// One client's conversation, whatever becomes of the daemon: what to pass on, what to remember, what to answer ourselves.
///
/// Pure: it reads lines and events, fills two queues, and says in ``wish`` and ``readsClient`` what the loop around it shall do.
/// Messages pass byte for byte. Only what is needed to begin again with another daemon is remembered.
struct BridgeSession {
    /// What the loop shall do next.
    enum Wish: Equatable {
        /// Wait for bytes.
        case wait
        /// Connect to the daemon, starting it if need be, and tell how that went.
        case connect
        /// Close the connection to the daemon, if there is one.
        case disconnect
        /// Write what waits for the client, and end with this code.
        case exit(Int32)
    }

    enum Phase: Equatable {
        /// No connection; the loop makes one.
        case connecting
        /// Connected and introduced; the daemon has not agreed yet.
        case greeting
        /// The client's `initialize` was sent again; its answer is for us.
        case replaying
        case open
        /// The daemon said it stops, on purpose. It is started again when the client has something to say.
        case dormant
        /// There is no way to the server now. Requests are refused; each but the first tries once more.
        case unavailable(BridgeFailure)
    }

    private(set) var phase = Phase.connecting
    var toClient = ByteQueue()
    var toDaemon = ByteQueue()

    private let introduction: JSONValue
    private var memory = SessionMemory()
    /// Lines of the client that wait for a connection.
    private var held: [[UInt8]] = []
    private var clientHasEnded = false
    /// Whether a daemon has agreed once.
    private var hasBeenOpen = false
    private var wantsDisconnect = false
    /// Connections since the daemon last said something useful.
    private var fruitlessConnections = 0
    /// Whether the next request is a reason to connect, after one was refused.
    private var triesAgain = false
    /// The client got a part of a line longer than the limit; the rest is to come.
    private var clientIsMidLine = false
    private var overlong = OverlongLine()

    private static let mostFruitlessConnections = 3
    /// A daemon that lived this long did not die of being started.
    private static let stableLifetime = Duration.seconds(60)

    init(options: BridgeOptions, processID: Int32) {
        introduction = [
            "mcpManager": 1, "version": .string(Words.version), "server": .string(options.server),
            "client": options.client.map(JSONValue.string) ?? .null, "pid": .integer(Int(processID)),
        ]
    }

    var wish: Wish {
        if wantsDisconnect { return .disconnect }
        // Nobody is left to begin again for. The first attempt is carried through: whether it works is the exit code.
        if clientHasEnded, hasBeenOpen, phase != .open, held.isEmpty, !memory.isOwedAnswers { return .exit(exitCode) }
        switch phase {
        case .connecting: return .connect
        case .greeting, .replaying, .open: return .wait
        case .dormant, .unavailable: return clientHasEnded ? .exit(exitCode) : .wait
        }
    }

    private var exitCode: Int32 {
        if case .unavailable = phase { 1 } else { 0 }
    }

    /// Whether a line of the client can be taken now. What cannot be taken stays in its pipe.
    var readsClient: Bool {
        switch phase {
        case .connecting, .greeting, .replaying: false
        case .open, .dormant, .unavailable: true
        }
    }

    /// Whether the daemon shall be told that the client has ended, once everything was sent.
    var halfCloses: Bool { clientHasEnded && phase == .open }

    // MARK: The client

    /// A whole line, without its newline. Only while ``readsClient``.
    mutating func clientSaid(_ line: UnsafeRawBufferPointer) {
        switch phase {
        case .open:
            if memory.noteFromClient(line) { toDaemon.append(line: line) }
        case .dormant:
            guard SessionMemory.requestID(line) != nil else { return noteUnsaid(line) }
            hold(line)
            phase = .connecting
        case .unavailable(let failure):
            guard let id = SessionMemory.requestID(line) else { return noteUnsaid(line) }
            if triesAgain {
                hold(line)
                phase = .connecting
            } else {
                refuse([id], failure)
                triesAgain = true
            }
        case .connecting, .greeting, .replaying:
            hold(line)
        }
    }

    /// A part of a line that is longer than the daemon takes; the last one ends with a newline.
    mutating func clientSaid(fragment: UnsafeRawBufferPointer) {
        overlong.append(fragment)
        guard fragment.last == 0x0A else { return }
        if let id = overlong.requestID { refuse([id], .tooLong) }
        overlong = OverlongLine()
    }

    /// Standard input has ended.
    mutating func clientEnded() {
        clientHasEnded = true
    }

    /// Only a request is worth a daemon. Of what else is said without one, some is still good to know with the next.
    private mutating func noteUnsaid(_ line: UnsafeRawBufferPointer) {
        _ = memory.noteFromClient(line)
    }

    private mutating func hold(_ line: UnsafeRawBufferPointer) {
        held.append(Array(line))
    }

    // MARK: The daemon

    /// The socket is connected.
    mutating func daemonConnected() {
        toDaemon.removeAll()
        toDaemon.append(line: greeting.serialized())
        fruitlessConnections += 1
        phase = .greeting
    }

    private var greeting: JSONValue {
        var greeting = introduction
        if hasBeenOpen { greeting["resumed"] = true }
        if let catalog = memory.catalog { greeting["catalog"] = .string(catalog) }
        return greeting
    }

    /// Nobody answers, and nobody could be started.
    mutating func daemonUnavailable(_ failure: BridgeFailure) {
        giveUp(failure)
    }

    /// Connected, but no word came for so long that none will.
    mutating func daemonSilent() {
        refused(.silent)
    }

    /// The loop did what ``Wish/disconnect`` asks for.
    mutating func disconnected() {
        wantsDisconnect = false
        toDaemon.removeAll()
    }

    /// A whole line, without its newline.
    mutating func daemonSaid(_ line: UnsafeRawBufferPointer) {
        switch phase {
        case .greeting: greeted(line)
        case .replaying, .open: received(line)
        case .connecting, .dormant, .unavailable: break
        }
    }

    /// A part of a line that is too long to be looked at.
    mutating func daemonSaid(fragment: UnsafeRawBufferPointer) {
        guard phase == .open || phase == .replaying else { return }
        toClient.append(fragment)
        clientIsMidLine = fragment.last != 0x0A
    }

    /// The connection, which had lasted so long, has ended, whoever ended it.
    mutating func daemonLost(after lifetime: Duration) {
        let unsent = toDaemon.takeUntouchedLines()
        if lifetime >= Self.stableLifetime { fruitlessConnections = 0 }
        endFragments()
        switch phase {
        case .connecting, .dormant, .unavailable:
            return
        case .greeting, .replaying, .open:
            if clientHasEnded {
                // Nobody is left to begin again for, but some may still wait for an answer.
                refuse(memory.takeLost() + takeHeld(), .restarted)
                phase = .dormant
            } else if fruitlessConnections >= Self.mostFruitlessConnections {
                giveUp(.keepsStopping)
            } else {
                loseServer(except: [.initialize, .listens], unsent: unsent)
                phase = .connecting
            }
        }
    }

    // MARK: Its first words

    private mutating func greeted(_ line: UnsafeRawBufferPointer) {
        guard let value = try? JSONValue.parse(line) else { return refused(.misunderstood) }
        if value["mcpManager"] != nil { return received(line) }
        guard value["ok"]?.boolValue == true else { return refused(BridgeFailure(value) ?? .misunderstood) }
        hasBeenOpen = true
        guard let line = memory.replay() else { return open() }
        toDaemon.append(line: line)
        phase = .replaying
    }

    private mutating func open() {
        phase = .open
        triesAgain = false
        for line in memory.linesAfterReplay() { toDaemon.append(line: line) }
        let waiting = held
        held = []
        for line in waiting { line.withUnsafeBytes { clientSaid($0) } }
    }

    private mutating func refused(_ failure: BridgeFailure) {
        wantsDisconnect = true
        giveUp(failure)
    }

    private mutating func giveUp(_ failure: BridgeFailure) {
        endFragments()
        withdrawQuestions()
        let waiting = memory.takeLost() + takeHeld()
        refuse(waiting, failure)
        // Whoever was refused just now knows; the next request is a reason to try again.
        triesAgain = !waiting.isEmpty
        fruitlessConnections = 0
        phase = .unavailable(failure)
    }

    // MARK: Messages

    private mutating func received(_ line: UnsafeRawBufferPointer) {
        switch memory.noteFromDaemon(line) {
        case .forClient:
            // What the server says by itself is no sign that the daemon is well; an answer is.
            toClient.append(line: line)
        case .answerForClient:
            fruitlessConnections = 0
            toClient.append(line: line)
        case .replayed(let news):
            guard phase == .replaying else { return }
            fruitlessConnections = 0
            open()
            for method in news { toClient.append(line: JSONRPC.notification(method: method)) }
        case .replayRefused(let failure), .refusal(let failure):
            refused(failure)
        case .forNobody:
            break
        case .goodbye:
            endFragments()
            loseServer(except: .listens)
            refuse(takeHeld(), .restarted)
            wantsDisconnect = true
            fruitlessConnections = 0
            phase = .dormant
        }
    }

    /// Tells the client what it waits for in vain. `unsent` are lines no daemon has seen, which may wait for the next.
    private mutating func loseServer(except survivors: SessionMemory.Survivors, unsent: [[UInt8]] = []) {
        withdrawQuestions()
        var lost = memory.takeLost(except: survivors)
        for line in unsent {
            guard let id = line.withUnsafeBytes(SessionMemory.requestID), let index = lost.firstIndex(of: id) else { continue }
            lost.remove(at: index)
            held.append(line)
        }
        refuse(lost, .restarted)
    }

    /// A dialog that asks for nobody is to be closed.
    private mutating func withdrawQuestions() {
        for id in memory.takeQuestions() {
            guard let id = try? JSONValue.parse(id) else { continue }
            let params: JSONValue = ["requestId": id, "reason": "the server that asked has gone away"]
            toClient.append(line: JSONRPC.notification(method: "notifications/cancelled", params: params))
        }
    }

    /// The ids of the requests that wait for a connection, which they do no longer.
    private mutating func takeHeld() -> [[UInt8]] {
        defer { held = [] }
        return held.compactMap { $0.withUnsafeBytes(SessionMemory.requestID) }
    }

    private mutating func refuse(_ ids: [[UInt8]], _ failure: BridgeFailure) {
        for id in ids { toClient.append(line: failure.answer(to: id)) }
    }

    /// A line that was under way ends here, as the rest will never come.
    private mutating func endFragments() {
        if clientIsMidLine { toClient.append([0x0A]) }
        clientIsMidLine = false
    }
}
