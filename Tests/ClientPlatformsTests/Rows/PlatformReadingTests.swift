import ClientPlatforms
import DocumentEditing
import ServerModel
import Testing

struct `A user's client` {
    @Test func `needs an id, a title and a file`() throws {
        let reading = PlatformReading.read(
            text: """
                id: my-editor
                title: My Editor
                files: ~/.my-editor/mcp.json
                """, file: "mine.yaml")
        #expect(reading.diagnostics == [])
        var expected = Platform(id: "my-editor", title: "My Editor")
        expected.files = Platform.Paths(
            linux: ["~/.my-editor/mcp.json"], macOS: ["~/.my-editor/mcp.json"], windows: ["~/.my-editor/mcp.json"])
        expected.detection.paths = expected.files
        expected.source = "mine.yaml"
        #expect(reading.platform == expected)
    }

    @Test func `may differ in everything`() throws {
        let reading = PlatformReading.read(
            text: """
                id: my-editor
                title: My Editor
                aliases: [mine, my_vim]
                files:
                  linux: [$MY_EDITOR/config, ~/.config/my-editor/config]
                  macos: ~/Library/My Editor/config
                  windows: '%APPDATA%\\My Editor\\config'
                twins: ~/.my-editor/more.yaml
                read_only_files: ~/.my-editor/agents/*.yaml
                project_files: [.my-editor/mcp.yaml, .my-editor/*/mcp.yaml]
                format: yaml
                container: [ai, servers]
                layout: list
                other_containers: [[old, "*", servers]]
                new_file: {version: 1.0.0, kind: settings}
                names: {characters: "", reserved: [self], is_lower_case: true}
                detection: {paths: ~/.my-editor, commands: [my-editor, me]}
                superseded_by: zed
                afterwards: restart My Editor
                note: it is slow
                lock: owned-folder
                editor: claude
                switchboard: {files: ~/.my-editor/off.json, path: off, style: list-of-disabled}
                overwriting_processes: my-editor
                entry:
                  command: run
                  is_joined: true
                  environment: vars
                  directory: dir
                  url: address
                  other_urls: [link]
                  headers: [http, headers]
                  type: kind
                  stdio_type: program
                  remote_types: {sse: events}
                  untyped_transport: sse
                  on_off: {key: active, value_when_on: true, is_required: true}
                  auto_approve: {key: tools, style: approval-modes}
                  timeout: {key: wait, unit: milliseconds, range: [100, 5000]}
                  reference: "<NAME>"
                  is_reference_for_environment_only: true
                  other_reference_marks: ["<<"]
                  passed_variables: pass
                  passed_headers: pass_headers
                  passed_bearer: pass_token
                  constants: {name: "${name}", level: 3, "on": true, extra: {list: [a, 1], nothing: null}}
                  local_constants: {local: "7"}
                  remote_constants: {remote: []}
                """, file: "mine.yaml")
        #expect(reading.diagnostics.map(\.description) == [])
        let platform = try #require(reading.platform)
        #expect(platform.aliases == ["mine", "my_vim"])
        #expect(platform.files.linux == ["$MY_EDITOR/config", "~/.config/my-editor/config"])
        #expect(platform.files.windows == [#"%APPDATA%\My Editor\config"#])
        #expect(platform.twins.macOS == ["~/.my-editor/more.yaml"])
        #expect(platform.projectFiles.count == 2)
        #expect(platform.format == .yaml)
        #expect(platform.container == ["ai", "servers"])
        #expect(platform.layout == .list)
        #expect(platform.otherContainers == [["old", "*", "servers"]])
        #expect(platform.newFile.map(\.key) == ["version", "kind"])
        #expect(platform.names == NameRule(characters: "", reserved: ["self"], isLowerCase: true))
        #expect(platform.detection.commands == ["my-editor", "me"])
        #expect(platform.supersededBy == "zed")
        #expect(platform.switchboard?.path == ["off"])
        #expect(platform.overwritingProcesses == ["my-editor"])
        let entry = platform.entry
        #expect(entry.isJoined && entry.arguments == nil)
        #expect(entry.headers == ["http", "headers"])
        #expect(entry.remoteTypes == ["sse": "events"])
        #expect(entry.onOff == EntrySpelling.OnOff(key: "active", valueWhenOn: true, isRequired: true))
        #expect(entry.autoApprove == EntrySpelling.AutoApprove(key: "tools", style: .approvalModes))
        #expect(entry.timeout == EntrySpelling.Timeout(key: "wait", unit: .milliseconds, range: 100...5000))
        #expect(entry.isReferenceForEnvironmentOnly)
        #expect([entry.passedVariables, entry.passedHeaders, entry.passedBearer] == ["pass", "pass_headers", "pass_token"])
        #expect(
            entry.constants == [
                EntrySpelling.Constant(key: "name", value: .text("${name}")),
                EntrySpelling.Constant(key: "level", value: .integer(3)),
                EntrySpelling.Constant(key: "on", value: .flag(true)),
                EntrySpelling.Constant(
                    key: "extra",
                    value: .table([
                        DocumentValue.Field("list", .list([.text("a"), .integer(1)])), DocumentValue.Field("nothing", .null),
                    ])),
                EntrySpelling.Constant(key: "local", value: .text("7"), isForRemote: false),
                EntrySpelling.Constant(key: "remote", value: .list([]), isForRemote: true),
            ])
    }

    @Test(arguments: [
        ("~/.x/mcp.json", DocumentFormat.json), ("~/.x/mcp.jsonc", .jsonc), ("~/.x/config.toml", .toml), ("~/.x/c.yml", .yaml),
        ("~/.xrc", .json),
    ])
    func `has the format its file's name tells`(path: String, format: DocumentFormat) {
        #expect(PlatformReading.read(text: "id: x\ntitle: X\nfiles: \(path)", file: "x.yaml").platform?.format == format)
    }

    @Test(arguments: [
        ("{type: no}", ["streamable-http": "", "sse": ""]), ("{url: no}", [:]), ("{remote_types: no}", [:]),
        ("{remote_types: []}", [:]),
        ("{remote_types: [sse]}", ["sse": ""]), ("{}", ["streamable-http": "http", "sse": "sse"]),
    ])
    func `says with 'no' what it does not have`(entry: String, types: [String: String]) {
        let reading = PlatformReading.read(text: "id: x\ntitle: X\nfiles: ~/x\nentry: \(entry)", file: "x.yaml")
        #expect(reading.diagnostics == [])
        #expect(reading.platform?.entry.remoteTypes == types)
    }

    @Test func `needs no file when it says why`() {
        let reading = PlatformReading.read(text: "id: x\ntitle: X\nobstacle: use its window", file: "x.yaml")
        #expect(reading.diagnostics == [])
        #expect(reading.platform?.files == Platform.Paths())
    }

    @Test func `takes the place of one of ours, and says so`() {
        let reading = PlatformReading.read(text: "id: zed\ntitle: Zed\nfiles: ~/zed.json", file: "zed.yaml")
        #expect(reading.platform?.files.linux == ["~/zed.json"])
        #expect(
            reading.diagnostics.map(\.description) == [
                "zed.yaml:1:5: warning: this takes the place of what we know of Zed — give it another id if it is another client"
            ])
    }
}
