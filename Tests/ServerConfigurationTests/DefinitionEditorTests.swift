import ServerConfiguration
import ServerModel
import Testing

struct `Editing a definition` {
    private static let text = lines(
        "# the clock", "name: time  # as clients call it", "execution:", "  local:", "    command: uvx # from pipx",
        "    args: [mcp-server-time]", "  start_timeout: 30s")

    private func edited(_ path: String, _ value: String?, in text: String = text) throws(DefinitionEditRefusal) -> String {
        let path = path.split(separator: ".").map(String.init)
        return try DefinitionEditor.applying([DefinitionEdit(path: path, value: value)], to: text, file: "time.yaml")
    }

    @Test(arguments: [
        ("execution.local.command", "\"uv\"", "    command: uvx # from pipx", "    command: uv # from pipx"),
        ("execution.start_timeout", "\"1m\"", "  start_timeout: 30s", "  start_timeout: \"1m\""),
        ("execution.local.args", "[\"-v\", \"a b\"]", "    args: [mcp-server-time]", "    args: [\"-v\", a b]"),
        ("enabled", "false", "  start_timeout: 30s", "  start_timeout: 30s\nenabled: false"),
        ("execution.limits.cpu", "0.5", "  start_timeout: 30s", "  start_timeout: 30s\n  limits:\n    cpu: 0.5"),
        (
            "monitoring.health_check.timeout", "5", "  start_timeout: 30s",
            "  start_timeout: 30s\nmonitoring:\n  health_check:\n    timeout: 5"
        ),
    ])
    func `touches nothing but the value`(path: String, value: String, old: String, new: String) throws {
        #expect(try edited(path, value) == Self.text.replacing(old, with: new))
    }

    @Test func `takes a key away, and minds none that is not there`() throws {
        #expect(try edited("execution.start_timeout", nil) == Self.text.replacing("  start_timeout: 30s\n", with: ""))
        #expect(try edited("monitoring.health_check", nil) == Self.text)
    }

    private static let asking = lines(
        "name: time", "secrets:", "  # of the shop", "  - name: SHOP_KEY  # a key", "    required: true", "    from: env:SHOP",
        "  - {name: TEAM, from: \"env:TEAM\"}")

    @Test(
        arguments: [
            ("secrets.SHOP_KEY.from", "\"cmd:op read x\"", "from: env:SHOP", "from: \"cmd:op read x\""),
            ("secrets.SHOP_KEY.from", nil, "\n    from: env:SHOP", ""), ("secrets.TEAM.from", nil, ", from: \"env:TEAM\"", ""),
            ("secrets.TEAM.required", "true", "\"env:TEAM\"}", "\"env:TEAM\", required: true}"),
            ("secrets.NEW.from", "\"env:NEW\"", "\"env:TEAM\"}", "\"env:TEAM\"}\n  - name: NEW\n    from: \"env:NEW\""),
        ] as [(String, String?, String, String)])
    func `finds a secret by its name`(path: String, value: String?, old: String, new: String) throws {
        #expect(try edited(path, value, in: Self.asking) == Self.asking.replacing(old, with: new))
    }

    @Test func `makes the list of secrets where there is none`() throws {
        #expect(
            try edited("secrets.KEY.from", "\"env:KEY\"")
                == Self.text + lines("secrets:", "  - name: KEY", "    from: \"env:KEY\""))
        #expect(throws: DefinitionEditRefusal.badEdit(key: "secrets.KEY.from", reason: "'secrets' (line 2) holds no keys")) {
            try edited("secrets.KEY.from", "\"env:KEY\"", in: lines("name: time", "secrets: none"))
        }
    }

    @Test func `is refused where a value stands in the way, and says which`() throws {
        #expect(throws: DefinitionEditRefusal.badEdit(key: "name.x", reason: "'name' (line 2) holds no keys")) {
            try edited("name.x", "1")
        }
        #expect(throws: DefinitionEditRefusal.self) { try edited("start", "login") }
        #expect(throws: DefinitionEditRefusal.self) { try edited("start", "\"login\"", in: "name: [") }
    }

    @Test func `shows what changes with a little around it`() throws {
        let difference = DefinitionEditor.difference(from: Self.text, to: try edited("execution.local.command", "\"uv\""))
        #expect(
            difference == [
                " execution:", "   local:", "-    command: uvx # from pipx", "+    command: uv # from pipx",
                "     args: [mcp-server-time]", "   start_timeout: 30s",
            ])
    }
}
