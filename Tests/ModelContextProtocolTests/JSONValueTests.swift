import ModelContextProtocol
import Testing

struct `A JSON value` {
    @Test(arguments: [
        "null", "true", "false", "0", "-0", "1.50", "1E400", "123456789012345678901234567890", "\"\"", "[]", "{}",
        #"{"b":1,"a":[true,null,{"":""}],"b":2}"#, #"["\"\\\n\r\t\u0001","é漢😀/"]"#,
    ])
    func `is written as it was read`(text: String) throws {
        #expect(try JSONValue.parse(text).serialized() == Array(text.utf8))
    }

    @Test func `keeps every digit of a number`() throws {
        #expect(try JSONValue.parse("9007199254740993").description == "9007199254740993")
        #expect(try JSONValue.parse("9007199254740993").intValue == 9_007_199_254_740_993)
    }

    @Test func `undoes escapes and pairs of surrogates`() throws {
        #expect(try JSONValue.parse(#""\u00e9\ud83d\ude00\/\b\f""#) == "é😀/\u{8}\u{c}")
    }

    @Test(arguments: [#""\ud83d""#, #""\ude00""#, #""\ud83dx""#, #""\ud83d\u0041""#])
    func `replaces half a surrogate pair, which JavaScript and Python both write`(text: String) throws {
        let value = try #require(try JSONValue.parse(text).stringValue)
        #expect(value.hasPrefix("\u{FFFD}"))
    }

    @Test func `replaces ill-formed UTF-8`() throws {
        #expect(try JSONValue.parse([0x22, 0xFF, 0x22]) == "\u{FFFD}")
        #expect(try JSONValue.parse([0x22, 0xC3, 0x5C, 0x6E, 0x22]) == "\u{FFFD}\n")
    }

    @Test(arguments: [
        "", "[1,]", "{\"a\":1,}", "{\"a\"}", "01", "+1", "1 2", "tru", "\"\u{1}\"", "\"\\x\"", "'a'", "[}", "{]", "[,1]", "NaN",
    ])
    func `is not read from anything else`(text: String) {
        #expect(throws: MalformedMessage.self) { try JSONValue.parse(text) }
    }

    @Test func `may nest 512 deep and no deeper`() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(try JSONValue.parse(nested(512)).serialized().count == 1024)
        let fault = #expect(throws: MalformedMessage.self) { try JSONValue.parse(nested(513)) }
        #expect(fault?.reason == .depth)
    }

    @Test func `finds members and elements, the last of a name`() throws {
        let value = try JSONValue.parse(#"{"a":{"b":[1,"x"]},"a":{"b":[2,true,3.0]}}"#)
        #expect(value["a"]?["b"]?[0]?.intValue == 2)
        #expect(value["a"]?["b"]?[1]?.boolValue == true)
        #expect(value["a"]?["b"]?[2]?.intValue == 3)
        #expect(value["a"]?["b"]?[3] == nil)
        #expect(value["z"]?["b"] == nil)
    }

    @Test func `sets, replaces and removes members in place`() {
        var value: JSONValue = ["a": 1, "b": 2]
        value["a"] = 3
        value["c"] = ["d": .null]
        value["b"] = nil
        #expect(value.description == #"{"a":3,"c":{"d":null}}"#)
        var other: JSONValue = "text"
        other["a"] = nil
        #expect(other == "text")
        other["a"] = true
        #expect(other == ["a": true])
    }

    @Test func `writes whole numbers without a fraction and nothing JSON cannot say`() {
        #expect(JSONValue.number(3).description == "3")
        #expect(JSONValue.number(0.5).description == "0.5")
        #expect(JSONValue.number(Double.infinity) == .null)
    }

    @Test(arguments: 0..<4) func `comes back from its own text`(seed: UInt64) throws {
        var random = RandomMessage(seed: 50 + seed)
        for _ in 0..<300 {
            let value = random.value(depth: 5)
            #expect(try JSONValue.parse(value.serialized()) == value)
            #expect(!value.serialized().contains(0x0A))
        }
    }
}
