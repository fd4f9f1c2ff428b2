import ServerModel
import Testing

@testable import ServerSupervision

/// Thousands of lives that nobody thought of, in an imagined world that knows what must never happen.
struct `Whatever happens to a server` {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func `it keeps its promises`(seed: UInt64) throws {
        try live(seed)
    }

    @Test func `it keeps its promises in lives that are new each time`() throws {
        try live(.random(in: 1000 ... .max))
    }

    private func live(_ seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        for number in 1...400 {
            let execution = Execution.random(&dice)
            let steps = (1...60).map { _ in ImaginedWorld.Step.random(&dice) }
            guard let fault = try fault(of: steps, execution) else { continue }
            let short = try shortened(steps, execution)
            let ending = try #require(try self.fault(of: short, execution))
            Issue.record(
                """
                seed \(seed), life \(number), under \(execution.restart): \(ending) (at first: \(fault)), by
                  \(short.map(\.description).joined(separator: "\n  "))
                """)
            return
        }
    }

    private func fault(of steps: [ImaginedWorld.Step], _ execution: Execution) throws -> String? {
        var world = try ImaginedWorld(execution)
        for step in steps { world.take(step) }
        world.comeToRest()
        return world.fault
    }

    /// Without the steps that are not needed for it to go wrong.
    private func shortened(_ steps: [ImaginedWorld.Step], _ execution: Execution) throws -> [ImaginedWorld.Step] {
        var steps = steps
        var index = 0
        while index < steps.count {
            var fewer = steps
            fewer.remove(at: index)
            if try fault(of: fewer, execution) != nil { (steps, index) = (fewer, 0) } else { index += 1 }
        }
        return steps
    }
}

extension Execution {
    fileprivate static func random(_ dice: inout SeededGenerator) -> Execution {
        var execution = Execution()
        execution.restart.policy = RestartPolicy.Policy.allCases.randomElement(using: &dice) ?? .always
        execution.restart.maxRestarts = Int.random(in: 0...4, using: &dice)
        execution.restart.window = Double.random(in: 1...60, using: &dice)
        execution.restart.backoff = Double.random(in: 0.001...5, using: &dice)
        execution.idleTimeout = Bool.random(using: &dice) ? 0 : 300
        return execution
    }
}

extension ImaginedWorld.Step {
    fileprivate static func random(_ dice: inout SeededGenerator) -> Self {
        let report = ErrorReport(code: "test", problem: "it is a test", remedy: "read on")
        let ends: [ServerModel.ExitStatus] = [.code(0), .code(1), .signal(11), .disconnected("nothing listens there")]
        let end = RunEnd(
            status: ends.randomElement(using: &dice) ?? .code(0), at: Timestamp(millisecondsSince1970: 0), stderrTail: ["boom"])
        // What is likely to keep it going comes more often.
        let events: [PhaseMachine.Event] = [
            .start, .start, .stop, .restart, .kill, .preparationBegan, .preparationEnded, .launchFailed(report),
            .handshakeSucceeded,
            .handshakeSucceeded, .handshakeSucceeded, .handshakeFailed(report), .startDeadlinePassed,
            .ended(end, jitter: Double.random(in: 0..<1, using: &dice)), .ended(end, jitter: 0), .stopDeadlinePassed,
            .backoffElapsed,
            .backoffElapsed, .stableElapsed, .idleElapsed, .clientsLeft, .clientCame, .degraded("slow"), .recovered, .disable,
            .enable,
            .enable, .hostLost("no route"), .hostFound,
        ]
        return Self(
            event: events.randomElement(using: &dice) ?? .start,
            pause: Bool.random(using: &dice) ? .zero : .milliseconds(Int64.random(in: 0...20_000, using: &dice)))
    }
}
