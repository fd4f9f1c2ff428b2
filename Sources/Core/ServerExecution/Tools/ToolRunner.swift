import NIOCore
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs programs that help us (a shell, an installer) to their end. They are spawned as servers are: each leads a group of its
/// own, and nothing of the group is left when it has ended.
public struct ToolRunner: Sendable {
    let loop: any EventLoop
    let reaper: ProcessReaper

    public init(loop: any EventLoop, reaper: ProcessReaper) {
        self.loop = loop
        self.reaper = reaper
    }

    /// How a tool ended and what it said.
    struct Outcome: Sendable {
        var status: ExitStatus
        /// Lines, valid UTF-8; the last ``ToolRunner/keptLines`` of each.
        var output: [String]
        var errors: [String]
        /// It was killed because its time was up.
        var isOverdue = false

        var succeeded: Bool { status == .code(0) && !isOverdue }
    }

    /// Runs a tool with no input. A cancelled task ends it and everything it started, gently first, and throws
    /// `CancellationError` when nothing is left of it; one that cannot be started throws a ``LaunchError``.
    ///
    /// - Parameters:
    ///   - deadline: after this it is killed; `nil`: never.
    ///   - line: told each line it says, on the loop.
    ///   - output: told each line of its standard output, on the loop; such lines are then not kept in the outcome.
    func run(
        _ plan: LaunchPlan, deadline: TimeAmount? = nil, line: @escaping @Sendable (String) -> Void = { _ in },
        output: (@Sendable (String) -> Void)? = nil
    ) async throws -> Outcome {
        try Task.checkCancellation()
        let slot = Slot(loop)
        let outcome: Outcome = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                loop.execute {
                    let run = ToolRun(self, line: line, output: output) { continuation.resume(with: $0) }
                    slot.fill(run)
                    run.begin(plan, deadline: deadline)
                }
            }
        } onCancel: {
            loop.execute { slot.cancel() }
        }
        try Task.checkCancellation()
        return outcome
    }

    static let keptLines = 200
    /// Between asking a cancelled tool to end and ending it.
    static let grace = TimeAmount.seconds(2)
}

/// Where the run is found by whoever cancels it, which may be before it began. Used on the loop only.
private final class Slot: Sendable {
    private let content: NIOLoopBoundBox<(run: ToolRun?, isCancelled: Bool)>

    init(_ loop: any EventLoop) {
        content = .makeBoxSendingValue((nil, false), eventLoop: loop)
    }

    func fill(_ run: ToolRun) {
        content.value.run = run
        if content.value.isCancelled { run.cancel() }
    }

    func cancel() {
        content.value.isCancelled = true
        content.value.run?.cancel()
    }
}

/// One run of a tool, on the loop.
private final class ToolRun {
    private let runner: ToolRunner
    private let line: (String) -> Void
    private let output: ((String) -> Void)?
    private let done: (Result<ToolRunner.Outcome, any Error>) -> Void
    private var outcome = ToolRunner.Outcome(status: .code(0), output: [], errors: [])
    private var process: LocalProcess?
    private var isCancelled = false
    private var alarm: Scheduled<Void>?

    init(
        _ runner: ToolRunner, line: @escaping (String) -> Void, output: ((String) -> Void)?,
        done: @escaping (Result<ToolRunner.Outcome, any Error>) -> Void
    ) {
        self.runner = runner
        self.line = line
        self.output = output
        self.done = done
    }

    func begin(_ plan: LaunchPlan, deadline: TimeAmount?) {
        guard !isCancelled else { return done(.failure(CancellationError())) }
        let process = LocalProcess.launch(plan, on: runner.loop, reaper: runner.reaper) { self.received($0) }
        self.process = process
        process.closeInput()
        guard let deadline else { return }
        let this = NIOLoopBound(self, eventLoop: runner.loop)
        alarm = runner.loop.scheduleTask(in: deadline) {
            this.value.outcome.isOverdue = true
            this.value.process?.signalGroup(SIGKILL)
        }
    }

    func cancel() {
        isCancelled = true
        guard let process else { return }
        process.signalGroup(SIGTERM)
        alarm?.cancel()
        let this = NIOLoopBound(process, eventLoop: runner.loop)
        alarm = runner.loop.scheduleTask(in: ToolRunner.grace) { this.value.signalGroup(SIGKILL) }
    }

    private func received(_ event: ConnectionOutput) {
        switch event {
        case .message(let bytes):
            if let output { output(String(buffer: bytes)) } else { keep(String(buffer: bytes), in: \.output) }
        case .stderrLine(let text): keep(text, in: \.errors)
        case .notStarted(let error): end(.failure(error))
        case .ended(let status):
            outcome.status = status
            end(.success(outcome))
        case .started, .preparing, .prepared, .planned, .oversized, .stderr, .stdoutClosed: break
        }
    }

    private func keep(_ text: String, in lines: WritableKeyPath<ToolRunner.Outcome, [String]>) {
        if outcome[keyPath: lines].count == ToolRunner.keptLines { outcome[keyPath: lines].removeFirst() }
        outcome[keyPath: lines].append(text)
        line(text)
    }

    private func end(_ result: Result<ToolRunner.Outcome, any Error>) {
        alarm?.cancel()
        process = nil
        done(result)
    }
}
