import ServerModel
import Testing

@testable import CommandLineApp

extension StyledText {
    fileprivate var plain: String { rendered(colored: false) }
}

private let convert = ToolDescription(
    name: "convert", title: "Convert a time", description: "From one zone\u{1B}[31m\nto another.\n",
    inputSchema: #"""
        {"type":"object","properties":{"zone":{"type":"string","default":"UTC","description":"Where to."},
        "time":{"type":"string","description":"As 12:30."}},"required":["time"]}
        """#)

struct `The screens of tools` {
    @Test func `list them with their signatures`() {
        #expect(
            ToolList(tools: [convert, ToolDescription(name: "now")]).text.plain == """
                convert time=string [zone=string]
                    From one zone
                now [key=value…]

                """)
    }

    @Test func `tell everything of one`() {
        #expect(
            ToolStory(tool: convert).text.plain == """
                convert time=string [zone=string]
                    Convert a time
                    From one zone
                    to another.

                    ARGUMENT  TYPE                   DESCRIPTION
                    time      string  required       As 12:30.
                    zone      string  default "UTC"  Where to.

                """)
    }

    private func shown(_ content: [ToolContent], structured: String? = nil) -> String {
        ToolResultView(result: ToolCallResult(isError: false, content: content, structuredContent: structured, json: "")).text
            .plain
    }

    @Test func `print a text as it is, made harmless`() {
        #expect(shown([ToolContent(kind: .text, text: "one\n\u{1B}]0;evil\u{07}two\tthree")]) == "one\ntwo\tthree\n")
        #expect(shown([]).isEmpty)
    }

    @Test(
        arguments: [
            (ToolContent(kind: .image, mimeType: "image/png", bytes: 12_345), "[image image/png, 12.3 kB]\n"),
            (ToolContent(kind: .audio), "[audio]\n"),
            (ToolContent(kind: .link, text: "notes", bytes: 5, uri: "file:///n"), "[link notes file:///n, 5 B]\n"),
            (ToolContent(kind: .resource, text: "a\nb", mimeType: "text/csv", uri: "x:y"), "[resource x:y text/csv]\na\nb\n"),
            (ToolContent(kind: .other, text: #"{"type":"x"}"#), "{\"type\":\"x\"}\n"),
        ])
    func `describe what is no text`(content: ToolContent, words: String) {
        #expect(shown([content]) == words)
    }

    @Test func `show what is for programs, and once`() {
        let pretty = "{\n  \"a\": 1\n}\n"
        #expect(shown([], structured: #"{"a":1}"#) == pretty)
        #expect(shown([ToolContent(kind: .text, text: #"{ "a": 1 }"#)], structured: #"{"a":1}"#) == pretty)
        #expect(shown([ToolContent(kind: .text, text: "one")], structured: #"{"a":1}"#) == "one\n" + pretty)
        #expect(shown([ToolContent(kind: .text, text: "3")], structured: #"{"result":3}"#) == "3\n")
        #expect(shown([ToolContent(kind: .text, text: "hi")], structured: #"{"result":"hi"}"#) == "hi\n")
        #expect(
            shown([ToolContent(kind: .text, text: "hi")], structured: #"{"result":"ho"}"#) == "hi\n{\n  \"result\": \"ho\"\n}\n")
    }

    @Test func `tell how a tool failed`() {
        let result = ToolCallResult(isError: true, content: [ToolContent(kind: .text, text: "one\ntwo")], json: "{}")
        #expect(
            ErrorView(error: ToolFailed(tool: "t", server: id("demo"), result: result)).text.plain == """
                error: the tool 't' of 'demo' failed
                  | one
                  | two
                  → see 'mcp-manager tools demo t' for what it takes, 'mcp-manager logs demo' for more

                """)
    }
}
