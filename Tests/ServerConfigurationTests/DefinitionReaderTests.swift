import ServerConfiguration
import ServerModel
import Testing

struct `A definition` {
    @Test func `needs little more than a command`() throws {
        let definition = try #require(
            read("name: time\nexecution: {local: {command: uvx, args: [mcp-server-time]}}\n").definition)
        #expect(definition.execution.mode == .local)
        #expect(definition.execution.local?.command == "uvx")
        #expect(definition.execution.local?.args == ["mcp-server-time"])
    }

    @Test func `may use every key of ours`() throws {
        let reading = read(
            lines(
                "name: all", "enabled: false", "start: login",
                "execution:", "  transport: streamable-http", "  port: 8080", "  path: /mcp", "  era: modern",
                "  sessions: per-client", "  start_timeout: 2m",
                "  restart: {policy: always, max_restarts: 7, window: 5m, backoff: 250ms}",
                "  limits: {memory: 512MiB, cpu: 0.5, open_files: 256}",
                "  sandbox: {read: [\"${home}\"], write: [], network: no, exec: [/usr/bin/git]}",
                "  local: {command: ./serve, args: [--port, 8080, true], cwd: \"${server_dir}\", environment: {DEBUG: 1, ON: yes}}",
                "  docker: {image: a, replicas: 3}",
                "  remote: {url: \"https://example.com/mcp\", headers: {Authorization: \"Bearer ${secret:TOKEN}\"}}",
                "secrets:", "  - {name: TOKEN, from: \"pass:mcp/token\"}",
                "tools: {allow: [get_*], deny: [\"*_delete\"]}"))
        #expect(reading.diagnostics.isEmpty)
        let definition = try #require(reading.definition)
        #expect(!definition.enabled)
        #expect(definition.start == .login)
        let execution = definition.execution
        #expect(execution.transport == .streamableHTTP)
        #expect(execution.port == 8080)
        #expect(execution.path == "/mcp")
        #expect(execution.era == .modern)
        #expect(execution.sessions == .perClient)
        #expect(execution.startTimeout == 120)
        #expect(execution.restart.policy == .always)
        #expect(execution.restart.maxRestarts == 7)
        #expect(execution.restart.window == 300)
        #expect(execution.restart.backoff == 0.25)
        #expect(execution.limits.memoryBytes == 536_870_912)
        #expect(execution.limits.cpu == 0.5)
        #expect(execution.limits.openFiles == 256)
        #expect(execution.sandbox?.read == ["${home}"])
        #expect(execution.sandbox?.write == [])
        #expect(execution.sandbox?.network == false)
        #expect(execution.sandbox?.exec == ["/usr/bin/git"])
        #expect(execution.local?.args == ["--port", "8080", "true"])
        #expect(execution.local?.cwd == "${server_dir}")
        #expect(execution.local?.environment == ["DEBUG": "1", "ON": "yes"])
        #expect(execution.docker?.replicas == 3)
        #expect(execution.remote?.url == "https://example.com/mcp")
        #expect(execution.remote?.headers == ["Authorization": "Bearer ${secret:TOKEN}"])
        #expect(definition.secrets.first?.from == "pass:mcp/token")
        #expect(definition.tools.allow == ["get_*"])
        #expect(definition.tools.deny == ["*_delete"])
    }

    @Test func `may begin with a byte order mark and end its lines as Windows does`() {
        let reading = read("\u{FEFF}name: x\r\nexecution:\r\n  local:\r\n    command: y\r\n    argz: 1\r\n", as: "x")
        #expect(reading.definition?.execution.local?.command == "y")
        #expect(reading.diagnostics.map { "\($0.line):\($0.column)" } == ["5:5"])
    }

    @Test func `may share parts by anchors and merges`() {
        let reading = read(
            lines(
                "name: x", "execution:", "  local: {command: y, environment: &env {A: 1, B: 2}}",
                "  docker: {image: z, environment: {<<: *env, B: 3}}"))
        #expect(reading.diagnostics.isEmpty)
        #expect(reading.definition?.execution.docker?.environment == ["A": "1", "B": "3"])
    }

    @Test func `takes an environment as a list, too`() {
        let reading = read(
            lines("name: x", "execution:", "  local:", "    command: y", "    environment: [A=1, B=, \"C=a=b\", 'D=${env:HOME}']")
        )
        #expect(reading.definition?.execution.local?.environment == ["A": "1", "B": "", "C": "a=b", "D": "${env:HOME}"])
    }

    @Test(arguments: [
        ("4096", 4096), ("10MB", 10_000_000), ("10 MB", 10_000_000), ("512MiB", 536_870_912), ("1g", 1_073_741_824),
        ("1kB", 1000), ("64k", 65536), ("2TiB", 2_199_023_255_552), ("1.5GiB", 1_610_612_736), ("7b", 7),
    ])
    func `reads sizes`(written: String, bytes: Int) {
        let reading = read("name: x\nexecution: {local: {command: y}, limits: {memory: \(written)}}\n")
        #expect(reading.definition?.execution.limits.memoryBytes == bytes)
    }

    @Test(arguments: [("30", 30.0), ("1.5", 1.5), ("90s", 90), ("2m", 120), ("1500ms", 1.5), ("1h", 3600)])
    func `reads durations`(written: String, seconds: Double) {
        let reading = read("name: x\nexecution: {local: {command: y}, start_timeout: \(written)}\n")
        #expect(reading.definition?.execution.startTimeout == seconds)
    }

    @Test(arguments: [
        ("true", true), ("yes", true), ("on", true), ("True", true), ("false", false), ("no", false), ("OFF", false),
    ])
    func `reads flags`(written: String, isEnabled: Bool) {
        #expect(read("name: x\nenabled: \(written)\nexecution: {local: {command: y}}\n").definition?.enabled == isEnabled)
    }

    @Test func `may write a plain dollar brace`() {
        let reading = read("name: x\nexecution: {local: {command: sh, args: [-c, 'echo $${HOME} $HOME $$']}}\n")
        #expect(reading.diagnostics.isEmpty)
    }

    @Test func `may mention anything in words for people`() {
        let reading = read("name: x\ndescription: 'uses ${anything}'\nexecution: {local: {command: y}}\n")
        #expect(reading.diagnostics.isEmpty)
    }
}
