import ControlAPI
import Foundation
import ServerConfiguration
import ServerModel
import Testing

@testable import DaemonApp

struct `A command for alerts` {
    private func channel(_ words: [String], _ tools: AlertTools) -> CommandChannel {
        CommandChannel(ManagerSettings.Alerts.Command(words: words), tools: tools, userHome: "/home/me")
    }

    @Test func `gets its arguments as they are written`() async throws {
        let recorded = RecordedTools { _ in .good }
        try await channel(["page", "--to=$USER", "a b", "; rm -rf /"], recorded.tools).tell(try .sample())
        #expect(recorded.uses[0].words.suffix(4) == ["page", "--to=$USER", "a b", "; rm -rf /"])
    }

    @Test func `gets the most useful of the alert in variables, each one harmless line`() async throws {
        let variables = try CommandChannel.variables(try .sample(.fired, "two\nlines \u{1B}[31m"))
        #expect(variables["MCP_MANAGER_ALERT_EVENT"] == "fired")
        #expect(variables["MCP_MANAGER_ALERT_ID"] == "server-down/github")
        #expect(variables["MCP_MANAGER_ALERT_RULE"] == "server-down")
        #expect(variables["MCP_MANAGER_ALERT_SEVERITY"] == "error")
        #expect(variables["MCP_MANAGER_ALERT_SERVER"] == "github")
        #expect(variables["MCP_MANAGER_ALERT_MESSAGE"] == "two lines ")
    }

    /// The words and variables as the daemon would run them, by a real shell; all that was written on standard output.
    private func run(_ words: [String], _ notice: AlertNotice) throws -> (status: Int32, output: String) {
        let process = Process()
        let words = CommandChannel.feeding(words)
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.environment = try CommandChannel.variables(notice).merging(["PATH": "/usr/bin:/bin"]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    @Test func `reads the notice as JSON, exactly, and finds it nowhere else`() throws {
        let notice = try AlertNotice.sample(.fired, "it's \"$HOME\" `x` \\n %s\u{0} é\nend")
        let script = #"cat >&2; test -z "$MCP_MANAGER_ALERT_NOTICE"; echo unheard"#
        let (status, output) = try run(["/bin/sh", "-c", script], notice)
        #expect(status == 0)
        #expect(output == String(decoding: try ControlCoding.encode(notice), as: UTF8.self) + "\n")
    }

    @Test func `that reads nothing is no failure, and its own status counts`() throws {
        #expect(try run(["true"], try .sample()).status == 0)
        #expect(try run(["/bin/sh", "-c", "echo sorry >&2; exit 7"], try .sample()) == (7, "sorry\n"))
    }

    @Test func `that fails is told with what it said, in one harmless line`() async throws {
        let recorded = RecordedTools { _ in
            AlertTools.Answer(ending: "exit 7", isSuccess: false, output: "no \u{1B}[1mroute\nto host")
        }
        let error = await #expect(throws: ErrorReport.self) {
            try await channel(["page"], recorded.tools).tell(try .sample())
        }
        #expect(error?.problem == "the command for alerts, page, ended with exit 7: no route to host")
    }

    @Test func `that hangs is told to have been killed`() async throws {
        let recorded = RecordedTools { _ in AlertTools.Answer(ending: "signal 9", isSuccess: false, isOverdue: true) }
        let error = await #expect(throws: ErrorReport.self) {
            try await channel(["page"], recorded.tools).tell(try .sample())
        }
        #expect(error?.problem == "the command for alerts, page, did not end within 30.0 s and was killed")
    }

    @Test func `that is not there is not run`() async throws {
        let recorded = RecordedTools { _ in .good }
        let error = await #expect(throws: ErrorReport.self) {
            try await channel(["~/nowhere/page"], recorded.tools).tell(try .sample())
        }
        #expect(error?.problem == "the command for alerts, /home/me/nowhere/page, is no program that can be run")
        #expect(recorded.uses == [])
    }
}
