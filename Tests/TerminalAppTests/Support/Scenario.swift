import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// The dashboard in process: press what a person presses, look at what a person sees.
///
/// Keys are named by their action, so that a scenario survives another choice of keys. A message nobody asked for fails the
/// next key.
struct Scenario {
    private(set) var state: AppState
    /// What was wanted from outside, in order.
    private(set) var effects: [Effect] = []
    var glyphs = Glyphs.unicode
    var now = Sample.now
    /// Whether every screen is held to the rules; who sends a hundred thousand events does that alone.
    var isWatched = true
    private var assertedToast: Toast?

    /// A dashboard that has reached the daemon.
    init(
        _ servers: [ServerStatus] = Sample.household, columns: Int = 120, rows: Int = 40, home: SafeText? = nil,
        userHome: String? = nil, glyphs: Glyphs = .unicode
    ) {
        self = Scenario(connecting: Size(columns: columns, rows: rows), home: home, userHome: userHome)
        self.glyphs = glyphs
        receive(.connected(generation: 1, daemon: Sample.daemon, servers: servers, at: Sample.now))
    }

    /// A dashboard that has just begun.
    init(
        connecting size: Size, home: SafeText? = nil, userHome: String? = nil, appearance: Appearance = Appearance()
    ) {
        state = AppState(home: home, userHome: userHome, now: Sample.now, size: size, appearance: appearance)
        send(.started)
    }

    // MARK: - Acts

    mutating func send(_ event: AppEvent, location: SourceLocation = #_sourceLocation) {
        effects += state.handle(event, at: now)
        if isWatched { expectSound(location: location) }
    }

    mutating func receive(_ event: BackendEvent, location: SourceLocation = #_sourceLocation) {
        send(.backend(event), location: location)
    }

    /// Presses the first key that means `action` now.
    mutating func press(_ actions: Action..., location: SourceLocation = #_sourceLocation) {
        for action in actions {
            let context = state.context
            let keys = Keys.table.bindings.filter { $0.action == action && $0.applies(in: context) }.flatMap(\.keys)
            guard let key = keys.first(where: { Keys.table.action(for: $0, in: context) == action }) else {
                Issue.record("no key means \(action) in \(context)\n\(screen)", sourceLocation: location)
                return
            }
            press(key: key, location: location)
        }
    }

    mutating func press(key: KeyPress, location: SourceLocation = #_sourceLocation) {
        if let toast = state.toast, toast != assertedToast {
            Issue.record("unexpected message: \(toast.text)", sourceLocation: location)
        }
        send(.input(.key(key)), location: location)
    }

    mutating func type(_ text: String) {
        for character in text { press(key: .character(character)) }
    }

    mutating func resize(_ columns: Int, _ rows: Int) {
        send(.input(.resize(Size(columns: columns, rows: rows))))
    }

    /// Goes to a server in the list.
    mutating func select(_ name: String) {
        press(.pane(.servers), .top)
        while state.selected?.rawValue != name {
            let before = state.selected
            press(.down)
            guard state.selected != before else {
                Issue.record("no server \(name)")
                return
            }
        }
    }

    /// The log that is shown says something.
    mutating func log(_ records: [LogRecord]) {
        guard let view = state.currentLog else {
            Issue.record("no log is listened to")
            return
        }
        receive(.logs(view.subject, generation: view.generation, records))
    }

    /// The daemon answers the newest question about secrets.
    mutating func answer(_ secrets: ServerSecrets, location: SourceLocation = #_sourceLocation) {
        guard case .loadSecrets(let id, let generation)? = effects.last(where: \.asksForSecrets), id == secrets.server else {
            Issue.record("nobody asked for the secrets of \(secrets.server)", sourceLocation: location)
            return
        }
        receive(.secrets(id, generation: generation, .success(secrets)))
    }

    mutating func paste(_ text: String) { send(.input(.paste(text))) }

    /// What was wanted since the last time.
    mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    // MARK: - Looks

    var frame: Frame { Screen(state: state, glyphs: glyphs).frame(size: state.size) }
    /// The whole screen, right edges trimmed.
    var screen: String { frame.rows.map(Self.trimmed).joined(separator: "\n") }

    /// What stands inside a pane's frame.
    func lines(of pane: Pane) -> [String] {
        guard let rect = state.layout?.panes[pane] else { return [] }
        let inside = rect.inset(by: 1)
        let frame = frame
        return (inside.y..<inside.maxY).map { y in
            Self.trimmed((inside.x..<inside.maxX).map { frame[$0, y].glyph }.joined())
        }
    }

    var footer: String { Self.trimmed(frame.rows.last ?? "") }
    var header: String { Self.trimmed(frame.rows.first ?? "") }

    /// The message shown; asking for it is asserting it.
    mutating func toast() -> String? {
        assertedToast = state.toast
        return state.toast?.text.string
    }

    var question: VerbQuestion? {
        if case .confirmation(let question) = state.overlay { question } else { nil }
    }

    /// What is asked about a secret's value.
    var deletion: SecretDeletion? {
        if case .deletion(let question) = state.overlay { question } else { nil }
    }

    private static func trimmed(_ row: String) -> String {
        String(row.reversed().drop { $0 == " " }.reversed())
    }
}

extension Effect {
    fileprivate var asksForSecrets: Bool {
        if case .loadSecrets = self { true } else { false }
    }
}
