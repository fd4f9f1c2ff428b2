import ServerModel
import TestSupport
import Testing

/// One thing a person or a server can get wrong, and what we must say then.
struct BadInput: Sendable, CustomTestStringConvertible {
    var name: String
    /// What is under `execution:`, or the whole file when it does not begin with a blank.
    var execution: String
    /// The code of the failure; `nil` when the server runs nevertheless.
    var code: String?
    /// What must be read in the problem, in the remedy, or in the definition's diagnostics.
    var words: [String]

    var testDescription: String { name }

    var yaml: String {
        let program = Product.program("mcp-manager")
        let text = execution.replacing("PROGRAM", with: program)
        return text.hasPrefix(" ") ? "name: \(name)\nexecution:\n\(text)\n" : text
    }

    static let all = [
        BadInput(
            name: "broken-yaml", execution: "name: broken-yaml\nexecution:\n  local: [command\n", code: "invalid-definition",
            words: ["broken-yaml.yaml:"]),
        BadInput(
            name: "unknown-key", execution: "  local:\n    command: PROGRAM\n    args: [demo]\n    enviroment: {A: b}", code: nil,
            words: ["unknown-key.yaml:6:5", "'enviroment'", "'environment'"]),
        BadInput(
            name: "no-command", execution: "  local:\n    args: [x]", code: "invalid-definition",
            words: ["no-command.yaml:", "command"]),
        BadInput(
            name: "no-program", execution: "  local:\n    command: no-such-program-anywhere", code: "command-not-found",
            words: ["no-such-program-anywhere", "PATH"]),
        BadInput(
            name: "garbage",
            execution: "  start_timeout: 2\n  local:\n    command: PROGRAM\n    args: [demo, --garbage, --silent]",
            code: "start-timeout", words: ["handshake", "start_timeout"]),
        BadInput(
            name: "silent", execution: "  start_timeout: 2\n  local:\n    command: PROGRAM\n    args: [demo, --silent]",
            code: "start-timeout", words: ["handshake", "2 s", "start_timeout"]),
        BadInput(
            name: "exits",
            execution: """
                  restart: {max_restarts: 1, backoff: 0.05}
                  local:
                    command: PROGRAM
                    args: [demo, --exit, "3"]
                """,
            code: "crash-loop", words: ["exit 3", "mcp-manager logs exits"]),
    ]
}

@Suite(.temporaryHome, .needs(.tmux), .timeLimit(.minutes(3)))
struct `Bad input` {
    @Test(arguments: BadInput.all)
    func `is explained in both programs and hurts no other server`(_ input: BadInput) async throws {
        let home = try TestHome.here
        try home.define(input.name, input.yaml)
        try await home.addDemo("good")
        let client = try WireClient("good", in: home)
        try await client.open()

        let started = try await home.manager("start", input.name)
        if let code = input.code {
            #expect(started.ending == .code(1), "\(started)")
            #expect(started.errors.contains("→"), "no remedy: \(started)")
            // What crashes is tried once more, which nobody waits for.
            let status = try await home.wait(for: input.name, "failure") { $0.phase.name == .failed }
            guard case .failed(let report) = status.phase else { throw TestFailure("not failed: \(status)") }
            #expect(report.code == code, "\(report)")
        } else {
            #expect(started.succeeded, "\(started)")
            #expect(try await home.status(input.name).phase == .ready)
        }
        let told = try await home.succeed("status", input.name).output
        for word in input.words { #expect(told.contains(word), "no '\(word)' in:\n\(told)") }

        let terminal = try await TerminalSession("mcp-manager-tui", columns: 120, rows: 40, in: home)
        try await terminal.see("both servers") { $0.lists("good", "ready") && $0.contains(input.name) }
        try await terminal.press("/")
        try await terminal.type("^\(input.name)$")
        try await terminal.see("1 of 2")
        try await terminal.press("Enter", "2", "z")
        try await terminal.see("what is wrong: \(input.words)") { screen in
            let text = screen.words.filter { $0 != " " }
            return input.words.allSatisfy { text.contains($0.filter { $0 != " " }) }
        }
        try await terminal.press("Q")
        #expect(try await terminal.ended().status == "0")

        let answer = try await client.call(1, "echo", #"{"text":"untouched"}"#)
        #expect(answer.text("result.content.0.text") == "untouched", "\(answer)")
        let good = try await home.status("good")
        #expect(good.phase == .ready && good.run?.number == 1 && good.restarts == 0, "\(good)")
        try await client.close()
    }

    @Test func `on standard output is logged, and the server is used all the same`() async throws {
        let home = try TestHome.here
        try await home.addDemo("noisy", "--garbage")
        let client = try WireClient("noisy", in: home)
        #expect(try await client.open().has("result"))
        #expect(try await client.call(1, "echo", #"{"text":"x"}"#).text("result.content.0.text") == "x")
        let logged: [LogRecord] = try await home.succeed("logs", "noisy", "--json").decoded()
        #expect(logged.contains { $0.stream == .stdout }, "\(logged)")
        try await client.close()
    }
}
