import ServerModel
import Testing

@testable import TerminalApp

struct `The effect runner` {
    @Test func `connects, lists, and passes on what happens until the daemon ends`() async {
        let (events, feed) = AsyncThrowingStream<ServerEvent, any Error>.makeStream()
        let (posted, runner) = runner(events: events)
        runner.run(.connect(generation: 7, launch: true))
        var news = posted.makeAsyncIterator()
        guard case .connected(7, _, let servers, Sample.now) = await news.next() else { return fail() }
        #expect(servers == [Sample.server("git")])
        feed.yield(Sample.event(1, "git", "ready"))
        guard case .happened(7, let event) = await news.next() else { return fail() }
        #expect(event.message == "ready")
        feed.finish()
        guard case .lost(7, let report) = await news.next() else { return fail() }
        #expect(report == .daemonEnded)
    }

    @Test func `reports why the daemon cannot be reached`() async {
        let report = ErrorReport(code: "launch", problem: "no", remedy: "yes")
        let (posted, post) = AsyncStream<BackendEvent>.makeStream()
        let runner = EffectRunner(backend: Backend { _ in throw report }, clock: { Sample.now }) { post.yield($0) }
        runner.run(.connect(generation: 1, launch: true))
        var news = posted.makeAsyncIterator()
        guard case .lost(1, report) = await news.next() else { return fail() }
    }

    @Test func `runs a command, passes on what it says, and ends it`() async {
        let (posted, post) = AsyncStream<BackendEvent>.makeStream()
        let program = CommandProgram(path: "/bin/echo", environment: [])
        let backend = Backend(program: program) { _ in throw ErrorReport.daemonEnded }
        let runner = EffectRunner(backend: backend, clock: { Sample.now }) { post.yield($0) }
        var news = posted.makeAsyncIterator()
        runner.run(.runCommand(["env", "github"], columns: 80, generation: 5))
        guard case .commandSaid(5, ["env github"]) = await news.next() else { return fail() }
        guard case .commandEnded(5, .success(0)) = await news.next() else { return fail() }
    }

    @Test func `says that the program of a command is missing`() async {
        let (posted, post) = AsyncStream<BackendEvent>.makeStream()
        let runner = EffectRunner(backend: Backend { _ in throw ErrorReport.daemonEnded }, clock: { Sample.now }) {
            post.yield($0)
        }
        var news = posted.makeAsyncIterator()
        runner.run(.runCommand(["ps"], columns: 80, generation: 1))
        guard case .commandEnded(1, .failure(let report)) = await news.next() else { return fail() }
        #expect(report.code == "command-missing")
    }

    @Test func `passes on a log and its end`() async {
        let (posted, runner) = runner(events: AsyncThrowingStream { _ in })
        var news = posted.makeAsyncIterator()
        runner.run(.connect(generation: 1, launch: true))
        _ = await news.next()
        runner.run(.follow(.server(Sample.id("git")), generation: 3))
        guard case .logs(.server(Sample.id("git")), 3, let records) = await news.next() else { return fail() }
        #expect(records.map(\.message) == ["hello"])
        guard case .logsEnded(.server(Sample.id("git")), 3, .daemonEnded) = await news.next() else { return fail() }
    }

    @Test func `answers verbs in order`() async {
        let (posted, runner) = runner(events: AsyncThrowingStream { _ in })
        var news = posted.makeAsyncIterator()
        runner.run(.connect(generation: 1, launch: true))
        _ = await news.next()
        runner.run(.perform(.stop, Sample.id("git"), generation: 1))
        runner.run(.perform(.start, Sample.id("git"), generation: 2))
        guard case .performed(.stop, _, 1, .success(let stopped)) = await news.next() else { return fail() }
        guard case .performed(.start, _, 2, .success(let started)) = await news.next() else { return fail() }
        #expect(stopped.phase == .stopping && started.phase == .starting)
    }

    @Test func `brings the clients with what was written before`() async {
        let (posted, runner) = runner(events: AsyncThrowingStream { _ in })
        var news = posted.makeAsyncIterator()
        runner.run(.connect(generation: 1, launch: true))
        _ = await news.next()
        runner.run(.loadPlatforms(generation: 4))
        guard case .platforms(4, .success(let findings)) = await news.next() else { return fail() }
        #expect(findings == Sample.findings)
    }

    @Test func `asks for a plan without writing, and writes with what was agreed to`() async {
        let (posted, runner) = runner(events: AsyncThrowingStream { _ in })
        var news = posted.makeAsyncIterator()
        runner.run(.connect(generation: 1, launch: true))
        _ = await news.next()
        let client = Sample.client("cursor", "Cursor", nil)
        let works: [(PlatformWork, written: String?)] = [
            (.syncAll, Sample.written(Sample.plan).id), (.undo(Sample.history[1], at: "12:02"), Sample.history[1].id),
            (.restore(client), "restored-cursor"),
        ]
        for (work, id) in works {
            runner.run(.planPlatforms(work, generation: 5))
            guard case .platformsPlanned(5, .success(let plan)) = await news.next() else { return fail() }
            #expect(plan.id == nil)
            runner.run(.applyPlatforms(work, agreed: plan.digest, generation: 6))
            guard case .platformsApplied(6, .success(let sync)) = await news.next() else { return fail() }
            #expect(sync.id == id)
        }
        runner.run(.applyPlatforms(.syncAll, agreed: "another", generation: 7))
        guard case .platformsApplied(7, .failure(let report)) = await news.next() else { return fail() }
        #expect(report.code == "plan-changed")
    }

    @Test func `leaves a question that is withdrawn`() async {
        let (waiting, began) = AsyncStream<Void>.makeStream()
        let (left, end) = AsyncStream<Bool>.makeStream()
        let (silence, silent) = AsyncStream<Void>.makeStream()
        defer { silent.finish() }
        let (posted, runner) = runner(events: AsyncThrowingStream { _ in }) { _ in
            began.yield()
            for await _ in silence {}
            end.yield(Task.isCancelled)
            throw CancellationError()
        }
        var news = posted.makeAsyncIterator()
        runner.run(.connect(generation: 1, launch: true))
        _ = await news.next()
        runner.run(.ask(.tools(.call(Sample.id("git"), tool: "log", arguments: "{}")), generation: 2))
        var steps = waiting.makeAsyncIterator()
        await steps.next()
        runner.run(.withdraw(generation: 2))
        var ends = left.makeAsyncIterator()
        #expect(await ends.next() == true)
        // Nothing is said of it: the next news is of another question.
        runner.run(.perform(.stop, Sample.id("git"), generation: 3))
        guard case .performed(.stop, _, 3, _) = await news.next() else { return fail() }
    }

    @Test func `says that nothing is connected when nothing is`() async {
        let (posted, runner) = runner(events: AsyncThrowingStream { _ in })
        var news = posted.makeAsyncIterator()
        runner.run(.perform(.stop, Sample.id("git"), generation: 1))
        guard case .performed(.stop, _, 1, .failure(.daemonEnded)) = await news.next() else { return fail() }
    }

    private func fail(location: SourceLocation = #_sourceLocation) {
        Issue.record("something else was posted", sourceLocation: location)
    }

    private func runner(
        events: AsyncThrowingStream<ServerEvent, any Error>,
        answer: @escaping @Sendable (Request) async throws -> Answer = { _ in throw ErrorReport.notConnected }
    ) -> (AsyncStream<BackendEvent>, EffectRunner) {
        let (posted, post) = AsyncStream<BackendEvent>.makeStream()
        let backend = Backend { _ in
            Backend.Connection(
                daemon: { Sample.daemon }, servers: { [Sample.server("git")] }, events: { events },
                follow: { _, _ in
                    AsyncThrowingStream { stream in
                        stream.yield(Sample.record("hello"))
                        stream.finish()
                    }
                },
                perform: { verb, id in Sample.server(id.rawValue, verb == .stop ? .stopping : .starting) },
                secrets: { id in Sample.secrets(of: id.rawValue) },
                setSecrets: { id, _ in
                    SecretsApplied(secrets: Sample.secrets(of: id.rawValue), status: Sample.server(id.rawValue))
                },
                deleteSecret: { _, name in throw ErrorReport(code: "unknown-secret", problem: "no \(name)", remedy: "set it") },
                rotateSecret: { id, _, _ in SecretRotationOutcome(isKept: true, status: Sample.server(id.rawValue)) },
                platforms: { Sample.clients }, platformHistory: { Sample.history }, planPlatforms: { _ in Sample.plan },
                applyPlatforms: { request in
                    guard request.agreed == Sample.plan.digest else {
                        throw ErrorReport(code: "plan-changed", problem: "changed", remedy: "look")
                    }
                    return Sample.written(Sample.plan)
                },
                undoPlatforms: { $0.isDryRun ? Sample.plan : Sample.written(Sample.plan, id: $0.id ?? "newest") },
                answer: answer,
                restorePlatform: { id, request in
                    request.isDryRun ? Sample.plan : Sample.written(Sample.plan, id: "restored-\(id)")
                })
        }
        return (posted, EffectRunner(backend: backend, clock: { Sample.now }) { post.yield($0) })
    }
}
