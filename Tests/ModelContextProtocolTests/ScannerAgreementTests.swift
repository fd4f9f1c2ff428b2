import ModelContextProtocol
import Testing

/// The scanner never decodes and the parser always does; they must still read the same thing.
struct `The scanner and the parser` {
    @Test(arguments: 0..<8) func `agree on every part of random messages`(seed: UInt64) throws {
        var random = RandomMessage(seed: seed)
        for _ in 0..<250 {
            let message = random.message()
            let bytes = random.spelled(message)
            #expect(try JSONValue.parse(bytes) == message)
            guard let envelope = try? MessageEnvelope.scan(bytes) else {
                #expect(!isMessage(message), "refused: \(message)")
                continue
            }
            #expect(isMessage(message), "accepted: \(message)")
            #expect(envelope.method == method(message))
            #expect(try value(envelope.id, bytes) == nonNull(message["id"]))
            if let range = envelope.params { #expect(try value(range, bytes) == message["params"]) }
            if let range = envelope.result { #expect(try value(range, bytes) == message["result"]) }
            if let range = envelope.error { #expect(try value(range, bytes) == message["error"]) }
            let body = envelope.method == nil ? (envelope.kind == .result ? message["result"] : nil) : message["params"]
            #expect(try value(envelope.meta, bytes) == body?["_meta"].flatMap { $0.objectValue.map { .object($0) } })
            #expect(try value(envelope.subscriptionID, bytes) == body?["_meta"]?[MetaKey.subscriptionID])
        }
    }

    @Test(arguments: 0..<8) func `accept and refuse the same damaged texts, and never crash`(seed: UInt64) {
        var random = RandomMessage(seed: 1000 + seed)
        for _ in 0..<1500 {
            let bytes = random.damaged(random.spelled(random.message()))
            // Wrapped, the scanner looks at nothing but the grammar.
            let wrapped = Array(#"{"jsonrpc":"2.0","method":"x","extra":"#.utf8) + bytes + Array("}".utf8)
            let isScanned = (try? MessageEnvelope.scan(wrapped)) != nil
            let isParsed = (try? JSONValue.parse(wrapped)) != nil
            #expect(isScanned == isParsed, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test func `survive random bytes`() {
        var generator = SeededGenerator(seed: 7)
        for length in 0..<400 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect((try? MessageEnvelope.scan(bytes)) == nil)
            // A single digit is JSON, nearly nothing else here is; what counts is coming back at all.
            _ = try? JSONValue.parse(bytes)
        }
    }

    @Test func `notice every place where a message is cut off`() {
        let message = Array(#"{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":[1,-2.5e3,"é\u00e9\n",true,null,{}]}}"#.utf8)
        for length in 0..<message.count {
            #expect(throws: MalformedMessage.self) { try MessageEnvelope.scan(Array(message[..<length])) }
            #expect(throws: MalformedMessage.self) { try JSONValue.parse(Array(message[..<length])) }
        }
    }

    private func value(_ range: Range<Int>?, _ bytes: [UInt8]) throws -> JSONValue? {
        try range.map { range in try bytes.withUnsafeBytes { try JSONValue.parse($0, in: range) } }
    }

    private func nonNull(_ value: JSONValue?) -> JSONValue? { value == .null ? nil : value }

    private func method(_ message: JSONValue) -> String? { message["method"]?.stringValue }

    /// The rules in their own words, on the tree.
    private func isMessage(_ message: JSONValue) -> Bool {
        guard message["jsonrpc"] == "2.0" else { return false }
        if method(message) != nil || nonNull(message["error"]) != nil { return true }
        if message["result"] != nil { return nonNull(message["id"]) != nil }
        return message["error"] != nil
    }
}
