import ModelContextProtocol
import NIOCore

/// What a server is asked to find out whether it is well.
enum HealthQuestion: Sendable, Hashable {
    /// The least there is: `ping`, or `server/discover` in an era without it.
    case sign
    /// What clients want first.
    case tools
}

/// An error in place of an answer.
struct CheckRefusal: Sendable, Hashable {
    /// See JSON-RPC.
    var code: Int
    /// Foreign text.
    var message: String
    /// What our own connection says in the server's place, when it got no answer: what to do about it.
    var remedy: String?
}

extension Multiplexer {
    /// Asks, if the server is ready; the answer is told as ``Output/checkAnswered(_:_:)`` with the same id.
    mutating func check(_ question: HealthQuestion) -> (id: Int, outputs: [Output])? {
        guard let introduction else { return nil }
        let isModern = introduction.era == .modern
        let method =
            switch question {
            case .tools where introduction.capabilities["tools"] != nil: "tools/list"
            case .sign, .tools: isModern ? "server/discover" : "ping"
            }
        let output = errand(.check, method)
        return (lastCallID, [output])
    }

    /// Nobody waits for that answer any more; when it comes all the same, it is late like any other.
    mutating func giveUpCheck(_ id: Int) {
        errands[id] = nil
    }
}

extension ByteBuffer {
    /// The error in an answer; `nil` when it is none.
    func refusal(_ envelope: MessageEnvelope) -> CheckRefusal? {
        guard envelope.kind == .error, let range = envelope.error else { return nil }
        let error = try? JSONValue.parse(bytes(range))
        let code = error?["code"]?.intValue ?? 0
        // See `HTTPFailure.answer(to:)`.
        if let failure = error?["data"], let problem = failure["problem"]?.stringValue,
            let remedy = failure["remedy"]?.stringValue
        {
            return CheckRefusal(code: code, message: problem, remedy: remedy)
        }
        return CheckRefusal(code: code, message: error?["message"]?.stringValue ?? "an error without a message")
    }
}
