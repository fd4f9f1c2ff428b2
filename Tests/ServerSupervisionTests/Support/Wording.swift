import ModelContextProtocol
import Testing

// Messages as a test writes and reads them.

func request(_ id: String, _ method: String, _ params: String = "{}") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
}

func notification(_ method: String, _ params: String = "{}") -> String {
    #"{"jsonrpc":"2.0","method":"\#(method)","params":\#(params)}"#
}

func result(_ id: String, _ result: String = "{}") -> String { #"{"jsonrpc":"2.0","id":\#(id),"result":\#(result)}"# }

func refusal(_ id: String, _ code: Int = -32603, _ message: String = "no") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":\#(code),"message":"\#(message)"}}"#
}

/// A request as the modern era writes it; `params` and `meta` are members, each with a comma behind it.
func modern(_ id: String, _ method: String, _ params: String = "", capabilities: String = "{}", meta: String = "") -> String {
    request(
        id, method,
        #"{\#(params)"_meta":{\#(meta)"io.modelcontextprotocol/protocolVersion":"2026-07-28","#
            + #""io.modelcontextprotocol/clientCapabilities":\#(capabilities),"#
            + #""io.modelcontextprotocol/clientInfo":{"name":"new","version":"1"}}}"#)
}

/// What asks for a call of a tool, and for every kind of question back.
let everything = #"{"elicitation":{},"sampling":{},"roots":{}}"#

/// Reads one message; a test fails on what is none.
func read(_ line: String?) throws -> JSONValue { try JSONValue.parse(try #require(line)) }

extension JSONValue {
    /// The id, as it was written.
    var idToken: String { self["id"].map(String.init(describing:)) ?? "" }
    var method: String? { self["method"]?.stringValue }
    var meta: JSONValue? { self["params"]?["_meta"] ?? self["result"]?["_meta"] }
}

/// A piece of a shell script: reads one line and answers it as a legacy server does.
let answerInitialize = """
    read line; id=${line#*'"id":'}; id=${id%%,*}; \
    echo '{"jsonrpc":"2.0","id":'$id',"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"sh","version":"1"}}}'
    """
