import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// Whatever is asked before something is done.
enum Asked: CaseIterable {
    case restart, deleteSecret, remove, undo

    /// The dashboard while it is asked.
    var state: AppState {
        var app = Scenario()
        app.select("github")
        switch self {
        case .restart: app.press(.restart)
        case .remove: app.press(.forms(.remove))
        case .deleteSecret:
            var state = app.state
            state.overlay = .deletion(SecretDeletion(server: Sample.id("github"), secret: "GITHUB_TOKEN"))
            return state
        case .undo:
            var state = app.state
            state.undoable = [Undoable(label: "alpha", command: "mcp-manager remove alpha", requests: [.alerts(.test)])]
            _ = state.perform(.desk(.undo))
            return state
        }
        return app.state
    }
}

struct `Every question` {
    /// Whether something is done after these keys; the question is answered by then.
    private func isDone(_ asked: Asked, _ keys: KeyPress...) -> Bool {
        var state = asked.state
        let effects = keys.flatMap { state.handle(.input(.key($0)), at: Sample.now) }
        #expect(state.overlay == nil, "\(asked) after \(keys)")
        return effects.contains(where: \.changesSomething)
    }

    @Test(arguments: Asked.allCases)
    func `is answered with Cancel unless something else is chosen`(asked: Asked) {
        #expect(!isDone(asked, .enter))
        for other in [KeyPress.tab, .backTab, .left, .right] {
            #expect(isDone(asked, other, .enter), "\(other)")
            #expect(!isDone(asked, other, other, .enter), "\(other)")
        }
    }

    @Test(arguments: Asked.allCases)
    func `is answered with y, n and Esc`(asked: Asked) {
        #expect(isDone(asked, .character("y")))
        #expect(!isDone(asked, .character("n")) && !isDone(asked, .escape))
    }

    @Test(arguments: Asked.allCases)
    func `tells every key that answers it, its buttons and its command`(asked: Asked) {
        let state = asked.state
        let rows = Screen(state: state, glyphs: .unicode).frame(size: state.size).rows
        for words in ["y yes", "n Esc no", "Enter press", "Tab ← choose"] {
            #expect(rows.last?.contains(words) == true, "\(words): \(rows.last ?? "")")
        }
        #expect(rows.contains { $0.contains(" Cancel ") } && rows.contains { $0.contains("› mcp-manager ") })
    }
}
