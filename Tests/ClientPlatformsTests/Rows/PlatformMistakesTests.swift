import ClientPlatforms
import Testing

struct `What is wrong with a user's client` {
    /// What follows `id`, `title` and `files`, and what is said about it: line, column, severity, message, fix.
    @Test(arguments: [
        ("aliasses: [a]", "4:1: warning: unknown key 'aliasses' — did you mean 'aliases'?"),
        ("aliases: [a b]", "4:11: error: 'a b' cannot be another name of a client — use 1 to 64 letters, digits, '-' and '_'"),
        (
            "format: jsno",
            "4:9: error: format cannot be 'jsno' — did you mean 'json'? The choices are: json, json-with-comments, jsonc, toml, yaml"
        ),
        ("layout: tree", "4:9: error: layout cannot be 'tree' — write one of: map, list, nested-when-present"),
        ("container: {a: b}", "4:12: error: container must be a text or a list of texts — write 'container: [ONE, OTHER]'"),
        (
            "container: ['']",
            "4:13: error: what stands in container must be text, and not empty — write the text, in quotes if need be"
        ),
        (
            "other_containers: [mcp]",
            "4:19: error: other_containers must be a list of lists of keys — write '[[mcp, servers], [mcpServers]]'"
        ),
        ("new_file: {a: [1]}", "4:11: error: 'a' in new_file must be text — write a text after it"),
        (
            "twins:\n  - more/mcp.json",
            "5:5: error: the path 'more/mcp.json' does not say where it begins — begin it with ~/, with a variable such as $XDG_CONFIG_HOME, or with /"
        ),
        ("project_files: [/etc/x]", "4:17: error: '/etc/x' is not a path within a project — write it as '.my-editor/mcp.json'"),
        ("project_files: ~/x", "4:16: error: '~/x' is not a path within a project — write it as '.my-editor/mcp.json'"),
        ("superseded_by: zde", "4:16: warning: no client that comes with us is named 'zde' — did you mean 'zed'?"),
        ("note: ''", "4:7: error: note must not be empty — write a value, or remove the key"),
        (
            "switchboard: {path: off}",
            "4:1: error: switchboard needs 'files', 'path' and 'style' — write 'switchboard: {files: ~/.my-editor/state.json, path: [disabled], style: list-of-disabled}'"
        ),
        (
            "switchboard: {files: ~/x, path: off, style: flag}",
            "4:33: error: path must say with '*' where a server's name stands — write '[\"*\", enabled]'"
        ),
    ])
    func `is told with its place`(line: String, diagnostic: String) {
        let reading = PlatformReading.read(text: "id: x\ntitle: X\nfiles: ~/x.json\n\(line)\n", file: "x.yaml")
        #expect(reading.diagnostics.map(\.description) == ["x.yaml:\(diagnostic)"])
        #expect((reading.platform == nil) == diagnostic.contains(": error:"))
    }

    @Test(arguments: [
        ("comand: a", "5:3: warning: unknown key 'comand' in 'entry' — did you mean 'command'?"),
        ("command: ''", "5:12: error: command must not be empty — write a value, or remove the key"),
        (
            "remote_types: [http]",
            "5:18: error: 'http' is not a transport of remote servers — the transports are: streamable-http, sse"
        ),
        (
            "remote_types: {streamable: x}",
            "5:30: error: 'streamable' is not a transport of remote servers — the transports are: streamable-http, sse"
        ),
        ("remote_types: {see: x}", "5:23: error: 'see' is not a transport of remote servers — did you mean 'sse'?"),
        (
            "untyped_transport: ssee",
            "5:22: error: untyped_transport cannot be 'ssee' — did you mean 'sse'? The choices are: streamable-http, sse"
        ),
        (
            "on_off: active",
            "5:11: error: 'active' does not say whether it is true or false for a server that is on — write 'on_off: {key: active, value_when_on: true}'"
        ),
        ("on_off: {key: active}", "5:3: error: the key 'value_when_on' is missing — add 'value_when_on: true', or false"),
        ("on_off: {value_when_on: true}", "5:3: error: the key 'key' is missing — add 'key: enabled'"),
        ("auto_approve: {key: a, style: all}", "5:33: error: style cannot be 'all' — write one of: tools, approval-modes"),
        ("timeout: {key: wait}", "5:3: error: the key 'unit' is missing — add 'unit: seconds', or 'unit: milliseconds'"),
        ("timeout: {unit: hours}", "5:19: error: unit cannot be 'hours' — write one of: seconds, milliseconds"),
        (
            "timeout: {unit: seconds, range: [9, 1]}",
            "5:35: error: range must be the least and the greatest value — write 'range: [1, 3600]'"
        ),
        (
            "reference: ${x}",
            "5:14: error: the reference '${x}' does not say where the variable's name stands — write NAME in its place, as in \"${env:NAME}\""
        ),
        ("constants: {weight: 1.5}", "5:23: error: '1.5' is not a whole number — write a whole number, or put it in quotes"),
    ])
    func `is told of its entries too`(line: String, diagnostic: String) {
        let reading = PlatformReading.read(text: "id: x\ntitle: X\nfiles: ~/x.json\nentry:\n  \(line)\n", file: "x.yaml")
        #expect(reading.diagnostics.map(\.description) == ["x.yaml:\(diagnostic)"])
        #expect((reading.platform == nil) == diagnostic.contains(": error:"))
    }

    @Test(arguments: [
        ("type: no\n  stdio_type: stdio", "6:15: error: there is no key for this type — remove it, or remove 'type: no'"),
        (
            "type: no\n  remote_types: {sse: sse}",
            "6:17: error: there is no key for these types — write a list of transports, or remove 'type: no'"
        ),
    ])
    func `is a type without a key`(lines: String, diagnostic: String) {
        let reading = PlatformReading.read(text: "id: x\ntitle: X\nfiles: ~/x.json\nentry:\n  \(lines)\n", file: "x.yaml")
        #expect(reading.diagnostics.map(\.description) == ["x.yaml:\(diagnostic)"])
    }

    @Test(arguments: [
        ("my_editor", "write 'my-editor'"), ("My Editor", "write 'my-editor'"),
        ("'käse'", "use 1 to 64 lower-case letters, digits and '-'"),
        (String(repeating: "x", count: 65), "use 1 to 64 lower-case letters, digits and '-'"),
    ])
    func `is an id that is none`(id: String, fix: String) {
        let reading = PlatformReading.read(text: "id: \(id)\ntitle: X\nfiles: ~/x", file: "x.yaml")
        #expect(reading.diagnostics.map(\.fix) == [fix])
        #expect(reading.platform == nil)
    }

    @Test(arguments: [
        ("x/mcp.json", "the path 'x/mcp.json' does not say where it begins"),
        ("./x", "the path './x' does not say where it begins"),
        ("'%APPDATA/x'", "the path '%APPDATA/x' does not say where it begins"),
        ("$1/x", "the path '$1/x' does not say where it begins"),
        ("${HOME/x", "the path '${HOME/x' does not say where it begins"),
        ("C:/x", "the path 'C:/x' does not say where it begins"),
        ("~bob/x", "nothing but '/' may follow the beginning of the path '~bob/x'"),
        ("~/a/../b", "the path '~/a/../b' goes up with '..'"), ("~/$USER/x", "the path '~/$USER/x' has a variable in its middle"),
        ("'~/%USERNAME%/x'", "the path '~/%USERNAME%/x' has a variable in its middle"),
        ("~/", "the path '~/' names nothing in particular"),
        ("/", "the path '/' names nothing in particular"), ("[]", "files names no file"),
    ])
    func `is a path that may lead anywhere`(path: String, message: String) {
        let reading = PlatformReading.read(text: "id: x\ntitle: X\nfiles: \(path)", file: "x.yaml")
        #expect(reading.diagnostics.map(\.message) == [message])
        #expect(reading.diagnostics.map(\.line) == [3])
        #expect(reading.platform == nil)
    }

    @Test func `is told all at once`() {
        let reading = PlatformReading.read(text: "tilte: X\nfiles: {linxu: ~/x}\nformat: xml\n", file: "x.yaml")
        #expect(
            reading.diagnostics.map(\.description) == [
                "x.yaml:1:1: error: the key 'id' is missing — add 'id: my-editor'",
                "x.yaml:1:1: error: the key 'title' is missing — add 'title: My Editor'",
                "x.yaml:1:1: warning: unknown key 'tilte' — did you mean 'title'?",
                "x.yaml:2:8: error: files names no file — write 'files: ~/.my-editor/mcp.json', the path of the client's file",
                "x.yaml:2:9: warning: unknown key 'linxu' in 'files' — did you mean 'linux'?",
                "x.yaml:3:9: error: format cannot be 'xml' — write one of: json, json-with-comments, jsonc, toml, yaml",
            ])
    }

    @Test(arguments: ["", "# nothing yet\n", "- id: x\n", "just words"])
    func `is that it has no keys`(text: String) {
        let reading = PlatformReading.read(text: text, file: "x.yaml")
        #expect(reading.diagnostics.map(\.fix) == ["write 'id:', 'title:' and 'files:', each on a line of its own"])
        #expect(reading.platform == nil)
    }

    @Test func `is that it is no YAML`() {
        let reading = PlatformReading.read(text: "id: [x\ntitle: X\n", file: "x.yaml")
        #expect(reading.diagnostics.count == 1)
        #expect(reading.platform == nil)
    }
}
