import ModelContextProtocol
import ServerModel
import Testing

@testable import TerminalApp

struct `The schema of a tool` {
    private static func kind(_ schema: String, in definitions: String = "{}") -> ToolArgument.Kind? {
        ToolSchema("{\"$defs\":\(definitions),\"properties\":{\"x\":\(schema)}}").argument("x")?.kind
    }

    @Test func `puts what is required first, else keeps its order`() {
        let schema = ToolSchema(Sample.tools[0].inputSchema)
        #expect(schema.arguments.map(\.name) == ["source_timezone", "time", "note", "days", "style", "exact", "zones"])
        #expect(schema.required == ["source_timezone", "time"])
    }

    @Test(arguments: [
        ("{\"type\":\"string\"}", ToolArgument.Kind.text), ("{\"type\":\"integer\"}", .integer),
        ("{\"type\":\"number\"}", .number),
        ("{\"type\":\"boolean\"}", .toggle), ("{\"type\":[\"string\",\"null\"]}", .text),
        ("{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]}", .integer),
        ("{\"oneOf\":[{\"type\":\"null\"},{\"enum\":[\"a\"]}]}", .choice(["a"])), ("{\"const\":5}", .choice([5])),
        ("{\"enum\":[\"a\",null,2]}", .choice(["a", 2])),
        ("{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}", .list(of: .integer)),
        ("{\"type\":\"array\",\"items\":{\"type\":\"object\"}}", .json(.array)), ("{\"type\":\"array\"}", .json(.array)),
        ("{\"type\":\"object\",\"properties\":{\"a\":{}}}", .json(.object)), ("{}", .json(.any)), ("true", .json(.any)),
        ("{\"type\":[\"string\",\"integer\"]}", .json(.any)),
        ("{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"string\"}]}", .json(.any)),
    ])
    func `gives each kind of value its kind of field`(schema: String, kind: ToolArgument.Kind) {
        #expect(Self.kind(schema) == kind)
    }

    @Test func `follows references, but not in circles`() {
        let definitions = "{\"Level\":{\"enum\":[\"low\",\"high\"]},\"Loop\":{\"$ref\":\"#/$defs/Loop\"}}"
        #expect(Self.kind("{\"$ref\":\"#/$defs/Level\"}", in: definitions) == .choice(["low", "high"]))
        #expect(
            Self.kind("{\"allOf\":[{\"$ref\":\"#/$defs/Level\"}],\"default\":\"low\"}", in: definitions)
                == .choice(["low", "high"]))
        #expect(Self.kind("{\"$ref\":\"#/$defs/Loop\"}", in: definitions) == .json(.any))
    }

    @Test func `says what values are held to`() {
        let schema = ToolSchema(Sample.tools[0].inputSchema)
        #expect(schema.argument("days")?.limitWords == ["0 to 7", "else 0"])
        #expect(schema.argument("note")?.limitWords == ["at most 10 characters"])
        #expect(schema.argument("style")?.typeWords == "one of 2")
    }

    @Test func `without a word about arguments takes anything`() {
        #expect(ToolSchema("{}").takesAnything)
        #expect(!ToolSchema("{\"type\":\"object\"}").takesAnything)
        #expect(ToolSchema("nonsense").problem == "its schema is no JSON object")
    }

    @Test(arguments: Sample.hostileTools)
    func `cannot be so bad that there is no form`(tool: ToolDescription) {
        let form = ToolForm(tool)
        #expect(form.fields.count <= ToolSchema.mostArguments)
        #expect(!form.fields.isEmpty)
    }
}

struct `A call as a command line` {
    private static func line(_ arguments: String, knowsSchema: Bool = true, tool: String = "convert_time") throws -> String {
        let object = try #require(JSONValue.parse(arguments).objectValue)
        let schema = knowsSchema ? ToolSchema(Sample.tools[0].inputSchema) : nil
        return CallCommand(server: Sample.id("time"), tool: tool, arguments: object, schema: schema).line
    }

    @Test func `writes values as one types them`() throws {
        #expect(
            try Self.line("{\"time\":\"12:00\",\"days\":2,\"exact\":true,\"style\":\"short\"}")
                == "mcp-manager call time convert_time time=12:00 days=2 exact=true style=short")
    }

    @Test func `quotes what a shell would take for something else`() throws {
        #expect(try Self.line("{\"note\":\"it's $HOME\"}") == "mcp-manager call time convert_time 'note=it'\\''s $HOME'")
        #expect(try Self.line("{}", tool: "-rf; true") == "mcp-manager call -- time '-rf; true'")
    }

    @Test func `writes as JSON what could be read otherwise`() throws {
        #expect(try Self.line("{\"zones\":[\"a\",\"b\"]}") == "mcp-manager call time convert_time 'zones:=[\"a\",\"b\"]'")
        #expect(try Self.line("{\"unknown\":\"5\"}") == "mcp-manager call time convert_time 'unknown:=\"5\"'")
        #expect(try Self.line("{\"a=b\":1}") == "mcp-manager call time convert_time '{\"a=b\":1}'")
        #expect(try Self.line("{\"time\":\"1\"}", knowsSchema: false) == "mcp-manager call time convert_time '{\"time\":\"1\"}'")
    }

    @Test func `holds no control character`() throws {
        let line = try Self.line("{\"note\":\"a\\u001b[2Jb\\nc\"}")
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }
}
