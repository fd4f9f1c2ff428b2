import ServerModel
import Testing

@testable import ServerMonitoring

struct `The health of a server, by its phase` {
    private static let report = ErrorReport(code: "crash-loop", problem: "it ended", remedy: "mend it")

    @Test(arguments: [
        (Phase.ready, "healthy"), (.degraded(reason: "3 of 4 GB are used"), "degraded/limit"), (.stopped, "unknown/stopped"),
        (.starting, "unknown/starting"), (.stopping, "unknown/starting"), (.disabled, "unknown/disabled"),
        (.unknown(reason: "no route"), "unknown/unreachable"), (.waiting(until: .sample, crashes: 2), "unhealthy/crashed"),
        (.failed(report), "unhealthy/failed"), (.needsSecret(report), "unhealthy/needs-secret"),
    ])
    func `is known without any check`(phase: Phase, word: String) throws {
        #expect(try JudgeBench(phase).word == word)
        var bench = try JudgeBench(.stopped)
        bench.see(.phase(phase))
        #expect(bench.word == word)
    }

    @Test(arguments: [
        "command-not-found", "script-not-found", "directory-not-found", "requirements-not-found", "wrong-python", "no-such-host",
    ])
    func `is that it was not found when its report says so`(code: String) throws {
        let bench = try JudgeBench(.failed(ErrorReport(code: code, problem: "there is no 'x'", remedy: "install x")))
        #expect(bench.word == "not-found/missing")
        #expect(bench.health.reason == "there is no 'x'")
        #expect(bench.health.remedy == "install x")
    }

    @Test func `has the words of the report`() throws {
        for phase in [Phase.failed(Self.report), .needsSecret(Self.report)] {
            let health = try JudgeBench(phase).health
            #expect(health.reason == "it ended")
            #expect(health.remedy == "mend it")
        }
    }

    @Test func `says how often it crashed`() throws {
        #expect(try JudgeBench(.waiting(until: .sample, crashes: 1)).health.reason == "it ended by itself and is started again")
        var ended = try JudgeBench(.ready)
        ended.see(.ended(.refused, reason: "nothing listens at its port"))
        #expect(ended.health.state == .unhealthy && ended.health.cause == .refused)
        #expect(ended.health.reason == "it ended by itself (nothing listens at its port) and is started again")
        ended.see(.phase(.starting), after: 1)
        #expect(ended.health.state == .unhealthy && ended.health.cause == .refused)
        ended.see(.phase(.ready), after: 1)
        #expect(ended.health.state == .healthy && ended.health.cause == nil)
        let health = try JudgeBench(.waiting(until: .sample, crashes: 3)).health
        #expect(health.reason == "it ended by itself 3 times in a row and is started again")
        #expect(health.remedy == "'mcp-manager logs demo' has its last words")
    }

    @Test func `stays an outage while it is started again, until it is ready`() throws {
        var bench = try JudgeBench()
        bench.fail(.silent, times: 3)
        let since = bench.health.since
        bench.see(.phase(.stopping), after: 5)
        #expect(bench.word == "unhealthy/silent")
        #expect(bench.health.reason == "it is being stopped; before that: 3 checks in a row failed: no answer")
        bench.see(.phase(.starting), after: 1)
        #expect(bench.health.reason == "it is being started again; before that: 3 checks in a row failed: no answer")
        bench.see(.phase(.waiting(until: .sample, crashes: 1)), after: 1)
        #expect(bench.word == "unhealthy/crashed")
        bench.see(.phase(.starting), after: 1)
        #expect(bench.word == "unhealthy/crashed")
        #expect(bench.health.since == since)
        bench.see(.phase(.ready), after: 1)
        #expect(bench.word == "healthy")
        #expect(bench.health.since == bench.now)
    }

    @Test func `is no outage any more once it is stopped`() throws {
        for rest in [Phase.stopped, .disabled] {
            var bench = try JudgeBench(.waiting(until: .sample, crashes: 1))
            bench.see(.phase(rest))
            #expect(bench.health.state == .unknown)
            bench.see(.phase(.starting))
            #expect(bench.word == "unknown/starting")
        }
    }

    @Test func `is an outage again when its host comes back`() throws {
        var bench = try JudgeBench(.waiting(until: .sample, crashes: 1))
        bench.see(.phase(.unknown(reason: "no route")))
        #expect(bench.word == "unknown/unreachable")
        bench.see(.phase(.starting))
        #expect(bench.word == "unhealthy/crashed")
    }

    @Test func `begins with a clean slate in a new run`() throws {
        var bench = try JudgeBench()
        bench.fail(.silent, times: 2)
        bench.call(failed: true, times: 20)
        bench.see(.phase(.stopping))
        bench.see(.phase(.stopped))
        bench.see(.phase(.ready))
        #expect(bench.word == "healthy")
        #expect(bench.health.failures == 0)
        #expect(bench.health.lastSign == bench.now)
    }
}

struct `The health of a server, by its checks` {
    @Test func `is degraded while failures are fewer than it is patient with`() throws {
        var bench = try JudgeBench()
        bench.answer(12)
        bench.fail(.silent, "it did not answer within 10 s, though its process runs")
        #expect(bench.word == "degraded/retrying")
        #expect(bench.health.reason == "the last check of 3 failed: it did not answer within 10 s, though its process runs")
        bench.fail(.silent)
        #expect(bench.word == "degraded/retrying")
        #expect(bench.health.reason == "the last 2 checks of 3 failed: no answer")
        bench.answer(12)
        #expect(bench.word == "healthy")
        #expect(bench.health.reason == nil && bench.health.remedy == nil)
    }

    @Test(arguments: [
        (HealthCause.silent, 3), (.clogged, 3), (.endpoint, 3), (.error, 3), (.suspended, 2), (.refused, 2), (.missing, 2),
    ])
    func `is unhealthy after so many failures in a row, for the cause`(cause: HealthCause, failures: Int) throws {
        var bench = try JudgeBench()
        bench.fail(cause, times: failures - 1)
        #expect(bench.word == "degraded/retrying")
        bench.fail(cause)
        #expect(bench.word == (cause == .missing ? "not-found/missing" : "unhealthy/\(cause.rawValue)"))
        #expect(bench.health.reason == "\(failures) checks in a row failed: no answer")
        #expect(bench.health.remedy != nil)
        #expect(bench.health.failures == failures)
    }

    @Test(arguments: [0, 1]) func `needs no second failure without retries`(retries: Int) throws {
        var bench = try JudgeBench { $0.retries = retries }
        bench.fail(.silent)
        #expect(bench.word == "unhealthy/silent")
        #expect(bench.health.reason == "the last check failed: no answer")
    }

    @Test func `stays unhealthy when another cause, with which it would be more patient, is found`() throws {
        var bench = try JudgeBench { $0.retries = 5 }
        bench.fail(.refused, times: 2)
        bench.fail(.silent)
        #expect(bench.word == "unhealthy/silent")
        bench.fail(.missing)
        #expect(bench.word == "not-found/missing")
    }

    @Test func `is no news while it stays the same`() throws {
        var bench = try JudgeBench()
        bench.fail(.silent, times: 3)
        let entered = bench.health
        for _ in 0..<100 {
            let isNews = bench.see(.checked(.failed(.silent, reason: "no answer")), after: 10)
            #expect(!isNews)
        }
        #expect(bench.health.failures == 103)
        #expect((bench.health.since, bench.health.reason) == (entered.since, entered.reason))
        let news = [5.0, 7].map { bench.see(.checked(.answered(milliseconds: $0)), after: 10) }
        #expect(news == [true, false])
    }

    @Test func `has the remedy of the check, else one for the cause`() throws {
        var bench = try JudgeBench()
        bench.see(.checked(.failed(.silent, reason: "no answer", remedy: "wake it")))
        #expect(bench.health.remedy == "wake it")
        bench.fail(.silent)
        #expect(bench.health.remedy == "'mcp-manager restart demo' starts it again")
    }

    @Test func `tells when it was checked, how long that took, and when it last lived`() throws {
        var bench = try JudgeBench()
        #expect(bench.health.checkedAt == nil && bench.health.lastSign == .sample)
        bench.answer(12.5)
        let answered = bench.now
        #expect(bench.health.checkedAt == answered && bench.health.lastSign == answered)
        #expect(bench.health.responseMilliseconds == 12.5)
        bench.fail(.silent)
        #expect(bench.health.checkedAt == bench.now && bench.health.lastSign == answered)
        #expect(bench.health.responseMilliseconds == nil)
        // An error is an answer.
        bench.fail(.error)
        #expect(bench.health.lastSign == bench.now)
    }

    @Test func `takes no notice of a check that ends after the run`() throws {
        var bench = try JudgeBench()
        bench.see(.phase(.stopped))
        bench.fail(.silent, times: 3)
        bench.answer(5)
        #expect(bench.word == "unknown/stopped")
        #expect(bench.health.checkedAt == nil && bench.health.failures == 0)
    }

    @Test(arguments: [HealthCause.silent, .clogged, .suspended])
    func `is well when a client had an answer`(cause: HealthCause) throws {
        var bench = try JudgeBench()
        bench.fail(cause, times: 3)
        #expect(bench.health.state == .unhealthy)
        bench.see(.answered)
        #expect(bench.word == "healthy")
        #expect(bench.health.lastSign == bench.now && bench.health.failures == 0)
    }

    @Test(arguments: [HealthCause.endpoint, .error, .refused])
    func `does not depend on clients where they see something else`(cause: HealthCause) throws {
        var bench = try JudgeBench()
        bench.fail(cause, times: 3)
        bench.see(.answered)
        #expect(bench.word == "unhealthy/\(cause.rawValue)")
        #expect(bench.health.lastSign == bench.now)
    }

    @Test func `is that of its phase when checks are switched off, unless clients have answers`() throws {
        var bench = try JudgeBench { $0.enabled = false }
        #expect(bench.word == "unknown/disabled")
        bench.fail(.silent, times: 3)
        #expect(bench.word == "unknown/disabled")
        let isNews = bench.see(.answered)
        #expect(isNews && bench.word == "healthy")
        bench.see(.timePassed, after: 599)
        #expect(bench.word == "healthy")
        bench.see(.timePassed, after: 1)
        #expect(bench.word == "unknown/disabled")
        bench.see(.phase(.degraded(reason: "memory")))
        #expect(bench.word == "degraded/limit")
        bench.see(.phase(.waiting(until: .sample, crashes: 1)))
        #expect(bench.word == "unhealthy/crashed")
    }

    @Test func `follows another definition at once`() throws {
        var bench = try JudgeBench()
        bench.fail(.silent, times: 3)
        var settings = Monitoring.HealthCheck()
        settings.enabled = false
        var isNews = bench.judge.adopt(settings, at: bench.now)
        #expect(isNews && bench.word == "unknown/disabled")
        settings.enabled = true
        isNews = bench.judge.adopt(settings, at: bench.now)
        #expect(isNews && bench.word == "healthy")
        settings.endpoint = "/health"
        isNews = bench.judge.adopt(settings, at: bench.now)
        #expect(!isNews)
    }
}

struct `A slow server` {
    @Test func `is one whose last answers took far longer than usual`() throws {
        var bench = try JudgeBench()
        bench.answer(10, 12, 11, 10, 12, 11)
        bench.answer(2_400)
        #expect(bench.word == "healthy")
        bench.answer(2_600)
        #expect(bench.word == "degraded/slow")
        #expect(bench.health.reason == "its answers to checks took 2.4 s; it usually takes 11 ms")
        #expect(bench.health.remedy != nil)
    }

    @Test func `is no longer slow when it is clearly faster`() throws {
        var bench = try JudgeBench()
        bench.answer(10, 10, 10, 10, 10, 10, 2_000, 2_000, 2_000)
        let reason = bench.health.reason
        // Below the limit of 1 s, but not below half of it.
        bench.answer(600, 600, 600, 600)
        #expect(bench.word == "degraded/slow")
        #expect(bench.health.reason == reason)
        bench.answer(400, 400)
        #expect(bench.word == "healthy")
    }

    @Test func `is not one that always takes its time`() throws {
        var bench = try JudgeBench()
        for _ in 0..<20 { bench.answer(2_000) }
        #expect(bench.word == "healthy")
        bench.answer(4_900, 4_900, 4_900)
        #expect(bench.word == "healthy")
    }

    @Test func `is one that takes more than half of its timeout, whatever is usual`() throws {
        var bench = try JudgeBench()
        bench.answer(6_000, 6_000)
        #expect(bench.word == "healthy")
        bench.answer(6_000)
        #expect(bench.word == "degraded/slow")
        #expect(bench.health.reason == "its answers to checks took 6.0 s; more than 5.0 s is slow")
        var impatient = try JudgeBench { $0.timeout = 0.2 }
        impatient.answer(120, 120, 120)
        #expect(impatient.word == "degraded/slow")
    }

    @Test func `is not one that was slow once`() throws {
        var bench = try JudgeBench()
        for _ in 0..<10 { bench.answer(10, 10, 9_000) }
        #expect(bench.word == "healthy")
    }

    @Test func `does not become used to being slow`() throws {
        var bench = try JudgeBench()
        bench.answer(10, 10, 10, 10, 10, 10)
        for _ in 0..<200 { bench.answer(1_500) }
        #expect(bench.word == "degraded/slow")
    }

    @Test func `has another chance in a new run`() throws {
        var bench = try JudgeBench()
        bench.answer(10, 10, 10, 10, 10, 10, 2_000, 2_000)
        bench.crash(after: 1)
        #expect(bench.word == "healthy")
        bench.answer(2_000, 2_000, 2_000)
        #expect(bench.word == "degraded/slow")
    }

    @Test func `is not made up by times that are none`() throws {
        var bench = try JudgeBench()
        bench.answer(.nan, -5, .infinity, -.infinity, .nan, 0)
        #expect(bench.word == "healthy")
    }
}

struct `A flapping server` {
    @Test func `is one that stopped serving three times within ten minutes`() throws {
        var bench = try JudgeBench()
        bench.crash(after: 100)
        bench.crash(after: 200)
        #expect(bench.word == "healthy")
        bench.crash(after: 200)
        #expect(bench.word == "degraded/flapping")
        #expect(bench.health.reason == "it stopped serving 3 times within 10 minutes")
    }

    @Test func `is not one that does so now and then`() throws {
        var bench = try JudgeBench()
        for _ in 0..<20 {
            bench.crash(after: 301)
            #expect(bench.word == "healthy")
        }
    }

    @Test func `is well after ten calm minutes`() throws {
        var bench = try JudgeBench()
        for _ in 0..<3 { bench.crash(after: 10) }
        bench.answer(5, after: 599)
        #expect(bench.word == "degraded/flapping")
        bench.crash(after: 0)
        bench.answer(5, after: 599)
        #expect(bench.word == "degraded/flapping")
        bench.answer(5, after: 1)
        #expect(bench.word == "healthy")
        // And begins from the beginning.
        bench.crash(after: 1)
        #expect(bench.word == "healthy")
    }

    @Test func `is found by its checks too`() throws {
        var bench = try JudgeBench()
        for _ in 0..<3 {
            bench.fail(.silent, times: 3)
            bench.answer(5)
        }
        #expect(bench.word == "degraded/flapping")
    }

    @Test func `is not one that people start again`() throws {
        var bench = try JudgeBench()
        for _ in 0..<10 {
            for phase in [Phase.stopping, .starting, .ready] { bench.see(.phase(phase), after: 1) }
        }
        #expect(bench.word == "healthy")
    }

    @Test func `is told of as down while it is down`() throws {
        var bench = try JudgeBench()
        for _ in 0..<3 { bench.crash(after: 10) }
        bench.fail(.silent)
        #expect(bench.word == "degraded/retrying")
        bench.fail(.silent, times: 2)
        #expect(bench.word == "unhealthy/silent")
    }
}

struct `A server whose tools fail` {
    @Test func `is degraded after five calls in a row`() throws {
        var bench = try JudgeBench()
        bench.call(failed: false)
        bench.call(failed: true, times: 4)
        #expect(bench.word == "healthy")
        bench.call(failed: true)
        #expect(bench.word == "degraded/tools-fail")
        #expect(bench.health.reason == "the last 5 calls of its tools failed, all within 10 minutes")
        #expect(bench.health.remedy == "'mcp-manager calls demo --failed' shows what they said")
    }

    @Test func `is unhealthy after ten, when none succeeded for ten minutes`() throws {
        var bench = try JudgeBench()
        bench.call(failed: true, times: 10)
        #expect(bench.word == "unhealthy/tools-fail")
        #expect(bench.health.reason == "the last 10 calls of its tools failed, and none succeeded within 10 minutes")
        bench.answer(5)
        #expect(bench.word == "unhealthy/tools-fail")
    }

    @Test func `is degraded after ten while the last good one is not long ago`() throws {
        var bench = try JudgeBench()
        bench.call(failed: false)
        bench.call(failed: true, times: 50)
        #expect(bench.word == "degraded/tools-fail")
        bench.call(failed: true, times: 9, after: 61)
        bench.call(failed: true)
        #expect(bench.word == "unhealthy/tools-fail")
    }

    @Test func `is well after one that succeeds`() throws {
        var bench = try JudgeBench()
        bench.call(failed: true, times: 20)
        bench.call(failed: false)
        #expect(bench.word == "healthy")
        bench.call(failed: true, times: 4)
        #expect(bench.word == "healthy")
    }

    @Test func `is well when the failures are long ago`() throws {
        var bench = try JudgeBench()
        bench.call(failed: true, times: 5, after: 10)
        bench.answer(5, after: 560)
        #expect(bench.word == "healthy")
        // Five, but not within ten minutes.
        bench.call(failed: true, times: 20, after: 151)
        #expect(bench.word == "healthy")
    }

    @Test func `is told of as silent when it does not answer at all`() throws {
        var bench = try JudgeBench()
        bench.call(failed: true, times: 10)
        bench.fail(.silent, times: 3)
        #expect(bench.word == "unhealthy/silent")
    }
}

struct `When a server is checked next` {
    @Test func `is never for one that does not serve, or is not to be checked`() throws {
        for phase in [
            Phase.stopped, .starting, .stopping, .waiting(until: .sample, crashes: 1), .disabled, .unknown(reason: ""),
        ] {
            #expect(try JudgeBench(phase).judge.delay(jitter: 0.5) == nil)
        }
        #expect(try JudgeBench { $0.enabled = false }.judge.delay(jitter: 0.5) == nil)
    }

    @Test func `is soon after it is ready, then every interval, each time a little else`() throws {
        var bench = try JudgeBench()
        #expect(bench.judge.delay(jitter: 0) == .seconds(3))
        #expect(bench.judge.delay(jitter: 1) == .seconds(15))
        bench.answer(5)
        #expect(bench.judge.delay(jitter: 0) == .seconds(27))
        #expect(bench.judge.delay(jitter: 0.5) == .seconds(30))
        let longest = try #require(bench.judge.delay(jitter: 1))
        #expect(longest > .seconds(32.9) && longest < .seconds(33.1))
        bench.crash(after: 1)
        #expect(bench.judge.delay(jitter: 0) == .seconds(3))
        bench.see(.answered)
        #expect(bench.judge.delay(jitter: 0.5) == .seconds(30))
    }

    @Test func `is sooner while checks fail`() throws {
        var bench = try JudgeBench()
        bench.fail(.silent)
        #expect(bench.judge.delay(jitter: 0) == .seconds(9))
        #expect(bench.judge.delay(jitter: 1) == .seconds(11))
        bench.fail(.silent, times: 100)
        #expect(bench.judge.delay(jitter: 0.5) == .seconds(10))
        var quick = try JudgeBench { $0.interval = 2 }
        quick.fail(.silent)
        #expect(quick.judge.delay(jitter: 0) == .seconds(1))
        quick = try JudgeBench { $0.interval = 0.5 }
        quick.fail(.silent)
        #expect(quick.judge.delay(jitter: 0) == .milliseconds(500))
    }

    @Test(arguments: [-1, 0, .nan, .infinity, 1e300]) func `is some time whatever was written`(interval: Double) throws {
        var bench = try JudgeBench { ($0.interval, $0.timeout) = (interval, interval) }
        bench.answer(5, 5, 5)
        for jitter in [0, 0.5, -3, 7, .nan] {
            let delay = try #require(bench.judge.delay(jitter: jitter))
            #expect(delay >= .milliseconds(90) && delay <= .seconds(86_400 * 1.1))
        }
    }

    @Test func `is not needed when a client just had an answer`() throws {
        var bench = try JudgeBench()
        #expect(!bench.judge.isProvenAlive(at: bench.now))
        bench.see(.answered, after: 5)
        #expect(bench.judge.isProvenAlive(at: bench.now + .seconds(29)))
        #expect(!bench.judge.isProvenAlive(at: bench.now + .seconds(30)))
        bench.crash(after: 1)
        #expect(!bench.judge.isProvenAlive(at: bench.now))
    }

    @Test func `is needed all the same when only a check can tell`() throws {
        var failing = try JudgeBench()
        failing.fail(.error)
        failing.see(.answered)
        #expect(!failing.judge.isProvenAlive(at: failing.now))
        var slow = try JudgeBench()
        slow.answer(6_000, 6_000, 6_000)
        slow.see(.answered)
        #expect(!slow.judge.isProvenAlive(at: slow.now))
        var asked = try JudgeBench { $0.endpoint = "/health" }
        asked.see(.answered)
        #expect(!asked.judge.isProvenAlive(at: asked.now))
    }
}

struct `A clock that is set` {
    @Test func `back makes nothing last shorter than it does`() throws {
        var bench = try JudgeBench()
        for _ in 0..<3 { bench.crash(after: 1) }
        bench.see(.answered)
        bench.see(.timePassed, after: -86_400)
        #expect(bench.word == "degraded/flapping")
        #expect(bench.judge.isProvenAlive(at: bench.now))
        #expect(bench.judge.isProvenAlive(at: bench.now + .seconds(-100)))
        bench.answer(5, after: 599)
        #expect(bench.word == "degraded/flapping")
        bench.answer(5, after: 1)
        #expect(bench.word == "healthy")
    }

    @Test func `ahead makes the past long ago`() throws {
        var bench = try JudgeBench()
        bench.call(failed: true, times: 10)
        #expect(bench.judge.isProvenAlive(at: bench.now + .seconds(1e9)) == false)
        bench.see(.timePassed, after: 1e9)
        #expect(bench.word == "healthy")
    }
}

struct `A server with a process for each client` {
    private func health(_ state: HealthState, _ seconds: Int = 0) -> Health {
        Health(state: state, since: .sample + .seconds(seconds))
    }

    @Test func `is as the worst of them`() {
        #expect(Health.worst([]) == nil)
        #expect(Health.worst([health(.healthy), health(.degraded)])?.state == .degraded)
        #expect(Health.worst([health(.unhealthy), health(.degraded), health(.healthy)])?.state == .unhealthy)
        #expect(Health.worst([health(.unhealthy), health(.notFound)])?.state == .notFound)
        #expect(Health.worst([health(.unknown), health(.healthy)])?.state == .healthy)
        #expect(Health.worst([health(.unknown)])?.state == .unknown)
    }

    @Test func `is so since the first of them was`() {
        #expect(Health.worst([health(.unhealthy, 5), health(.unhealthy, 2), health(.healthy)]) == health(.unhealthy, 2))
    }
}
