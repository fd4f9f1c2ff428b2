import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// A scenario told as a person would tell it, before a daemon that answers at once:
///
///     let t = Story()
///     t.pane(.servers).select("slack").lines(.contains("slack").selected()).press(.restart)
///     t.confirm().title("Restart slack?").body(.contains("slack")).accept()
///
/// Keys are named by what they do. A question must be read, its title and its body, before it is answered; a message nobody
/// looked at fails the next key; whatever fails shows the screen.
final class Story {
    private(set) var app: Scenario
    var daemon: FakeDaemon
    /// Keys pressed so far, letters of typed texts not counted.
    private(set) var keystrokes = 0
    /// What was wanted from outside, the newest last.
    private(set) var wanted: [Effect] = []
    /// What of the open question was looked at.
    fileprivate var read: Set<Dialog.Part> = []

    /// More rounds of questions and answers than any key can cause.
    private static let mostRounds = 50

    /// - Parameter isEmpty: there is nothing to tell of any server.
    init(
        _ servers: [ServerStatus] = Sample.household, columns: Int = 120, rows: Int = 40, glyphs: Glyphs = .unicode,
        isEmpty: Bool = false
    ) {
        daemon = FakeDaemon(servers)
        daemon.isEmpty = isEmpty
        app = Scenario(connecting: Size(columns: columns, rows: rows), userHome: "/home/kim")
        app.glyphs = glyphs
        settle()
    }

    // MARK: Acts

    @discardableResult
    func press(_ actions: Action..., location: SourceLocation = #_sourceLocation) -> Story {
        for action in actions { press(location: location) { $0.press(action, location: location) } }
        return self
    }

    @discardableResult
    func press(key: KeyPress, location: SourceLocation = #_sourceLocation) -> Story {
        press(location: location) { $0.press(key: key, location: location) }
        return self
    }

    private func press(location: SourceLocation, _ press: (inout Scenario) -> Void) {
        if app.state.context == .dialog, read != [.title, .body] {
            fail("a question was answered unread", location)
        }
        keystrokes += 1
        read = []
        press(&app)
        settle()
    }

    /// Types a text where something is typed.
    @discardableResult
    func type(_ text: String, location: SourceLocation = #_sourceLocation) -> Story {
        for letter in text { app.press(key: .character(letter), location: location) }
        settle()
        return self
    }

    @discardableResult
    func paste(_ text: String) -> Story {
        app.paste(text)
        settle()
        return self
    }

    @discardableResult
    func resize(_ columns: Int, _ rows: Int) -> Story {
        app.resize(columns, rows)
        settle()
        return self
    }

    /// Something the daemon says by itself.
    @discardableResult
    func hear(_ event: BackendEvent) -> Story {
        app.receive(event)
        settle()
        return self
    }

    /// Time passes.
    func wait(_ duration: Duration) { app.now = app.now + duration }

    /// Until nothing is asked any more.
    private func settle() {
        for _ in 0..<Self.mostRounds {
            let effects = app.takeEffects()
            guard !effects.isEmpty else { return }
            wanted += effects
            for event in effects.flatMap({ daemon.answer($0) }) { app.receive(event) }
        }
        Issue.record("it asks and asks: \(wanted.suffix(4))\n\(app.screen)")
    }

    // MARK: Looks

    /// A pane that must be on the screen.
    func pane(_ pane: Pane, location: SourceLocation = #_sourceLocation) -> PaneOfStory {
        if app.state.layout?.panes[pane] == nil { fail("\(pane) is not to be seen", location) }
        return PaneOfStory(story: self, pane: pane)
    }

    /// The question that must be open.
    func confirm(location: SourceLocation = #_sourceLocation) -> Dialog {
        if app.state.context != .dialog { fail("nothing is asked", location) }
        return Dialog(story: self)
    }

    /// The box over the panes that must be open.
    func popup(location: SourceLocation = #_sourceLocation) -> Dialog {
        if app.state.overlay == nil { fail("nothing lies over the panes", location) }
        return Dialog(story: self)
    }

    /// The message that must be shown; looking at it is taking notice.
    @discardableResult
    func toast(_ match: LineMatch, location: SourceLocation = #_sourceLocation) -> Story {
        let text = app.toast()
        if !match.matches(text ?? "") { fail("the message is \(text.map { "'\($0)'" } ?? "none"), not \(match)", location) }
        return self
    }

    @discardableResult
    func footer(_ match: LineMatch, location: SourceLocation = #_sourceLocation) -> Story {
        if !match.matches(app.footer) { fail("the footer lacks \(match)", location) }
        return self
    }

    @discardableResult
    func header(_ match: LineMatch, location: SourceLocation = #_sourceLocation) -> Story {
        if !match.matches(app.header) { fail("the header lacks \(match)", location) }
        return self
    }

    /// Where keys go.
    @discardableResult
    func context(_ context: Context, location: SourceLocation = #_sourceLocation) -> Story {
        if app.state.context != context { fail("keys go to \(app.state.context), not \(context)", location) }
        return self
    }

    /// Something that must have been wanted from outside.
    @discardableResult
    func asked(_ effect: Effect, location: SourceLocation = #_sourceLocation) -> Story {
        if !wanted.contains(effect) { fail("\(effect) was not wanted, but \(wanted.suffix(6))", location) }
        return self
    }

    fileprivate func note(_ part: Dialog.Part) { read.insert(part) }

    func fail(_ words: String, _ location: SourceLocation) {
        Issue.record("\(words)\n\(app.screen)", sourceLocation: location)
    }
}

extension Dialog {
    func wasRead(_ part: Part) { story.note(part) }
}
