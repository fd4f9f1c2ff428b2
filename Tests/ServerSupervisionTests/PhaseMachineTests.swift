import ServerModel
import Testing

@testable import ServerSupervision

private let noon = Timestamp(millisecondsSince1970: 1_800_000_000_000)
private let report = ErrorReport(code: "test", problem: "it is a test", remedy: "read on")
private let lack = ErrorReport(code: "needs-secret", problem: "it needs KEY", remedy: "set it")
private let crash = PhaseMachine.Event.ended(RunEnd(status: .code(1), at: noon, stderrTail: ["boom"]), jitter: 0)
private let goodEnd = PhaseMachine.Event.ended(RunEnd(status: .code(0), at: noon, stderrTail: []), jitter: 0)

struct `The life of a server` {
    @Test func `begins with a launch and a deadline`() throws {
        var machine = try PhaseMachine.sample()
        #expect(machine.handle(.start, at: noon) == [.disarm(.backoff), .arm(.start, .seconds(60)), .launch])
        #expect(machine.phase == .starting)
    }

    @Test func `is ready only after the handshake`() throws {
        var machine = try PhaseMachine.sample(in: .starting)
        #expect(machine.handle(.handshakeSucceeded, at: noon) == [.disarm(.start), .arm(.stable, .seconds(10))])
        #expect(machine.phase == .ready)
    }

    @Test func `fails when nothing can be launched, and does not try again`() throws {
        var machine = try PhaseMachine.sample(in: .starting)
        #expect(machine.handle(.launchFailed(report), at: noon) == [.disarm(.start)])
        #expect(machine.phase == .failed(report))
    }

    /// Somebody has to do something, and nothing is broken.
    @Test(arguments: ["needs-secret", "secret-unreachable", "invalid-secret"])
    func `waits for a secret it lacks, and starts when it has it`(code: String) throws {
        var machine = try PhaseMachine.sample(in: .starting)
        let lack = ErrorReport(code: code, problem: "it needs KEY", remedy: "set it")
        #expect(machine.handle(.launchFailed(lack), at: noon) == [.disarm(.start)])
        #expect(machine.phase == .needsSecret(lack))
        #expect(machine.handle(.restart, at: noon).last == .launch)
    }

    @Test func `fails when the handshake is not answered in time, after its process was ended`() throws {
        var machine = try PhaseMachine.sample(in: .starting)
        #expect(machine.handle(.startDeadlinePassed, at: noon).contains(.closeInput))
        #expect(machine.phase == .stopping)
        _ = machine.handle(crash, at: noon)
        guard case .failed(let why) = machine.phase else { return #expect(machine.phase.name == .failed) }
        #expect(why.code == "start-timeout")
    }

    @Test func `ends by closing input, then TERM, then KILL`() throws {
        var machine = try PhaseMachine.sample(in: .ready)
        #expect(machine.handle(.stop, at: noon).suffix(2) == [.closeInput, .arm(.stop, .seconds(2))])
        #expect(machine.handle(.stopDeadlinePassed, at: noon) == [.terminate, .arm(.stop, .seconds(2))])
        #expect(machine.handle(.stopDeadlinePassed, at: noon) == [.kill, .arm(.stop, .seconds(2))])
        #expect(machine.handle(.stopDeadlinePassed, at: noon) == [.kill, .arm(.stop, .seconds(2))])
        #expect(machine.handle(crash, at: noon) == [.disarm(.stop)])
        #expect(machine.phase == .stopped)
    }

    @Test func `goes on after a restart that found it stopping`() throws {
        var machine = try PhaseMachine.sample(in: .stopping)
        #expect(machine.handle(.restart, at: noon) == [])
        #expect(machine.comesBack)
        #expect(machine.handle(goodEnd, at: noon) == [.disarm(.stop), .arm(.start, .seconds(60)), .launch])
        #expect(machine.phase == .starting)
    }

    @Test func `rests when a stop comes after a restart`() throws {
        var machine = try PhaseMachine.sample(in: .ready)
        _ = machine.handle(.restart, at: noon)
        _ = machine.handle(.stop, at: noon)
        _ = machine.handle(goodEnd, at: noon)
        #expect(machine.phase == .stopped)
    }
}

struct `A server that is being switched off` {
    @Test(arguments: [PhaseMachine.Event.start, .restart, .stop])
    func `stays off, whatever is asked meanwhile`(_ request: PhaseMachine.Event) throws {
        var machine = try PhaseMachine.sample(in: .ready)
        _ = machine.handle(.disable, at: noon)
        _ = machine.handle(request, at: noon)
        #expect(machine.handle(goodEnd, at: noon) == [.disarm(.stop)])
        #expect(machine.phase == .disabled)
    }

    @Test func `is only stopped when it is switched on again meanwhile`() throws {
        var machine = try PhaseMachine.sample(in: .ready)
        for event in [.disable, .enable, goodEnd] { _ = machine.handle(event, at: noon) }
        #expect(machine.phase == .stopped)
    }
}

struct `A server whose source is watched` {
    @Test func `waits for the next change when it does not become ready, however often`() throws {
        var machine = try PhaseMachine.sample(in: .starting)
        machine.isWatchingSource = true
        for _ in 1...20 {
            #expect(machine.handle(crash, at: noon).contains(.disarm(.start)))
            guard case .failed(let why) = machine.phase else { return #expect(machine.phase.name == .failed) }
            #expect(why.code == "new-code-fails")
            #expect(machine.handle(.restart, at: noon).contains(.launch))
        }
        #expect(machine.restarts == 0)
    }

    @Test func `comes back after a crash as any other`() throws {
        var machine = try PhaseMachine.sample(in: .ready)
        machine.isWatchingSource = true
        #expect(machine.handle(crash, at: noon).contains(.launch))
    }
}

struct `A server that waits for its turn` {
    @Test func `has its whole deadline once it is started`() throws {
        var machine = try PhaseMachine.sample(in: .starting)
        #expect(machine.handle(.preparationBegan, at: noon) == [.disarm(.start)])
        #expect(machine.handle(.preparationEnded, at: noon) == [.arm(.start, .seconds(60))])
        #expect(machine.phase == .starting)
    }

    @Test func `can be stopped`() throws {
        var machine = try PhaseMachine.sample(in: .starting)
        _ = machine.handle(.preparationBegan, at: noon)
        #expect(machine.handle(.stop, at: noon).contains(.closeInput))
        #expect(machine.phase == .stopping)
        #expect(machine.handle(.preparationEnded, at: noon).isEmpty)
    }
}

struct `A server without clients` {
    @Test func `runs on for a while, then rests`() throws {
        var machine = try PhaseMachine.sample(in: .ready)
        #expect(machine.handle(.clientsLeft, at: noon) == [.arm(.idle, .seconds(300))])
        #expect(machine.handle(.idleElapsed, at: noon).contains(.closeInput))
        _ = machine.handle(goodEnd, at: noon)
        #expect(machine.phase == .stopped)
    }

    @Test func `goes on when a client comes in time`() throws {
        var machine = try PhaseMachine.sample(in: .ready)
        _ = machine.handle(.clientsLeft, at: noon)
        #expect(machine.handle(.clientCame, at: noon) == [.disarm(.idle)])
    }

    @Test func `runs for ever when its definition says 0`() throws {
        var machine = try PhaseMachine.sample(in: .ready)
        var execution = Execution()
        execution.idleTimeout = 0
        machine.adopt(execution)
        #expect(machine.handle(.clientsLeft, at: noon).isEmpty)
    }
}

struct `A crashing server` {
    @Test func `comes back at once when it had been ready`() throws {
        var machine = try PhaseMachine.sample(in: .ready)
        #expect(machine.handle(crash, at: noon).last == .launch)
        #expect(machine.phase == .starting)
        #expect(machine.restarts == 1)
    }

    @Test func `waits longer after each crash`() throws {
        var machine = try PhaseMachine.sample { $0.maxRestarts = 10 }
        _ = machine.handle(.start, at: noon)
        var delays: [Duration] = []
        for _ in 1...9 {
            for case .arm(.backoff, let delay) in machine.handle(crash, at: noon) { delays.append(delay) }
            _ = machine.handle(.backoffElapsed, at: noon)
        }
        #expect(delays == [0.5, 1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
    }

    @Test func `is given up after too many crashes within the window`() throws {
        var machine = try PhaseMachine.sample { $0.maxRestarts = 2 }
        _ = machine.handle(.start, at: noon)
        for _ in 1...3 {
            _ = machine.handle(crash, at: noon)
            _ = machine.handle(.backoffElapsed, at: noon)
        }
        guard case .failed(let why) = machine.phase else { return #expect(machine.phase.name == .failed) }
        #expect(why.problem == "exit 1 before it was ready, 3 times in a row: “boom”")
    }

    @Test func `is forgiven crashes that are long ago`() throws {
        var machine = try PhaseMachine.sample { $0.maxRestarts = 1 }
        _ = machine.handle(.start, at: noon)
        _ = machine.handle(crash, at: noon)
        _ = machine.handle(.backoffElapsed, at: noon)
        _ = machine.handle(crash, at: noon + .seconds(61))
        #expect(machine.phase.name == .waiting)
    }

    @Test func `is given up no later, and forgiven no later, when the clock is set back an hour`() throws {
        var machine = try PhaseMachine.sample { $0.maxRestarts = 2 }
        _ = machine.handle(.start, at: noon)
        func crashes(at moment: Timestamp) {
            _ = machine.handle(crash, at: moment)
            _ = machine.handle(.backoffElapsed, at: moment)
        }
        let earlier = noon + .seconds(-3600)
        crashes(at: noon)
        crashes(at: earlier)
        #expect(machine.phase == .starting)
        crashes(at: earlier + .seconds(61))
        #expect(machine.phase == .starting, "those before count from the moment the clock was set")
        for _ in 1...2 { crashes(at: earlier + .seconds(62)) }
        #expect(machine.phase.name == .failed)
    }

    @Test(arguments: [true, false])
    func `whose host is gone is waited for when it was there before, and given up when it never was`(wasReady: Bool) throws {
        let lost = PhaseMachine.Event.ended(
            RunEnd(status: .disconnected("nothing listens there"), at: noon, stderrTail: []), jitter: 0)
        var machine = try PhaseMachine.sample { $0.maxRestarts = 2 }
        _ = machine.handle(.start, at: noon)
        if wasReady { _ = machine.handle(.handshakeSucceeded, at: noon) }
        for _ in 1...5 {
            _ = machine.handle(lost, at: noon)
            _ = machine.handle(.backoffElapsed, at: noon)
        }
        _ = machine.handle(lost, at: noon)
        #expect(machine.phase.name == (wasReady ? .waiting : .failed))
    }

    @Test func `is forgiven everything after a stable while`() throws {
        var machine = try PhaseMachine.sample(in: .ready) { $0.maxRestarts = 1 }
        _ = machine.handle(crash, at: noon)
        _ = machine.handle(.handshakeSucceeded, at: noon)
        _ = machine.handle(.stableElapsed, at: noon)
        #expect(machine.handle(crash, at: noon).last == .launch)
    }

    @Test func `stays down when its policy says never`() throws {
        var machine = try PhaseMachine.sample(in: .ready) { $0.policy = .never }
        _ = machine.handle(crash, at: noon)
        #expect(machine.phase.name == .failed)
    }

    @Test func `that ends well on failure-only policy is simply stopped`() throws {
        var machine = try PhaseMachine.sample(in: .ready)
        _ = machine.handle(goodEnd, at: noon)
        #expect(machine.phase == .stopped)
    }

    @Test func `that ends well before it was ready has failed all the same`() throws {
        var machine = try PhaseMachine.sample(in: .starting)
        _ = machine.handle(goodEnd, at: noon)
        #expect(machine.phase.name == .waiting)
    }

    @Test func `under policy always comes back even when it ended well`() throws {
        var machine = try PhaseMachine.sample(in: .ready) { $0.policy = .always }
        #expect(machine.handle(goodEnd, at: noon).last == .launch)
    }

    @Test func `is spread over time by jitter, a fifth at most`() {
        let policy = RestartPolicy()
        #expect(policy.delay(afterCrash: 3, wasReady: false, jitter: 0) == .milliseconds(2000))
        #expect(policy.delay(afterCrash: 3, wasReady: false, jitter: 0.999_999) >= .milliseconds(1600))
    }
}

/// The columns of the table. An event that is new breaks the switch below, and its name is missing in the table then.
private enum Column: CaseIterable {
    case start, stop, restart, kill, preparationBegan, preparationEnded, launchFailed, handshakeSucceeded, handshakeFailed
    case startDeadlinePassed, ended, stopDeadlinePassed, backoffElapsed, stableElapsed, idleElapsed, clientsLeft, clientCame
    case degraded, recovered, disable, enable, hostLost, hostFound

    init(of event: PhaseMachine.Event) {
        self =
            switch event {
            case .start: .start
            case .stop: .stop
            case .restart: .restart
            case .kill: .kill
            case .preparationBegan: .preparationBegan
            case .preparationEnded: .preparationEnded
            case .launchFailed: .launchFailed
            case .handshakeSucceeded: .handshakeSucceeded
            case .handshakeFailed: .handshakeFailed
            case .startDeadlinePassed: .startDeadlinePassed
            case .ended: .ended
            case .stopDeadlinePassed: .stopDeadlinePassed
            case .backoffElapsed: .backoffElapsed
            case .stableElapsed: .stableElapsed
            case .idleElapsed: .idleElapsed
            case .clientsLeft: .clientsLeft
            case .clientCame: .clientCame
            case .degraded: .degraded
            case .recovered: .recovered
            case .disable: .disable
            case .enable: .enable
            case .hostLost: .hostLost
            case .hostFound: .hostFound
            }
    }
}

struct `Every phase` {
    static let events: [PhaseMachine.Event] = [
        .start, .stop, .restart, .kill, .launchFailed(report), .handshakeSucceeded, .handshakeFailed(report),
        .startDeadlinePassed,
        crash, .stopDeadlinePassed, .backoffElapsed, .stableElapsed, .degraded("slow"), .recovered, .disable, .enable,
        .hostLost("no route"), .hostFound, .preparationBegan, .preparationEnded, .clientsLeft, .clientCame, .idleElapsed,
    ]

    /// Rows: phases. Columns: where each of the events above leads. A cell that changes is a decision to be seen.
    static let table: [(Phase.Name, String)] = [
        (.stopped, "sta · sta · · · · · · · · · · · dis · · · · · · · ·"),
        (.starting, "· stg stg · fai rea stg stg wai · · · · · stg · unk · · · · · ·"),
        (.ready, "· stg stg · · · · · sta · · · deg · stg · unk · · · · · stg"),
        (.degraded, "· stg stg · · · · · sta · · · · rea stg · unk · · · · · stg"),
        (.stopping, "· · · · sto · · · sto · · · · · · · · · · · · · ·"),
        (.waiting, "sta sto sta · · · · · · · sta · · · dis · · · · · · · ·"),
        (.failed, "sta sto sta · · · · · · · · · · · dis · · · · · · · ·"),
        (.disabled, "· · · · · · · · · · · · · · · sto · · · · · · ·"),
        (.unknown, "· sto · · · · · · · · · · · · dis · · sta · · · · ·"),
        (.needsSecret, "sta sto sta · · · · · · · · · · · dis · · · · · · · ·"),
    ]

    @Test func `has a row, and every event a column`() {
        #expect(Self.table.map(\.0) == Phase.Name.allCases)
        #expect(Set(Self.events.map(Column.init)) == Set(Column.allCases))
        #expect(Self.events.count == Column.allCases.count)
    }

    @Test(arguments: table)
    func `answers every event`(row: (Phase.Name, String)) throws {
        let outcome = try Self.events.map { event in
            var machine = try PhaseMachine.sample(in: row.0)
            let before = machine.phase
            _ = machine.handle(event, at: noon)
            return machine.phase == before || machine.phase.name == before.name ? "·" : machine.phase.name.short
        }
        #expect(outcome.joined(separator: " ") == row.1)
    }
}

extension Phase.Name {
    fileprivate var short: String {
        switch self {
        case .stopped: "sto"
        case .starting: "sta"
        case .ready: "rea"
        case .degraded: "deg"
        case .stopping: "stg"
        case .waiting: "wai"
        case .failed: "fai"
        case .disabled: "dis"
        case .unknown: "unk"
        case .needsSecret: "nee"
        }
    }
}

extension PhaseMachine {
    /// A machine led to a phase by events.
    fileprivate static func sample(
        in phase: Phase.Name = .stopped, _ adjust: (inout RestartPolicy) -> Void = { _ in }
    ) throws -> PhaseMachine {
        var execution = Execution()
        adjust(&execution.restart)
        var machine = PhaseMachine(id: try ServerID("sample"), execution: execution)
        let way: [Event] =
            switch phase {
            case .stopped: []
            case .starting: [.start]
            case .ready: [.start, .handshakeSucceeded]
            case .degraded: [.start, .handshakeSucceeded, .degraded("slow")]
            case .stopping: [.start, .handshakeSucceeded, .stop]
            case .waiting: [.start, crash]
            case .failed: [.start, .launchFailed(report)]
            case .disabled: [.disable]
            case .unknown: [.start, .hostLost("no route")]
            case .needsSecret: [.start, .launchFailed(lack)]
            }
        for event in way { _ = machine.handle(event, at: noon) }
        try #require(machine.phase.name == phase)
        return machine
    }
}
