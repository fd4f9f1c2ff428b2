import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `What is done with a key` {
    /// Actions with a name that equal no command, and why.
    private static let without: [(why: String, actions: [Action])] = [
        (
            "it is about the dashboard itself",
            [
                .help, .zoom, .quit, .redraw, .suspend, .paneServer, .pane(.events), .desk(.messages), .themes(.choose),
                .themes(.mouse),
            ]
        ),
        (
            "it looks at what is here already",
            [
                .filter, .nextMatch, .previousMatch, .toggleWrap, .list(.sort), .logs(.record), .logs(.holdIntake), .logs(.near),
                .logs(.nextError), .logs(.previousError), .logs(.times), .logs(.pretty), .calls(.filter), .events(.filter),
                .events(.oneServer), .events(.attention), .tools(.raw), .tools(.change),
            ]
        ),
        ("it only marks; what the marked ones are told has a line", [.mark, .list(.invertMarks), .list(.bulk)]),
        (
            "the clipboard is the terminal's",
            [
                .logs(.copy), .logs(.copyScreen), .logs(.copyOfServer), .calls(.copy), .tools(.copy), .health(.copy),
                .alerts(.copy), .sessions(.copy), .copySecret, .copyPlatform,
            ]
        ),
        ("it is Ctrl-C of a command that runs", [.tools(.cancel)]),
    ]

    /// Where they are pressed the line is to be seen already.
    private static let shownBefore: Set<Action> = [.confirm, .pressButton, .run, .forms(.submit)]

    /// Every page, and what only comes of something done.
    private static var states: [AppState] {
        let pages = Page.allCases.map { page in
            let t = Story(Sample.checked)
            t.pane(.servers).select("github")
            page.open(t)
            return t.app.state
        }
        let switched = Story()
        switched.pane(.servers).select("git").press(.forms(.toggle))
        return pages + [switched.app.state, Scenario.toolResult().state, Scenario.toolForm("now").state]
    }

    @Test func `equals a command that is shown, or there is a reason why not`() {
        let states = Self.states
        let excused = Set(Self.without.flatMap(\.actions))
        for action in Action.allCases where action.isCommand {
            let line = states.lazy.compactMap { $0.commandLine(of: action) }.first
            #expect((line == nil) == excused.contains(action), "\(action): \(line ?? "no line")")
            #expect(line?.hasPrefix("mcp-manager") ?? true, "\(action): \(line ?? "")")
        }
    }

    @Test func `changes nothing without a line, in the palette and in the events`() {
        for state in Self.states {
            for binding in Keys.table.bindings where binding.applies(in: state.context) {
                guard let key = binding.keys.first(where: { Keys.table.action(for: $0, in: state.context) == binding.action })
                else { continue }
                var after = state
                let effects = after.handle(.input(.key(key)), at: Sample.now)
                let place = "\(binding.action) in \(state.context)"
                if effects.contains(where: \.concernsDaemon), !Self.shownBefore.contains(binding.action) {
                    #expect(state.commandLine(of: binding.action) != nil, "\(place)")
                }
                if effects.contains(where: \.changesSomething) {
                    #expect(after.feed.entries.last?.kind == .command, "\(place)")
                }
            }
        }
    }

    @Test(arguments: [
        (Action.showLogs, "mcp-manager logs github --follow"), (.search, "mcp-manager logs search WORDS github"),
        (.pane(.health), "mcp-manager health github"), (.showSecrets, "mcp-manager secrets list github"),
        (.refresh, "mcp-manager status"), (.restart, "mcp-manager restart github"),
    ])
    func `to a server is the command with its name`(action: Action, line: String) {
        let t = Story()
        t.pane(.servers).select("github")
        #expect(t.app.state.commandLine(of: action) == line)
    }

    @Test func `to a client is the command with its name, and in a plan with what was decided`() {
        let t = Story()
        t.press(.pane(.platforms))
        #expect(t.app.state.commandLine(of: .syncPlatform) == "mcp-manager platform sync claude-desktop")
        let server = t.app.state.selected?.rawValue ?? ""
        #expect(t.app.state.commandLine(of: .syncServer) == "mcp-manager platform sync claude-desktop --server \(server)")
        #expect(t.app.state.commandLine(of: .releasePlatform) == "mcp-manager platform release claude-desktop")
        #expect(t.app.state.commandLine(of: .showEntry) == "mcp-manager platform show claude-desktop")
        #expect(t.app.state.commandLine(of: .undoSync) == "mcp-manager platform undo 20261122T120215-a1")
        t.press(.syncAll)
        #expect(t.app.state.commandLine(of: .agree) == "mcp-manager platform sync")
        #expect(t.app.state.commandLine(of: .decideOurs) == "mcp-manager platform sync --ours filesystem")
    }

    @Test func `to a secret or an alert is the command with its name`() {
        let t = Story()
        t.pane(.servers).select("notion")
        t.press(.pane(.secrets))
        let name = t.app.state.secrets?.chosen?.name ?? ""
        #expect(t.app.state.commandLine(of: .editSecret) == "mcp-manager secrets set notion \(name)")
        #expect(t.app.state.commandLine(of: .deleteSecret) == "mcp-manager secrets delete notion \(name)")
        let alerts = Scenario.alerts().state
        let current = alerts.alerts.currentAlert
        let subject = "--rule \(current?.rule ?? "") --server \(current?.server?.rawValue ?? "")"
        #expect(alerts.commandLine(of: .alerts(.silence)) == "mcp-manager alerts silence \(subject) --for TIME")
    }
}
