import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `Keys of config.yaml` {
    @Test func `take the place of the usual ones`() {
        let (table, problems) = Keys.table(["restart": ["ctrl-r", "f5"], "pane.health": ["H"]])
        #expect(problems == [])
        #expect(table.action(for: .control("r"), in: .servers) == .restart)
        #expect(table.action(for: .function(5), in: .status) == .restart)
        #expect(table.action(for: .character("r"), in: .servers) == nil)
        #expect(table.action(for: .character("H"), in: .logs) == .pane(.health))
        #expect(table.action(for: .control("r"), in: .form) == .reveal, "other places keep theirs")
    }

    @Test func `may be exchanged`() {
        let (table, problems) = Keys.table(["restart": ["x"], "stop": ["r"]])
        #expect(problems == [])
        #expect(table.action(for: .character("x"), in: .servers) == .restart)
        #expect(table.action(for: .character("r"), in: .servers) == .stop)
    }

    @Test func `never take a letter from what is typed`() {
        let (table, problems) = Keys.table(["up": ["~"], "redraw": ["~"]])
        #expect(problems == [])
        #expect(table.action(for: .character("~"), in: .servers) == .up)
        #expect(table.action(for: .character("~"), in: .palette) == nil)
        #expect(table.action(for: .up, in: .palette) == .up)
        #expect(table.action(for: .control("l"), in: .prompt) == .redraw)
    }

    @Test(
        arguments: [
            (["restrat": ["R"]], "there is no action 'restrat'; did you mean 'restart'?"),
            (
                ["restart": ["hyper-x"]],
                "'hyper-x' is no key for 'restart': write a letter, ctrl-x, f5, space, enter, tab or the like"
            ),
            (["restart": ["x"]], "x of 'restart' already means 'stop' in 'Health'"),
            (["interrupt": ["q"]], "ctrl-c always cancels, and quits: 'interrupt' keeps it"),
        ])
    func `that cannot be are told and change nothing`(wanted: [String: [String]], problem: String) {
        let (table, problems) = Keys.table(wanted)
        #expect(problems == [problem])
        #expect(table.bindings == Keys.table.bindings)
    }

    @Test func `leave no key with two meanings, whatever they are`() {
        var random = Seeded(state: 23_45)
        let names = Action.named.keys.sorted()
        let words =
            "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789:?/".map(String.init) + [
                "ctrl-a", "f4", "space", "tab", "esc", "nonsense",
            ]
        for _ in 0..<40 {
            let wanted = (0..<8).map { _ in
                (names[Int.random(in: 0..<names.count, using: &random)], [words[Int.random(in: 0..<words.count, using: &random)]])
            }
            let table = Keys.table(Dictionary(wanted) { first, _ in first }).table
            #expect(table.conflicts.isEmpty)
            #expect(table.action(for: .control("c"), in: .servers) == .interrupt)
        }
    }

    @Test(
        arguments: [
            (.restart, "restart"), (.nextPane, "next-pane"), (.pane(.health), "pane.health"), (.themes(.choose), "themes.choose"),
        ] as [(Action, String)])
    func `name actions as the help page does`(action: Action, name: String) {
        #expect(action.name == name)
        #expect(Action.named[name] == action)
    }

    @Test func `are heard as soon as the daemon tells them, with a word about mistakes`() {
        var app = Scenario(connecting: Size(columns: 120, rows: 40))
        var daemon = Sample.daemon
        daemon.dashboard = DashboardSettings(keys: ["quit": ["ctrl-x"], "stop": ["r"], "strat": ["s"]])
        app.receive(.connected(generation: 1, daemon: daemon, servers: Sample.household, at: Sample.now))
        #expect(app.toast() == "keys in config.yaml: there is no action 'strat'; did you mean 'start'? (and 1 more)")
        _ = app.takeEffects()
        app.press(key: .control("x"))
        #expect(app.takeEffects() == [.quit])
    }
}

/// Numbers that look random and are the same every time (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
