import ServerModel
import Synchronization

@testable import CommandLineApp

func id(_ name: String) -> ServerID {
    do {
        return try ServerID(name)
    } catch {
        fatalError("a test's server name must be valid: \(name)")
    }
}

/// 2026-11-22 15:44:57.204 UTC, which is `now` in the tests.
let now = Timestamp(millisecondsSince1970: 1_795_362_297_204)

/// Local time one hour ahead of UTC.
let times = TimeText(now: now) { _ in 3600 }

func ago(_ duration: Duration) -> Timestamp { now + .zero - duration }

extension Timestamp {
    fileprivate static func - (moment: Timestamp, duration: Duration) -> Timestamp { moment + (.zero - duration) }
}

/// Three servers as different as can be.
enum Example {
    static let ready = ServerStatus(
        id: id("time"), phase: .ready, since: ago(.seconds(11_100)),
        run: RunInfo(
            number: 3, processID: 4711, startedAt: ago(.seconds(11_101)), readyAfterMilliseconds: 312, era: .legacy,
            protocolVersion: "2025-11-25", serverName: "mcp-time", serverVersion: "1.2"),
        restarts: 2, lastExit: RunEnd(status: .signal(9), at: ago(.seconds(11_102)), stderrTail: []),
        sessions: [
            SessionInfo(id: 1, platform: "cursor", clientName: "Cursor 1.2", since: ago(.seconds(61)), requests: 12),
            SessionInfo(id: 2, since: ago(.seconds(3)), requests: 0),
        ],
        commandLine: "uvx mcp-server-time", summary: "Tells the time")

    static let failed = ServerStatus(
        id: id("jira-helper"), phase: .failed(report), since: ago(.seconds(12)), restarts: 5,
        lastExit: RunEnd(
            status: .code(1), at: ago(.seconds(12)), stderrTail: ["Traceback:", "KeyError: \u{1B}[31m'TOKEN'\u{1B}[0m"]),
        commandLine: "python main.py", start: .login,
        diagnostics: [
            Diagnostic(
                severity: .warning, file: "/h/servers/jira-helper.yaml", line: 3, column: 7, message: "unknown key 'comand'",
                fix: "write 'command'")
        ])

    static let report = ErrorReport(
        code: "crash-loop", problem: "it ended 5 times in 60 seconds, last with exit 1", remedy: "set TOKEN in its definition")

    static let lack = ErrorReport(
        code: "needs-secret", problem: "JIRA_TOKEN was never set", remedy: "run 'mcp-manager secrets setup jira-helper'")

    static let stopped = ServerStatus(
        id: id("weather"), phase: .stopped, since: ago(.seconds(200_000)), commandLine: "npx -y weather", summary: "天気")
}

/// What stands on a program's standard input, and who is there.
struct Input: Sendable {
    /// What a person types, line by line. Lines that are typed unseen are no others.
    var typed: [String] = []
    /// What is piped in.
    var piped = ""
    var isTerminal = false
}

/// A program whose channels are texts, in a world without a daemon.
final class Stage: Sendable {
    private let texts = Mutex((output: "", errors: ""))
    private let typed: Mutex<[String]>
    private let input: Input

    init(_ input: Input = Input()) {
        self.input = input
        typed = Mutex(input.typed)
    }

    /// What nobody asked for yet.
    var untyped: [String] { typed.withLock { $0 } }

    /// What a person sees of a line is part of what the terminal shows; of one that is typed unseen nothing.
    private func type(unseen: Bool) -> String? {
        guard let line = typed.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return nil }
        if !unseen { texts.withLock { $0.errors += "\(line)\n" } }
        return line
    }
    private let demoArguments = Mutex<[String]?>(nil)

    var output: String { texts.withLock { $0.output } }
    var errors: String { texts.withLock { $0.errors } }
    var demoedWith: [String]? { demoArguments.withLock { $0 } }

    func context(isTerminal: Bool = false, environment: [String: String] = [:]) -> ProcessContext {
        ProcessContext(
            output: OutputChannel(isTerminal: isTerminal) { text in self.texts.withLock { $0.output += text } },
            errors: OutputChannel(isTerminal: isTerminal) { text in self.texts.withLock { $0.errors += text } },
            inputIsTerminal: input.isTerminal, readAnswer: { self.type(unseen: false) },
            readHidden: { prompt in
                try prompt()
                return self.type(unseen: true).map { SecretValue($0) }
            },
            readInput: { limit in Array(self.input.piped.utf8.prefix(limit)) },
            environment: { environment[$0] }, now: { now }, secondsFromUTC: { _ in 3600 })
    }

    /// Runs the program and returns its exit code.
    func run(_ arguments: String...) async -> Int32 { await run(arguments) }

    func run(_ arguments: [String], environment: [String: String] = [:]) async -> Int32 {
        let program = CommandLineProgram(context: context(environment: environment)) { arguments in
            self.demoArguments.withLock { $0 = arguments }
            return 7
        }
        return await program.run(arguments)
    }
}
