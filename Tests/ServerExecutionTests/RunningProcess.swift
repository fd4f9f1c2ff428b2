import NIOCore
import NIOPosix
import ServerExecution
import ServerModel
import Testing

/// A real process, and what it says, in order.
struct RunningProcess {
    let loop: any EventLoop
    private let bound: NIOLoopBound<LocalProcess>
    private let outputs: AsyncStream<LocalProcess.Output>

    private static let reaper = Result { try ProcessReaper() }

    init(
        _ plan: LaunchPlan, as name: RunName? = nil, limits: LocalProcess.Limits = .init(), reaper: ProcessReaper? = nil
    ) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let (outputs, continuation) = AsyncStream.makeStream(of: LocalProcess.Output.self)
        let reaper = try reaper ?? Self.reaper.get()
        self.loop = loop
        self.outputs = outputs
        bound = try await loop.submit {
            NIOLoopBound(
                LocalProcess.launch(plan, as: name, on: loop, reaper: reaper, limits: limits) { output in
                    continuation.yield(output)
                    switch output {
                    case .notStarted, .ended: continuation.finish()
                    default: break
                    }
                }, eventLoop: loop)
        }.get()
    }

    init(
        shell script: String, as name: RunName? = nil, limits: LocalProcess.Limits = .init(), reaper: ProcessReaper? = nil
    ) async throws {
        try await self.init(.program("/bin/sh", ["-c", script]), as: name, limits: limits, reaper: reaper)
    }

    /// Does something with the process, on its loop.
    @discardableResult
    func act<Result: Sendable>(_ body: @escaping @Sendable (LocalProcess) -> Result) async throws -> Result {
        let bound = bound
        return try await loop.submit { body(bound.value) }.get()
    }

    /// Waits until `isIt` is told of; everything told before is skipped. `nil` when the process has ended without it.
    func first<Value>(_ isIt: (LocalProcess.Output) -> Value?) async -> Value? {
        for await output in outputs {
            if let value = isIt(output) { return value }
        }
        return nil
    }

    func firstMessage() async -> String? {
        await first { if case .message(let line) = $0 { String(buffer: line) } else { nil } }
    }

    func firstStderrLine() async -> String? {
        await first { if case .stderrLine(let line) = $0 { line } else { nil } }
    }

    func end() async -> ServerModel.ExitStatus? {
        await first { if case .ended(let status) = $0 { status } else { nil } }
    }

    /// Everything until its end.
    func everything() async -> [LocalProcess.Output] {
        var all: [LocalProcess.Output] = []
        for await output in outputs { all.append(output) }
        return all
    }
}

extension LaunchPlan {
    static func program(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = ["PATH": "/usr/bin:/bin"],
        directory: String = "/"
    ) -> LaunchPlan {
        LaunchPlan(executable: executable, arguments: arguments, environment: environment, workingDirectory: directory)
    }
}

extension [LocalProcess.Output] {
    /// As short words, e.g. `["started", "message: hello", "ended: exit 0"]`.
    var words: [String] {
        map { output in
            switch output {
            case .started: "started"
            case .preparing(let what): "preparing: \(what)"
            case .prepared: "prepared"
            case .planned: "planned"
            case .notStarted(let error): "not started: \(error.code)"
            case .message(let line): "message: \(String(buffer: line))"
            case .oversized(let count): "oversized: \(count)"
            case .stderr(let bytes): "stderr bytes: \(String(buffer: bytes))"
            case .stderrLine(let line): "stderr: \(line)"
            case .stdoutClosed: "stdout closed"
            case .ended(let status): "ended: \(status.words)"
            }
        }
    }
}
