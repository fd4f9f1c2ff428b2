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
            let scanned = try? MessageEnvelope.scan(bytes)
            let contents = try scanned.map { envelope in try bytes.withUnsafeBytes { try EnvelopeContents(envelope, in: $0) } }
            #expect(contents == EnvelopeContents(message), "\(message)")
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
}
