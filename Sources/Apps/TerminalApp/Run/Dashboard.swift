import ServerModel
import TerminalKit

/// The one loop: waits for keys and news, changes the state, shows the screen when something changed.
///
/// One thread, one wait, nothing by the clock, except that "today" ends at midnight and uptimes grow by the hour.
@MainActor
final class Dashboard {
    private let terminal: Terminal
    private var glyphs: Glyphs { terminal.glyphs.isUnicode ? .unicode : .ascii }
    private let themes: ThemeShelf
    private let clock: @Sendable () -> Timestamp
    private let news: Mailbox<BackendEvent>
    private let effects: EffectRunner
    private let program: CommandProgram
    private var state: AppState
    private var shownAt: Timestamp
    /// Until when somebody waits for the answers to a key, or for the first picture: they are shown as they come.
    private var isAwaitedUntil: Timestamp
    private var isDirty = true

    /// Longer than answers take; what comes later is news.
    private static let awaiting = Duration.milliseconds(150)

    init(
        terminal: Terminal, themes: ThemeShelf, appearance: Appearance, backend: Backend, home: SafeText?, userHome: String?,
        localTime: LocalTime, clock: @escaping @Sendable () -> Timestamp
    ) throws(TerminalFailure) {
        self.terminal = terminal
        self.themes = themes
        self.clock = clock
        let news = try Mailbox<BackendEvent>()
        self.news = news
        program = backend.program
        effects = EffectRunner(backend: backend, clock: clock) { news.post($0) }
        shownAt = clock()
        isAwaitedUntil = shownAt + Self.awaiting
        state = AppState(
            home: home, userHome: userHome, localTime: localTime, now: clock(), size: terminal.size,
            appearance: appearance)
    }

    /// Returns when the user quits or the terminal is gone.
    func run() {
        guard take([.started]), look(state.appearance.shownTheme) else { return }
        show()
        while true {
            noticeClock()
            let wakeup = terminal.waitForInput(also: news.descriptor, timeoutMilliseconds: patience)
            if wakeup.contains(.input) {
                isAwaitedUntil = clock() + Self.awaiting
                guard take(terminal.readEvents().map { .input($0) }) else { return }
            }
            if wakeup.contains(.other) {
                guard take(news.drain().map { .backend($0) }) else { return }
            }
            // Nothing at all: a figure has aged, news goes, a secret is to be hidden again, or time to show what was held back.
            if wakeup.isEmpty {
                state.passTime(to: clock())
                isDirty = true
            }
            if isDirty, clock() < isAwaitedUntil || clock() - shownAt >= terminal.pace { show() }
        }
    }

    /// A clock that was set back must not hold anything back, nor let everything through.
    private func noticeClock() {
        let now = clock()
        guard now < shownAt else { return }
        (shownAt, isAwaitedUntil) = (now, now)
    }

    /// Until when to wait: to the end of the pace while something is held back, else until the screen changes by itself.
    private var patience: Int {
        let now = clock()
        var wait = isDirty ? terminal.pace - (now - shownAt) : state.nextAging - now
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
                case .useTheme(let name): guard look(name) else { return false }
                case .useASCII(let isASCII): terminal.useASCII(isASCII)
                case .useMouse(let reads): terminal.readsMouse = reads
                case .offerThemes: guard take([.backend(.themes(.offered(themes.offers)))]) else { return false }
                case .copy(let text, let what): copy(text, what)
                case .lendTerminal(let words): guard take([.backend(.terminalReturned(words, lend(words)))]) else { return false }
                default: effects.run(effect)
                }
            }
            isDirty = true
        }
        return true
    }

    private func show() {
        // A terminal that is still busy gets a newer picture after the pace.
        isDirty = !terminal.present(Screen(state: state, glyphs: glyphs).frame(size: terminal.size))
        shownAt = clock()
    }

    /// Runs a command at the terminal; everything else waits until it has ended.
    private func lend(_ words: [String]) -> Result<Int32, ErrorReport> {
        terminal.whileAway { Result { () throws(ErrorReport) in try program.runAtTerminal(words) } }
    }

    /// Takes another theme and says what is wrong with it; `false` when it is time to leave.
    private func look(_ name: String) -> Bool {
        let (theme, warnings) = themes.theme(name)
        terminal.theme = theme
        return warnings.isEmpty || take([.backend(.themes(.loaded(name, warnings)))])
    }

    /// Asks the terminal, which works from afar, and the program of the desktop, which works in more terminals.
    private func copy(_ text: String, _ what: String) {
        let ways = terminal.copy(text) ? ["OSC 52"] : []
        Self.hand(text, what, to: terminal.clipboard, ways: ways, telling: news)
    }

    /// Not on the loop's thread, which waits for nobody.
    private nonisolated static func hand(
        _ text: String, _ what: String, to clipboard: Clipboard, ways: [String], telling news: Mailbox<BackendEvent>
    ) {
        Task {
            let taker = await clipboard.handToTool(text) ? clipboard.tool?.name : nil
            news.post(.copied(what: what, ways: ways + [taker].compactMap(\.self)))
        }
    }
}
