import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `Sentences that name a key` {
    /// Every key of one letter or with a name is another one, which nobody has: `r` is F114.
    private static let others = BindingTable<Action, Context>(
        Keys.table.bindings.map { binding in
            var binding = binding
            binding.keys = binding.keys.map { key in
                switch key {
                case .character(let letter): .function(Int(letter.unicodeScalars.first?.value ?? 0))
                case .enter: .function(13)
                case .escape: .function(27)
                default: key
                }
            }
            return binding
        })

    private static func rebound(_ state: AppState) -> AppState {
        var state = state
        state.keys = others
        return state
    }

    private static func screen(_ app: Scenario) -> String {
        let state = rebound(app.state)
        return Screen(state: state, glyphs: .unicode).frame(size: state.size).rows.joined(separator: "\n")
    }

    @Test(arguments: Page.allCases)
    func `name the one that people have given it, where something cannot be done`(page: Page) {
        let t = Story(Sample.checked)
        t.pane(.servers).select("github")
        page.open(t)
        let state = Self.rebound(t.app.state)
        var lost = state
        lost.link = .lost(.daemonEnded)
        for action in Action.allCases {
            for words in [state.objection(to: action), lost.objection(to: action)].compactMap(\.self) {
                let named = words.firstMatch(of: /(?:; |press )(?:[A-Za-z0-9\/]|Esc|Enter) [a-z]+s\b/)
                #expect(named == nil, "\(action): \(words)")
            }
        }
        #expect(lost.objection(to: .alerts(.test)) == "not connected to the daemon; F82 connects again")
    }

    @Test(arguments: [
        ("grafana", "F13 starts it and asks for its tools"), ("slack", "F50 says why"), ("notion", "F53 shows which"),
        ("a-server-with-quite-a-long-name", "F111 in the list switches it on"),
    ])
    func `name it where a server has no tools to show`(server: String, words: String) {
        var app = Scenario()
        app.select(server)
        app.press(.pane(.tools))
        #expect(Self.screen(app).contains(words))
    }

    @Test func `name it in pages with nothing in them`() {
        #expect(Self.screen(.calls([])).contains("F56 shows the tools"))
        var app = Scenario([Sample.server("git")])
        app.press(.pane(.sessions))
        #expect(Self.screen(app).contains("F54 puts servers into clients' files"))
    }

    @Test func `name it when something was done`() {
        var state = Self.rebound(Scenario().state)
        state.keys.bindings = state.keys.bindings.map { binding in
            var binding = binding
            if binding.action == .themes(.mouse) { binding.keys = [.function(9)] }
            return binding
        }
        _ = state.perform(.themes(.mouse))
        #expect(state.toast?.text.string == "the mouse is read; F9 leaves it to the terminal")
    }
}
