import ModelContextProtocol
import ServerModel
import Testing

@testable import CommandLineApp

private let schema = #"""
    {"type":"object","required":["text","when"],"properties":{
      "count":{"type":"integer","default":3},"ratio":{"type":"number"},"deep":{"type":"boolean"},
      "text":{"type":"string","description":"what to say"},
      "tags":{"type":"array"},"options":{"type":"object"},
      "maybe":{"anyOf":[{"type":"integer"},{"type":"null"}]},"either":{"type":["string","integer"]},
      "level":{"enum":["low","high",3]},"when":{"$ref":"#/$defs/Day"},"any":{}
    },"$defs":{"Day":{"type":"string","enum":["monday","sunday"]}}}
    """#

private func arguments(_ schema: String = schema) -> ToolArguments {
    ToolArguments(
        signature: ToolSignature(ToolDescription(name: "say", description: nil, inputSchema: schema)), server: id("demo"))
}

private func object(_ words: String..., schema: String = schema, input: String = "") throws -> String {
    JSONValue.object(try arguments(schema).object(words) { input }).description
}

private func problems(_ words: String..., schema: String = schema, input: String = "") -> [String] {
    do {
        _ = try arguments(schema).object(words) { input }
        return []
    } catch let unfit as UnfitArguments {
        return unfit.problems
    } catch {
        return ["\(error)"]
    }
}

struct `Arguments from the shell` {
    @Test(arguments: [
        ("count=5", #""count":5"#), ("count=12345678901234567890123", #""count":12345678901234567890123"#),
        ("count=3e2", #""count":3e2"#), ("ratio=-0.50", #""ratio":-0.50"#), ("ratio=2", #""ratio":2"#),
        ("deep=true", #""deep":true"#), (#"tags=["a",1]"#, #""tags":["a",1]"#),
        (#"options={"a":null}"#, #""options":{"a":null}"#),
        ("maybe=3", #""maybe":3"#), ("maybe=null", #""maybe":null"#), ("either=3", #""either":3"#),
        ("either=three", #""either":"three""#), ("level=low", #""level":"low""#), ("level=3", #""level":3"#),
        ("any=3", #""any":"3""#), ("any:=3", #""any":3"#), (#"either:="3""#, #""either":"3""#), ("count:=null", #""count":null"#),
        ("any=a=b", #""any":"a=b""#), ("any=", #""any":"""#),
    ])
    func `have the type the tool wants`(word: String, member: String) throws {
        #expect(try object("text=x", "when=sunday", word) == #"{"text":"x","when":"sunday",\#(member)}"#)
    }

    @Test(arguments: [
        ("count=five", "'count' wants a whole number, not 'five'"), ("count=1.5", "'count' wants a whole number, not '1.5'"),
        ("count=+1", "'count' wants a whole number, not '+1'"), ("deep=yes", "'deep' wants true or false, not 'yes'"),
        ("tags=a,b", "'tags' wants a JSON array such as [1, 2], not 'a,b'"),
        ("maybe=x", "'maybe' wants a whole number or null, not 'x'"),
        ("level=hihg", "'level' cannot be 'hihg'; did you mean 'high'?"),
        ("level=medium", "'level' cannot be 'medium'; it may be low, high, 3"),
        ("cuont=5", "'say' takes no 'cuont', did you mean 'count'?"), ("zzz=5", "'say' takes no 'zzz'"),
        ("any:=x", "'x' is not JSON; write any=x for a plain text"), ("alone", "'alone' is not of the form key=value"),
        ("=5", "'=5' is not of the form key=value"), (":=5", "':=5' is not of the form key=value"),
        ("text=y", "'text' is given twice"),
    ])
    func `are refused with a reason`(word: String, problem: String) {
        #expect(problems("text=x", "when=sunday", word) == [problem])
    }

    @Test func `tell all that is wrong at once, and how to call the tool`() throws {
        #expect(
            problems("count=x", "when=sunday") == ["'count' wants a whole number, not 'x'", "'text' is missing (what to say)"])
        let error = #expect(throws: UnfitArguments.self) { try object("when=sunday") }
        #expect(
            error?.remedy == "write: mcp-manager call demo say text=string when=monday|sunday [count=integer] [ratio=number] "
                + "[deep=boolean] [tags=array] [options=object] [maybe=integer] [either=string|integer] [level=low|high|3] [any=value]"
        )
    }

    @Test func `may be one JSON object, typed or read`() throws {
        let text = #"{"when":"sunday","text":"x","count":1.0}"#
        #expect(try object(text) == text)
        #expect(try object("-", input: text + "\n") == text)
        #expect(problems(#"{"text":"x","whne":1}"#) == ["'say' takes no 'whne', did you mean 'when'?", "'when' is missing"])
        #expect(problems("-", input: "[]") == ["the arguments are JSON, but not an object"])
        #expect(
            problems("{") == ["the arguments are not JSON: the text ends too early: expected a member name in quotes (at byte 1)"]
        )
    }

    @Test(arguments: ["{}", #"{"type":"object","properties":{"a":{}},"additionalProperties":true}"#, "nonsense"])
    func `may have any name where the tool takes any`(schema: String) throws {
        #expect(try object("b=1", schema: schema) == #"{"b":"1"}"#)
    }

    @Test func `may be none`() throws {
        #expect(try object(schema: #"{"type":"object","properties":{}}"#) == "{}")
        #expect(problems("a=1", schema: #"{"type":"object","properties":{}}"#) == ["'say' takes no 'a'"])
    }

    @Test(arguments: [
        ##"{"properties":{"a":{"$ref":"#/properties/a"},"b":{"anyOf":[{"$ref":"#/nowhere"}]}}}"##,
        ##"{"properties":{"a":{"anyOf":[{"$ref":"#/properties/a"}]},"b":{"oneOf":[{"$ref":"#"},{"$ref":"#/properties/b"}]}}}"##,
        ##"{"properties":{"a":{"$ref":"#/$defs/T"},"b":{}},"$defs":{"T":{"oneOf":[{"$ref":"#/$defs/T"},{"$ref":"#/$defs/T"}]}}}"##,
    ])
    func `survive a schema that refers to itself`(schema: String) throws {
        #expect(try object("a=1", "b=2", schema: schema) == #"{"a":"1","b":"2"}"#)
    }
}
