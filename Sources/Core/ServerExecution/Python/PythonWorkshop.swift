import ServerModel

/// Makes the Python environments of servers: each once however many runs wait for it, and few at a time, for an installation takes
/// the whole machine.
actor PythonWorkshop {
    /// An environment that is being made, or will be.
    private final class Job {
        let environment: PythonEnvironment
        let audience = PreparationAudience()
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        /// `nil` until its turn has come.
        var task: Task<Void, Never>?

        init(_ environment: PythonEnvironment) { self.environment = environment }
    }

    private static let mostAtATime = 2

    private let tools: ToolRunner
    /// By the path of the environment.
    private var jobs: [String: Job] = [:]
    private var queue: [Job] = []
    private var running = 0
    private var lastWaiter = 0
    /// How many runs use an environment, by its folder.
    private var uses: [String: Int] = [:]

    init(tools: ToolRunner) {
        self.tools = tools
    }

    /// Returns when the environment is as asked; at once, with nothing started, if it is already. Throws a ``LaunchError``; or
    /// `CancellationError` in a cancelled task. The last one who waits takes the work with it, and returns when it is undone.
    func use(_ environment: PythonEnvironment, _ report: PreparationReport) async throws -> PythonLease {
        while true {
            try Task.checkCancellation()
            switch PythonInventory(of: environment) {
            case .ours(let directory, _, isCurrent: true):
                return lease(directory, of: environment)
            case .foreign(let version):
                try check(version, environment)
                report.progress("using \(environment.link) as it is: it was there before mcp-manager")
                return PythonLease {}
            case .nothing, .ours:
                // Then it is looked at again: the one that was waited for may be of an older definition.
                do {
                    try await wait(for: environment, report)
                } catch is CancellationError where !Task.isCancelled {
                    // Somebody else gave it up in the moment we joined.
                }
            }
        }
    }

    private func check(_ version: PythonVersion?, _ environment: PythonEnvironment) throws {
        guard FileFacts.live.isExecutable("\(environment.link)/bin/python") else {
            throw LaunchError.brokenEnvironment(environment)
        }
        if let wanted = environment.version, let version, !wanted.allows(version) {
            throw LaunchError.foreignEnvironment(environment, has: version, needs: wanted)
        }
    }

    // MARK: Use

    private func lease(_ directory: String, of environment: PythonEnvironment) -> PythonLease {
        uses[directory, default: 0] += 1
        return PythonLease { Task { await self.giveBack(directory, of: environment) } }
    }

    private func giveBack(_ directory: String, of environment: PythonEnvironment) async {
        uses[directory] = uses[directory].flatMap { $0 > 1 ? $0 - 1 : nil }
        // One that is being made cleans up at its end.
        guard uses[directory] == nil, jobs[environment.link] == nil else { return }
        if case .ours(let present, _, _) = PythonInventory(of: environment), present != directory {
            await PythonStore(environment).remove(directory)
        }
    }

    // MARK: Waiting

    private func wait(for environment: PythonEnvironment, _ report: PreparationReport) async throws {
        lastWaiter += 1
        let number = lastWaiter
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { join(environment, number, $0, report) }
        } onCancel: {
            Task { await self.leave(environment, number) }
        }
    }

    private func join(
        _ environment: PythonEnvironment, _ number: Int, _ continuation: CheckedContinuation<Void, any Error>,
        _ report: PreparationReport
    ) {
        if Task.isCancelled { return continuation.resume(throwing: CancellationError()) }
        let job = jobs[environment.link] ?? Job(environment)
        job.waiting[number] = continuation
        job.audience.join(number, report)
        guard jobs[environment.link] == nil else { return }
        jobs[environment.link] = job
        if running < Self.mostAtATime { return begin(job) }
        queue.append(job)
        job.audience.report.progress("waiting until other Python environments are made")
    }

    private func leave(_ environment: PythonEnvironment, _ number: Int) {
        guard let job = jobs[environment.link], let continuation = job.waiting[number] else { return }
        if job.waiting.count == 1 {
            if let task = job.task { return task.cancel() }
            queue.removeAll { $0 === job }
            jobs[environment.link] = nil
        }
        job.waiting[number] = nil
        job.audience.leave(number)
        continuation.resume(throwing: CancellationError())
    }

    // MARK: Working

    private func begin(_ job: Job) {
        running += 1
        let builder = PythonBuilder(environment: job.environment, tools: tools, report: job.audience.report)
        let used = Set(uses.keys)
        job.task = Task {
            do {
                try await builder.build(keeping: used)
                ended(job, .success(()))
            } catch {
                ended(job, .failure(error))
            }
        }
    }

    private func ended(_ job: Job, _ result: Result<Void, any Error>) {
        running -= 1
        jobs[job.environment.link] = nil
        for continuation in job.waiting.values { continuation.resume(with: result) }
        if running < Self.mostAtATime, !queue.isEmpty { begin(queue.removeFirst()) }
    }
}
