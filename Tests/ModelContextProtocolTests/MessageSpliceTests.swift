import ModelContextProtocol
import Testing

struct `A spliced message` {
    @Test func `has new bytes in some places and its own everywhere else`() throws {
        let line = #"{ "id" : 1,"method":"x" , "params":{"n":1.0e0,"_meta":{"progressToken":1}},"jsonrpc":"2.0"}"#
        let envelope = try MessageEnvelope.scan(Array(line.utf8))
        let edits: [MessageSplice.Edit] = [
            (try #require(envelope.progressToken), Array(#""p-9""#.utf8)), (try #require(envelope.id), Array("4711".utf8)),
        ]
        let spliced = MessageSplice.replacing(edits, in: Array(line.utf8))
        #expect(
            text(spliced)
                == #"{ "id" : 4711,"method":"x" , "params":{"n":1.0e0,"_meta":{"progressToken":"p-9"}},"jsonrpc":"2.0"}"#)
    }

    @Test func `without edits is the same`() {
        #expect(MessageSplice.replacing([], in: Array("abc".utf8)) == Array("abc".utf8))
    }

    @Test func `keeps the order of edits at one place`() {
        let edits: [MessageSplice.Edit] = [
            (1..<1, Array("1".utf8)), (0..<0, Array("0".utf8)), (1..<1, Array("2".utf8)), (1..<2, []),
        ]
        #expect(text(MessageSplice.replacing(edits, in: Array("abc".utf8))) == "0a12c")
    }

    @Test(arguments: [
        (#"{"jsonrpc":"2.0","id":1,"method":"x"}"#, #"{"params":{"_meta":{"k":1}},"jsonrpc":"2.0","id":1,"method":"x"}"#),
        (
            " {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}\r",
            " {\"params\":{\"_meta\":{\"k\":1}},\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}\r"
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"k":1}}}"#
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":null}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"k":1}}}"#
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{ "a":1}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"k":1}, "a":1}}"#
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{ }}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"k":1 }}}"#
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"a":2}}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"k":1,"a":2}}}"#
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":null}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"k":1}}}"#
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"k":"old"}}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"k":1}}}"#
        ),
    ])
    func `gets members into its _meta, which is made when missing`(line: String, expected: String) throws {
        let bytes = Array(line.utf8)
        let envelope = try MessageEnvelope.scan(bytes)
        let spliced = bytes.withUnsafeBytes { MessageSplice.insertingMeta([("k", Array("1".utf8))], into: $0, envelope) }
        #expect(text(spliced) == expected)
    }

    @Test(arguments: [
        (#"{"jsonrpc":"2.0","id":1,"result":{}}"#, #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","ttlMs":0}}"#),
        (
            #"{"id":1,"result":{"tools":[ ]},"jsonrpc":"2.0"}"#,
            #"{"id":1,"result":{"resultType":"complete","ttlMs":0,"tools":[ ]},"jsonrpc":"2.0"}"#
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"result":{"ttlMs":5}}"#,
            #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","ttlMs":5}}"#
        ),
        (#"{"jsonrpc":"2.0","id":1,"result":null}"#, #"{"jsonrpc":"2.0","id":1,"result":null}"#),
        (#"{"jsonrpc":"2.0","id":1,"error":{}}"#, #"{"jsonrpc":"2.0","id":1,"error":{}}"#),
    ])
    func `gets the members its result lacks`(line: String, expected: String) throws {
        let bytes = Array(line.utf8)
        let envelope = try MessageEnvelope.scan(bytes)
        let members: [MessageSplice.Member] = [("resultType", Array(#""complete""#.utf8)), ("ttlMs", Array("0".utf8))]
        let spliced = bytes.withUnsafeBytes { MessageSplice.addingResultMembers(members, to: $0, envelope) }
        #expect(text(spliced) == expected)
    }

    @Test(arguments: 0..<4) func `is a message still, saying what was added and all it said before`(seed: UInt64) throws {
        var random = RandomMessage(seed: 300 + seed)
        for _ in 0..<200 {
            let bytes = random.spelled(random.message())
            guard let envelope = try? MessageEnvelope.scan(bytes), envelope.method != nil else { continue }
            let edits = bytes.withUnsafeBytes {
                MessageSplice.metaEdits(adding: [("added", Array("[1]".utf8))], to: $0, envelope)
            }
            let spliced = MessageSplice.replacing(edits, in: bytes)
            var expected = try JSONValue.parse(bytes)
            var params = expected["params"]?.objectValue.map { JSONValue.object($0) } ?? [:]
            var meta = params["_meta"]?.objectValue.map { JSONValue.object($0) } ?? [:]
            meta["added"] = [1]
            params["_meta"] = meta
            expected["params"] = params
            #expect(sorted(try JSONValue.parse(spliced)) == sorted(expected))
            #expect(try MessageEnvelope.scan(spliced).kind == envelope.kind)
        }
    }

    /// Member order does not count here, only what the last of each name says.
    private func sorted(_ value: JSONValue) -> JSONValue {
        guard case .object(let object) = value else { return value }
        let names = Set(object.members.map(\.name)).sorted()
        return .object(JSONObject(names.map { JSONObject.Member(name: $0, value: sorted(object[$0] ?? .null)) }))
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
