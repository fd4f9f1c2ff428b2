import ServerModel

/// A client with many calls in flight at once, in one session from the first to the last.
///
/// Ids and progress tokens are 1, 2, 3, … in every client and every wave: whoever mixes up clients, or answers late, is found out
/// by the text each call sends and gets back.
public final class CallStorm: Sendable {
    public let name: String
    private let client: WireClient

    /// Connects and opens; that is the only `initialize` of this client.
    public init(_ name: String, server: String, in home: TestHome) async throws {
        self.name = name
        client = try WireClient(server, in: home)
        let answer = try await client.open()
        guard answer.has("result") else { throw TestFailure("\(name) could not open: \(answer)") }
    }

    /// How a wave of calls went. Every call is in it once.
    public struct Tally: Sendable {
        /// Calls that got their own answer.
        public var answered = 0
        /// Calls that got an error, by its `data.code`.
        public var refused: [String: Int] = [:]
        /// What should not have come: foreign or second answers, foreign progress, errors without words.
        public var faults: [String] = []

        public init() {}

        public static func + (one: Tally, other: Tally) -> Tally {
            var sum = one
            sum.answered += other.answered
            sum.refused.merge(other.refused, uniquingKeysWith: +)
            sum.faults += other.faults
            return sum
        }
    }

    /// Sends `count` calls in one go, each with two reports of progress, and reads until every one is answered.
    ///
    /// The calls end one after the other over about `seconds`.
    public func wave(_ wave: Int, of count: Int = 200, over seconds: Double = 0) async throws -> Tally {
        let texts = (0...count).map { "\(name), wave \(wave), call \($0)" }
        let requests = (1...count).map { id in
            let pause = seconds * Double(id) / Double(count)
            return #"""
                {"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"sleep",\#
                "arguments":{"text":"\#(texts[id])","steps":2,"seconds":\#(pause)},"_meta":{"progressToken":\#(id)}}}
                """#
        }
        try await client.send(requests.joined(separator: "\n"))
        var tally = Tally()
        var open = Set(1...count)
        while !open.isEmpty {
            let message = try await client.message(within: .seconds(60), "answer to any of \(open.count) calls of \(name)")
            if message.text("method") == "notifications/progress" {
                let id = message.integer("params.progressToken") ?? 0
                if !open.contains(id) || message.text("params.message") != texts[id] { tally.faults.append("\(message)") }
            } else if let id = message.integer("id"), open.remove(id) != nil {
                tally.count(message, expecting: texts[id])
            } else {
                tally.faults.append("\(message)")
            }
        }
        return tally
    }

    /// Asks what every session is good for.
    public func ping() async throws -> Bool { try await client.ask(900, "ping", "{}").has("result") }

    /// Ends the session; returns how the bridge ended.
    public func close() async throws -> ExitStatus { try await client.close() }
}

extension CallStorm.Tally {
    fileprivate mutating func count(_ message: Message, expecting text: String) {
        if message.text("result.content.0.text") == text {
            answered += 1
        } else if let code = message.text("error.data.code"), message.text("error.message")?.contains(" — ") == true {
            refused[code, default: 0] += 1
        } else {
            faults.append("\(message)")
        }
    }
}
