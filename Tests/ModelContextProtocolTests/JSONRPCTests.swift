import ModelContextProtocol
import Testing

struct `A message of ours` {
    @Test func `is one line, whatever text is in it`() throws {
        let message = JSONRPC.request(id: 7, method: "tools/call", params: ["text": "a\n\r\u{2028}\"é\u{1}"])
        #expect(!message.contains(0x0A))
        #expect(try JSONValue.parse(message)["params"]?["text"] == "a\n\r\u{2028}\"é\u{1}")
    }

    @Test func `gives an id back in the very bytes it came in`() {
        let id = Array(#""\u0061-1""#.utf8)
        #expect(text(JSONRPC.result(id: id, ["ok": true])) == #"{"jsonrpc":"2.0","id":"\u0061-1","result":{"ok":true}}"#)
        #expect(
            text(JSONRPC.error(id: id, code: -32601, message: "no", data: "x"))
                == #"{"jsonrpc":"2.0","id":"\u0061-1","error":{"code":-32601,"message":"no","data":"x"}}"#)
    }

    @Test func `leaves out what it has not`() {
        #expect(text(JSONRPC.notification(method: "a/b")) == #"{"jsonrpc":"2.0","method":"a/b"}"#)
        #expect(text(JSONRPC.request(id: 0, method: "ping")) == #"{"jsonrpc":"2.0","id":0,"method":"ping"}"#)
        let anonymous = JSONRPC.error(id: nil as [UInt8]?, code: 1, message: "")
        #expect(text(anonymous) == #"{"jsonrpc":"2.0","error":{"code":1,"message":""}}"#)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
