import ModelContextProtocol
import Testing

struct `A message's envelope` {
    struct Row: Sendable, CustomTestStringConvertible {
        var line: String
        var kind: MessageEnvelope.Kind
        var id: String?
        var method: String?
        var testDescription: String { line }

        init(_ line: String, _ kind: MessageEnvelope.Kind, id: String? = nil, method: String? = nil) {
            self.line = line
            self.kind = kind
            self.id = id
            self.method = method
        }
    }

    @Test(arguments: [
        Row(#"{"jsonrpc":"2.0","id":0,"method":"ping"}"#, .request, id: "0", method: "ping"),
        Row(#"{"method":"ping","id":"a\"b","jsonrpc":"2.0"}"#, .request, id: #""a\"b""#, method: "ping"),
        Row(#" { "jsonrpc" : "2.0" , "id" : -7 , "method" : "a\/b" } "# + "\r", .request, id: "-7", method: "a/b"),
        Row(#"{"jsonrpc":"2.0","\u006dethod":"ping","i\u0064":1}"#, .request, id: "1", method: "ping"),
        Row(#"{"jsonrpc":"2.0","method":"one","id":1,"method":"two","id":2}"#, .request, id: "2", method: "two"),
        Row(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, .notification, method: "notifications/initialized"),
        Row(#"{"jsonrpc":"2.0","method":"ping","id":null}"#, .notification, method: "ping"),
        Row(#"{"jsonrpc":"2.0","id":1,"result":{}}"#, .result, id: "1"),
        Row(#"{"jsonrpc":"2.0","id":1,"result":{"method":"x","id":3}}"#, .result, id: "1"),
        Row(#"{"jsonrpc":"2.0","id":1,"result":null}"#, .result, id: "1"),
        Row(#"{"jsonrpc":"2.0","id":1,"result":{},"error":null}"#, .result, id: "1"),
        Row(#"{"jsonrpc":"2.0","id":1,"result":null,"error":{"code":1}}"#, .error, id: "1"),
        Row(#"{"jsonrpc":"2.0","id":null,"error":{"code":1}}"#, .error),
        Row(#"{"jsonrpc":"2.0","error":{"code":1}}"#, .error),
        Row(#"{"jsonrpc":"2.0","id":"server-error","error":{"code":1}}"#, .error, id: #""server-error""#),
    ])
    func `tells the kind, the id's token and the method`(row: Row) throws {
        let envelope = try MessageEnvelope.scan(Array(row.line.utf8))
        #expect(envelope.kind == row.kind)
        #expect(text(envelope.id, row.line) == row.id)
        #expect(envelope.method == row.method)
    }

    @Test(arguments: [
        "", " ", "Starting server...", "{", "{}", "null", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
        #"{"jsonrpc":"2.0","id":1,"method":"ping"}x"#, #"{"jsonrpc":"2.0","id":1,"method":"ping"}{}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"ping",}"#, #"{"jsonrpc":"2.0" "id":1}"#, #"{"jsonrpc":"2.0","method":"a"#,
        #"{"jsonrpc":"2.0","method":"p","params":{"a":[1,}}"#, #"{"jsonrpc":"2.0","method":"p","params":{"a":[1}]}"#,
        #"{"jsonrpc":"2.0","method":"p","params":{"a":01}}"#, #"{"jsonrpc":"2.0","method":"p","params":{"a":.5}}"#,
        #"{"jsonrpc":"2.0","method":"p","params":{"a":1.}}"#, #"{"jsonrpc":"2.0","method":"p","params":{"a":nul}}"#,
        #"{"jsonrpc":"2.0","method":"p","params":{"a":"\x"}}"#, #"{"jsonrpc":"2.0","method":"p","params":{"a":"\u12g4"}}"#,
        "{\"jsonrpc\":\"2.0\",\"method\":\"p\u{1}\"}", #"{'jsonrpc':'2.0'}"#, #"{"jsonrpc":"2.0","method":"p","params":{a:1}}"#,
    ])
    func `is refused to what is cut off or no JSON`(line: String) {
        let fault = #expect(throws: MalformedMessage.self) { try MessageEnvelope.scan(Array(line.utf8)) }
        #expect(fault.map { $0.reason == .syntax || $0.reason == .shape } == true)
        #expect(fault.map { (0...line.utf8.count).contains($0.offset) } == true)
    }

    @Test(arguments: [
        #"{"level":"error","error":"boom","method":"GET"}"#, #"{"jsonrpc":"1.0","id":1,"method":"ping"}"#,
        #"{"jsonrpc":"2.0","id":1}"#, #"{"jsonrpc":"2.0","result":{}}"#, #"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#,
        #"{"jsonrpc":"2.0","id":[],"method":"ping"}"#, #"{"jsonrpc":"2.0","id":1,"method":5}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#,
    ])
    func `is refused to JSON that is no JSON-RPC message`(line: String) {
        let fault = #expect(throws: MalformedMessage.self) { try MessageEnvelope.scan(Array(line.utf8)) }
        #expect(fault?.reason == .shape)
    }

    @Test func `is refused to a batch, and says so`() {
        let fault = #expect(throws: MalformedMessage.self) {
            try MessageEnvelope.scan(Array(#" [{"jsonrpc":"2.0","id":1,"method":"ping"}]"#.utf8))
        }
        #expect(fault?.reason == .batch)
    }

    @Test func `finds what the multiplexer rewrites in a request`() throws {
        let line = #"""
            {"params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","progressToken":"t",\#
            "io.modelcontextprotocol/subscriptionId":5},"progressToken":"not this"},"jsonrpc":"2.0","method":"x","id":1}
            """#
        let envelope = try MessageEnvelope.scan(Array(line.utf8))
        #expect(text(envelope.progressToken, line) == #""t""#)
        #expect(text(envelope.protocolVersion, line) == #""2026-07-28""#)
        #expect(text(envelope.subscriptionID, line) == "5")
        #expect(text(envelope.meta, line)?.hasPrefix(#"{"io."#) == true)
        #expect(text(envelope.params, line)?.hasSuffix(#""not this"}"#) == true)
    }

    @Test func `finds the progress token of a progress notification in its params`() throws {
        let line =
            #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"_meta":{"progressToken":1}}}"#
        #expect(text(try MessageEnvelope.scan(Array(line.utf8)).progressToken, line) == "7")
    }

    @Test func `finds the request that a cancellation is about, and nowhere else`() throws {
        let cancelled = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"r"}}"#
        let call = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"requestId":"r"}}"#
        #expect(text(try MessageEnvelope.scan(Array(cancelled.utf8)).requestID, cancelled) == #""r""#)
        #expect(try MessageEnvelope.scan(Array(call.utf8)).requestID == nil)
    }

    @Test func `finds the subscription of a result`() throws {
        let line = #"{"jsonrpc":"2.0","id":4,"result":{"_meta":{"io.modelcontextprotocol/subscriptionId":4}}}"#
        let envelope = try MessageEnvelope.scan(Array(line.utf8))
        #expect(text(envelope.subscriptionID, line) == "4")
        #expect(text(envelope.result, line)?.hasPrefix(#"{"_meta""#) == true)
    }

    @Test func `forgets an earlier params when a later one stands in the message`() throws {
        let line = #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"progressToken":1}},"params":{}}"#
        let envelope = try MessageEnvelope.scan(Array(line.utf8))
        #expect(envelope.progressToken == nil)
        #expect(envelope.meta == nil)
    }

    @Test(arguments: ["[", #"{"a":"#]) func `bounds how deep a message nests, at any cost of text`(opening: String) throws {
        func message(depth: Int) -> [UInt8] {
            let closing = opening == "[" ? "]" : "}"
            let value = String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
            return Array(#"{"jsonrpc":"2.0","method":"x","extra":\#(value)}"#.utf8)
        }
        #expect(try MessageEnvelope.scan(message(depth: 511)).kind == .notification)
        for depth in [512, 100_000] {
            let fault = #expect(throws: MalformedMessage.self) { try MessageEnvelope.scan(message(depth: depth)) }
            #expect(fault?.reason == .depth)
        }
    }

    private func text(_ range: Range<Int>?, _ line: String) -> String? {
        range.map { String(decoding: Array(line.utf8)[$0], as: UTF8.self) }
    }
}
