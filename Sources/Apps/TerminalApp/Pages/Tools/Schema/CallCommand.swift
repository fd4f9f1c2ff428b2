import ModelContextProtocol
import ServerModel

/// A call of a tool as one would type it into a POSIX shell: `mcp-manager call time convert_time time=12:00`.
struct CallCommand {
    var server: ServerID
    var tool: String
    var arguments: JSONObject
    /// `nil` when it is not known: then the arguments are written as one JSON object, which always means what it says.
    var schema: ToolSchema?

    var line: String {
        // A name that looks like an option is none behind two dashes.
        let start = ["mcp-manager", "call"] + (tool.hasPrefix("-") ? ["--"] : [])
        return (start + [server.rawValue, ShellWords.quoted(tool)] + words.map(ShellWords.quoted)).joined(separator: " ")
    }

    private var words: [String] {
        guard let schema, arguments.members.allSatisfy({ Self.isPlain($0.name) }), Self.areDistinct(arguments) else {
            return arguments.members.isEmpty ? [] : [JSONValue.object(arguments).description]
        }
        return arguments.members.map { member in
            let argument = schema.argument(member.name)
            return Self.text(member.value, for: argument).map { "\(member.name)=\($0)" } ?? "\(member.name):=\(member.value)"
        }
    }

    /// A value as a word the command line reads as this very value; `nil` when only JSON is sure to be.
    private static func text(_ value: JSONValue, for argument: ToolArgument?) -> String? {
        switch (value, argument?.kind) {
        // Escape sequences have no place on a command line; JSON has words for them.
        case (.string(let text), .text): text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } ? text : nil
        case (.string(let text), .choice(let options)) where options.allSatisfy { $0.stringValue != nil }: text
        case (.number(let text), .integer), (.number(let text), .number): text
        case (.bool(let isTrue), .toggle): isTrue ? "true" : "false"
        default: nil
        }
    }

    /// Whether a name can stand before `=` and be read as this name.
    private static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "{") else { return false }
        return !name.contains("=") && !name.hasSuffix(":") && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    private static func areDistinct(_ object: JSONObject) -> Bool {
        Set(object.members.map(\.name)).count == object.members.count
    }
}
