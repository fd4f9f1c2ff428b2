import ServerModel
import TerminalKit

/// The one loop: waits for keys and news, changes the state, shows the screen when something changed.
///
/// One thread, one wait, nothing by the clock, except that "today" ends at midnight.
@MainActor
final class Dashboard {
    private let terminal: Terminal
    private let glyphs: Glyphs
    private let clock: @Sendable () -> Timestamp
    private let news: Mailbox<BackendEvent>
    private let effects: EffectRunner
    private var state: AppState
    private var shownAt: Timestamp
    private var isDirty = true

    /// News is shown at most this often; a key is answered at once.
    private static let pace = Duration.milliseconds(50)

    init(
        terminal: Terminal, glyphs: Glyphs, backend: Backend, home: SafeText?, userHome: String?, localTime: LocalTime,
        clock: @escaping @Sendable () -> Timestamp
    ) throws(TerminalFailure) {
        self.terminal = terminal
        self.glyphs = glyphs
        self.clock = clock
        let news = try Mailbox<BackendEvent>()
        self.news = news
        effects = EffectRunner(backend: backend, clock: clock) { news.post($0) }
        shownAt = clock()
        state = AppState(home: home, userHome: userHome, localTime: localTime, now: clock(), size: terminal.size)
    }

    /// Returns when the user quits or the terminal is gone.
    func run() {
        guard take([.started]) else { return }
        show()
        while true {
            let wakeup = terminal.waitForInput(also: news.descriptor, timeoutMilliseconds: patience)
            var isKey = false
            if wakeup.contains(.input) {
                isKey = true
                guard take(terminal.readEvents().map { .input($0) }) else { return }
            }
            if wakeup.contains(.other) {
                guard take(news.drain().map { .backend($0) }) else { return }
            }
            // Nothing at all: it is midnight, a secret is to be hidden again, or time to show what was held back.
            if wakeup.isEmpty {
                state.now = clock()
                isDirty = true
            }
            if isDirty, isKey || clock() - shownAt >= Self.pace { show() }
        }
    }

    /// Until when to wait: to the end of the pace while something is held back, else until the screen changes by itself.
    private var patience: Int {
        let now = clock()
        var wait = isDirty ? Self.pace - (now - shownAt) : state.localTime.untilMidnight(from: now)
        if let change = state.nextChange { wait = min(wait, change - now) }
        return max(1, Int(wait / .milliseconds(1)))
    }

    /// `false` when it is time to leave.
    private func take(_ events: [AppEvent]) -> Bool {
        for event in events {
            for effect in state.handle(event, at: clock()) {
                switch effect {
                case .quit: return false
                case .redraw: terminal.redraw()
                case .suspend: terminal.suspend()
                default: effects.run(effect)
                }
            }
            isDirty = true
        }
        return true
    }

    private func show() {
        terminal.present(Screen(state: state, glyphs: glyphs).frame(size: terminal.size))
        shownAt = clock()
        isDirty = false
    }
}
