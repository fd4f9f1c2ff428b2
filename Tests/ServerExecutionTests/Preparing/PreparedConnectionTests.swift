import NIOCore
import ServerModel
import Testing

@testable import ServerExecution

@Suite(.timeLimit(.minutes(1)))
struct `A run that has something made ready first` {
    /// A run of `definition` for a user with this login shell.
    private struct Run {
        let outputs: AsyncStream<ConnectionOutput>
        private let connection: NIOLoopBound<any ServerConnection>
        private let bench: Workbench

        init(command: String, args: [String] = [], shell script: String) async throws {
            let bench = try Workbench()
            self.bench = bench
            let shell = LoginShell(
                LoginShell.Setting(
                    environment: ["SHELL": try bench.program("shell", script)], userHome: bench.folder, shell: "",
                    cache: "\(bench.folder)/cache"), tools: bench.tools)
            let planner = LaunchPlanner(
                home: bench.folder, userHome: bench.folder, environment: [:], loginShell: { shell.answer })
            let connector = Connector(
                loop: bench.tools.loop, reaper: bench.tools.reaper,
                preparer: Preparer(planner: planner, shell: shell, tools: bench.tools))
            var definition = ServerDefinition(name: try ServerID("s"))
            var local = LocalExecution()
            local.command = command
            local.args = args
            definition.execution.local = local
            let plan = try planner.runPlan(for: definition)
            let (outputs, continuation) = AsyncStream.makeStream(of: ConnectionOutput.self)
            self.outputs = outputs
            connection = try await bench.tools.loop.submit {
                NIOLoopBound(
                    connector.connect(plan) { output in
                        continuation.yield(output)
                        switch output {
                        case .notStarted, .ended: continuation.finish()
                        default: break
                        }
                    }, eventLoop: bench.tools.loop)
            }.get()
        }

        func act(_ body: @escaping @Sendable (any ServerConnection) -> Void) async throws {
            let connection = connection
            try await bench.tools.loop.submit { body(connection.value) }.get()
        }

        func words() async -> [String] {
            var all: [ConnectionOutput] = []
            for await output in outputs { all.append(output) }
            return all.words
        }
    }

    private let answering = #"for word; do COMMAND=$word; done; eval "$COMMAND""#
    private let step = "preparing: asking the login shell for its PATH"

    @Test func `tells that, and is then what was planned`() async throws {
        let run = try await Run(command: "sh", args: ["-c", "read line; echo got $line"], shell: answering)
        // What is sent early waits for it.
        try await run.act { $0.send(ByteBuffer(string: "early")) }
        #expect(
            await run.words() == [step, "prepared", "planned", "started", "message: got early", "stdout closed", "ended: exit 0"])
    }

    @Test func `is planned with what was found then`() async throws {
        let run = try await Run(command: "no-such-program", shell: answering)
        #expect(await run.words() == [step, "not started: command-not-found"])
    }

    @Test func `can be told to end before it begins`() async throws {
        let run = try await Run(command: "sh", args: ["-c", "sleep 1000"], shell: "sleep 1; " + answering)
        try await run.act { $0.closeInput() }
        #expect(await run.words().last == "ended: signal 15 (TERM)")
    }
}
