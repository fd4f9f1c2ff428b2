/// What is written on the outside of one JSON-RPC message: enough to route it, found without decoding its body.
///
/// Ranges are offsets into the scanned bytes and cover raw JSON tokens, strings with their quotes.
public struct MessageEnvelope: Hashable, Sendable {
    /// The four kinds of message.
    public enum Kind: Hashable, Sendable {
        /// Has a method and an id; wants an answer.
        case request
        /// Has a method and no id (or a `null` one, which nobody answers).
        case notification
        /// Answers a request.
        case result
        /// Refuses a request; its id may be missing.
        case error
    }

    /// The kind.
    public var kind: Kind
    /// The id's token, a string or an integer; `nil` for notifications and for errors without one.
    public var id: Range<Int>?
    /// The method, escapes undone; `nil` for answers.
    public var method: String?
    /// The whole value of `params`, an object or `null`.
    public var params: Range<Int>?
    /// `_meta` of `params`, or of `result` in an answer; only when it is an object.
    public var meta: Range<Int>?
    /// The progress token: `params._meta.progressToken` of a request, `params.progressToken` of `notifications/progress`.
    public var progressToken: Range<Int>?
    /// `params.requestId` of `notifications/cancelled`.
    public var requestID: Range<Int>?
    /// `_meta["io.modelcontextprotocol/subscriptionId"]` of `params`, or of `result` in an answer.
    public var subscriptionID: Range<Int>?
    /// `params._meta["io.modelcontextprotocol/protocolVersion"]`, a string token; its presence marks a modern request.
    public var protocolVersion: Range<Int>?
    /// `params.name` of a request: the tool or prompt that is meant; a string token.
    public var name: Range<Int>?
    /// `params.uri` of a request: the resource that is meant; a string token.
    public var uri: Range<Int>?
    /// `params.arguments` of a request, whatever its kind.
    public var arguments: Range<Int>?
    /// `params.requestState` of a request that goes on where an `input_required` left off, whatever its kind.
    public var requestState: Range<Int>?
    /// The whole value of `result`.
    public var result: Range<Int>?
    /// `result.resultType` of an answer, a string token; missing means `complete`.
    public var resultType: Range<Int>?
    /// Whether `result.isError` is `true`: the tool itself has failed.
    public var isToolError = false
    /// The whole value of `error`.
    public var error: Range<Int>?

    /// An envelope that so far has only a kind.
    init(kind: Kind) {
        self.kind = kind
    }

    /// Scans one message: one JSON object with nothing but whitespace around it, members in any order, the last of a name counting.
    ///
    /// Throws for anything else, cut-off text and batches included, and for JSON without `"jsonrpc":"2.0"`: structured log lines
    /// on a server's standard output have members called `method` and `error` too.
    public static func scan(_ bytes: UnsafeRawBufferPointer) throws(MalformedMessage) -> MessageEnvelope {
        var scanner = MessageScanner(bytes)
        return try scanner.scan()
    }

    /// Scans one message.
    public static func scan(_ bytes: [UInt8]) throws(MalformedMessage) -> MessageEnvelope {
        try bytes.withUnsafeBytes { raw in Result { () throws(MalformedMessage) in try scan(raw) } }.get()
    }
}
