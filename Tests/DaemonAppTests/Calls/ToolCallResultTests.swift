import ModelContextProtocol
import ServerModel
import Testing

@testable import DaemonApp

struct `The answer of a tool` {
    @Test(
        arguments: [
            (#"{"type":"text","text":"hi"}"#, ToolContent(kind: .text, text: "hi")),
            (#"{"type":"text"}"#, ToolContent(kind: .text, text: "")),
            (
                #"{"type":"image","data":"AAAA","mimeType":"image/png"}"#,
                ToolContent(kind: .image, mimeType: "image/png", bytes: 3)
            ),
            (
                #"{"type":"audio","data":"AA==","mimeType":"audio/wav"}"#,
                ToolContent(kind: .audio, mimeType: "audio/wav", bytes: 1)
            ),
            (
                #"{"type":"resource","resource":{"uri":"x:y","mimeType":"text/csv","text":"a,b"}}"#,
                ToolContent(kind: .resource, text: "a,b", mimeType: "text/csv", uri: "x:y")
            ),
            (#"{"type":"resource","resource":{"uri":"x:y","blob":"AAA="}}"#, ToolContent(kind: .resource, bytes: 2, uri: "x:y")),
            (
                #"{"type":"resource_link","uri":"x:y","name":"n","size":9}"#,
                ToolContent(kind: .link, text: "n", bytes: 9, uri: "x:y")
            ),
            (#"{"type":"hologram","n":1.50}"#, ToolContent(kind: .other, text: #"{"type":"hologram","n":1.50}"#)),
            ("3", ToolContent(kind: .other, text: "3")),
        ])
    func `is read piece by piece`(block: String, content: ToolContent) throws {
        let result = ToolCallResult(try JSONValue.parse(#"{"content":[\#(block)]}"#))
        #expect(result.content == [content])
        #expect(!result.isError && result.structuredContent == nil)
    }

    @Test func `keeps what is for programs as it was written`() throws {
        let text = #"{"content":[],"structuredContent":{"b":1.0,"a":2},"isError":true,"later":null}"#
        let result = ToolCallResult(try JSONValue.parse(text))
        #expect(result.isError)
        #expect(result.structuredContent == #"{"b":1.0,"a":2}"#)
        #expect(result.json == text)
    }

    @Test(arguments: ["{}", "[]", "null", #"{"content":3,"isError":"yes"}"#])
    func `may be nonsense`(text: String) throws {
        let result = ToolCallResult(try JSONValue.parse(text))
        #expect(result.content.isEmpty && !result.isError && result.json == text)
    }
}
