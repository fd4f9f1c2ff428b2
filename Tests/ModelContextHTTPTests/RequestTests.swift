import ModelContextProtocol
import Testing

@testable import ModelContextHTTP

struct `An address` {
    @Test(arguments: [
        ("http://a/mcp", "http://a/mcp"), ("HTTPS://A.example:443", "https://a.example/"),
        ("http://[::1]:80/x?y#z", "http://[::1]/x?y"),
        ("http://a:8080?q", "http://a:8080/?q"),
    ])
    func `is written in one way`(text: String, expected: String) { #expect(ServerAddress(text)?.text == expected) }

    @Test(arguments: [
        "", "a", "ftp://a", "http://", "http://:1/", "http://u:p@a/", "http://a:0/", "http://a:99999/", "http://a b/",
    ])
    func `must be one for HTTP with a host and no password`(text: String) { #expect(ServerAddress(text) == nil) }

    @Test(arguments: [
        ("/messages?s=1", "http://a:1/messages?s=1"), ("messages", "http://a:1/x/messages"), ("?s=1", "http://a:1/x/sse?s=1"),
        ("//b/y", "http://b/y"), ("https://c/", "https://c/"), ("/to?u=http://b", "http://a:1/to?u=http://b"),
    ])
    func `is where references begin`(reference: String, expected: String) throws {
        #expect(try #require(ServerAddress("http://a:1/x/sse?old")).resolving(reference)?.text == expected)
    }

    @Test func `is of one origin with the same scheme, host and port only`() throws {
        let here = try #require(ServerAddress("http://a/x"))
        #expect(try #require(ServerAddress("http://A:80/y")).hasOrigin(of: here))
        for other in ["https://a/x", "http://b/x", "http://a:81/x"] {
            #expect(try !#require(ServerAddress(other)).hasOrigin(of: here))
        }
    }

    @Test func `is shown without its query, and without a secret path`() throws {
        var address = try #require(ServerAddress("https://a/k3y/mcp?token=t"))
        #expect(address.shown == "https://a/k3y/mcp")
        address.hidesPath = true
        #expect(address.resolving("/k3y/other")?.shown == "https://a")
    }
}

struct `The value of a header` {
    @Test(arguments: [
        ("add", "add"), ("", ""), ("two words", "two words"), (" padded", "=?base64?IHBhZGRlZA==?="),
        ("größe", "=?base64?Z3LDtsOfZQ==?="),
        ("a\nb", "=?base64?YQpi?="), ("=?base64?YQ==?=", "=?base64?PT9iYXNlNjQ/WVE9PT89?="),
    ])
    func `is encoded only when a header cannot hold it`(value: String, expected: String) {
        #expect(HeaderText.encoded(value) == expected)
    }
}

struct `The arguments a server wants as headers` {
    private func tools(_ schema: String) throws -> JSONValue {
        try JSONValue.parse(
            #"{"tools":[{"name":"t","inputSchema":\#(schema)},{"name":"plain","inputSchema":{"type":"object"}}]}"#)
    }

    @Test func `are found along properties and written as text`() throws {
        var headers = ArgumentHeaders()
        let schema = #"""
            {"type":"object","properties":{"city":{"type":"string","x-mcp-header":"City"},"deep":{"type":"object","properties":{
            "n":{"type":"integer","x-mcp-header":"N"},"on":{"type":"boolean","x-mcp-header":"On"}}},"gone":{"type":"string","x-mcp-header":"Gone"}}}
            """#
        #expect(headers.learn(try tools(schema)) == nil)
        let arguments = try JSONValue.parse(#"{"city":"Köln","deep":{"n":42,"on":true},"gone":null}"#)
        let found = headers.headers(for: "t", arguments: arguments).map { "\($0.name): \($0.value)" }
        #expect(found == ["Mcp-Param-City: =?base64?S8O2bG4=?=", "Mcp-Param-N: 42", "Mcp-Param-On: true"])
        #expect(!headers.concern("plain"))
    }

    @Test(arguments: [
        #"{"properties":{"a":{"type":"array","x-mcp-header":"A"}}}"#,
        #"{"properties":{"a":{"type":"string","x-mcp-header":"no blank"}}}"#,
        #"{"properties":{"a":{"type":"string","x-mcp-header":"A"},"b":{"type":"string","x-mcp-header":"a"}}}"#,
        #"{"properties":{"a":{"type":"string","x-mcp-header":""}}}"#, #"{"x-mcp-header":"A","type":"string"}"#,
    ])
    func `make a tool that is annotated wrongly unusable`(schema: String) throws {
        var headers = ArgumentHeaders()
        let learned = headers.learn(try tools(schema))
        let (result, dropped) = try #require(learned)
        #expect(dropped == ["t"])
        #expect(result["tools"]?.arrayValue?.map { $0["name"]?.stringValue } == ["plain"])
    }
}
