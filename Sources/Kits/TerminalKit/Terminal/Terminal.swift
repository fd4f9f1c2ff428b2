import CNcurses

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The one painter: puts frames on the terminal of stdin and stdout and reads its keys, through ncurses.
///
/// One instance at a time, used by one thread. Whatever ends the process but `SIGKILL` (a crash included) gives the terminal
/// back as it was. What the program writes to stdout or stderr meanwhile is kept and shown after ``close()``.
public final class Terminal {
    /// What the program may decide instead of the terminal and the environment.
    public struct Options: Sendable {
        /// `nil`: what the terminal can, and none when `NO_COLOR` is set (no-color.org).
        public var colorDepth: ColorDepth?
        /// `nil`: Unicode when the locale is UTF-8, else ASCII.
        public var glyphs: GlyphSet?

        /// Everything as terminal and environment say, but for what is given.
        public init(colorDepth: ColorDepth? = nil, glyphs: GlyphSet? = nil) {
            self.colorDepth = colorDepth
            self.glyphs = glyphs
        }
    }

    /// What ended a wait.
    public struct Wakeup: OptionSet, Sendable {
        public let rawValue: Int32

        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// ``readEvents()`` has something to say.
        public static let input = Wakeup(rawValue: 1)
        /// The other descriptor is readable, or closed by its writers.
        public static let other = Wakeup(rawValue: 2)
    }

    /// Columns and rows now; changes with ``readEvents()``, which also reports it.
    public private(set) var size: Size
    /// What the terminal can and the user wants.
    public let colorDepth: ColorDepth
    /// What the locale can show. With ASCII, all other characters are painted as their nearest ASCII likeness or `?`.
    public private(set) var glyphs: GlyphSet
    private let startingGlyphs: GlyphSet
    /// The shortest time between two pictures that no key asked for: a slow line shows fewer.
    public let pace: Duration
    /// The ways to the clipboard that this terminal and its surroundings offer.
    public let clipboard: Clipboard
    /// Whether presses and the wheel of the mouse are events. Off at first: it takes the mouse from the terminal's own selecting.
    public var readsMouse = false {
        didSet {
            decoder.readsMouse = readsMouse
            cn_set_mouse(readsMouse)
        }
    }
    /// Another theme repaints the screen at once.
    public var theme: Theme {
        didSet { changeTheme() }
    }

    private var painter: Painter
    private var decoder: InputDecoder
    private var isOpen = true
    private var isAway = false
    private var wasClosedByPeer = false

    /// Takes the terminal over.
    ///
    /// Fails when stdin or stdout is no terminal, when the terminal cannot move its cursor (`dumb`) or is already taken. An
    /// unknown `TERM` counts as `xterm-256color`.
    public static func open(theme: Theme, options: Options = Options()) throws(TerminalFailure) -> Terminal {
        let outcome = Int(cn_open())
        guard outcome == Int(CN_OPENED) else { throw TerminalFailure(opening: outcome) }
        return Terminal(theme: theme, options: options)
    }

    private init(theme: Theme, options: Options) {
        self.theme = theme
        startingGlyphs = options.glyphs ?? (cn_is_utf8() ? .unicode : .ascii)
        glyphs = startingGlyphs
        colorDepth = min(Self.colorDepthOfTerminal, options.colorDepth ?? Self.colorDepthOfEnvironment)
        painter = Painter(theme: theme, depth: colorDepth, isUnicode: glyphs.isUnicode)
        decoder = InputDecoder(sequences: KeySequences.common.merging(KeySequences.ofTerminal) { _, own in own })
        size = Self.measured()
        pace = Pace.suiting(environment: Self.environment)
        clipboard = Clipboard(environment: Self.environment) { access($0, X_OK) == 0 }
    }

    deinit {
        close()
    }

    // MARK: - Output

    /// Shows a frame; one that is already shown costs not a byte.
    ///
    /// A frame of another size than ``size``, drawn just before a resize, is cut or surrounded by blanks. `false` when the
    /// terminal has not taken the earlier ones yet: the frame is not shown, and a newer one should be offered a little later.
    @discardableResult
    public func present(_ frame: Frame) -> Bool {
        guard isOpen else { return true }
        returnIfContinued()
        guard !isAway else {
            painter.remember(frame)
            return true
        }
        guard cn_is_ready() else { return false }
        painter.paint(frame, on: size)
        return true
    }

    /// Paints everything anew, for a screen that something else has written to.
    public func redraw() {
        guard isOpen, !isAway else { return }
        painter.repaint(on: size)
    }

    /// Paints with ASCII alone from now on, or with what it began with again.
    public func useASCII(_ isASCII: Bool) {
        glyphs = isASCII ? .ascii : startingGlyphs
        painter.use(isUnicode: glyphs.isUnicode)
        redraw()
    }

    /// Asks the terminal to put a text on its owner's clipboard, which also works from afar; whether it does, nobody can tell.
    ///
    /// `false` when the text is too long for that, or the terminal would print the request.
    public func copy(_ text: String) -> Bool {
        guard isOpen, !isAway, cn_is_like_xterm(), let request = clipboard.request(for: text) else { return false }
        request.withUnsafeBufferPointer { cn_write($0.baseAddress, Int32($0.count)) }
        return true
    }

    // MARK: - Input

    /// The descriptor keys come from, for a poll loop of one's own; ``waitForInput(also:timeoutMilliseconds:)`` is easier.
    public var inputDescriptor: Int32 { cn_input() }
    /// Readable when a resize or a continuation asks for ``readEvents()``; watch it together with ``inputDescriptor``.
    public var signalDescriptor: Int32 { cn_signals() }

    /// Sleeps until the terminal or `other` has something to read, or the time is over (`nil`: never; then the answer is
    /// empty). Costs nothing while nothing happens.
    public func waitForInput(also other: Int32? = nil, timeoutMilliseconds: Int? = nil) -> Wakeup {
        let timeout = timeoutMilliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
        let answer = cn_wait(other ?? -1, timeout)
        var wakeup: Wakeup = []
        if answer & Int32(CN_INPUT) != 0 || answer & Int32(CN_SIGNAL) != 0 { wakeup.insert(.input) }
        if answer & Int32(CN_OTHER) != 0 { wakeup.insert(.other) }
        return wakeup
    }

    /// Everything that happened since the last call, in order; never waits for a key.
    ///
    /// After ``InputEvent/terminalClosed`` there is nothing more to read or show.
    public func readEvents() -> [InputEvent] {
        guard isOpen, !wasClosedByPeer else { return [.terminalClosed] }
        returnIfContinued()
        var events = readKeys()
        let measured = Self.measured()
        if measured != size {
            size = measured
            painter.forget()
            // Before the keys: they were pressed at what the person sees now.
            events.insert(.resize(size), at: 0)
        }
        return events
    }

    // MARK: - Leaving

    /// Gives the terminal to `body`, say to run an editor, and takes it back.
    public func whileAway<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        leave()
        defer { enter() }
        return try body()
    }

    /// Stops the process as Ctrl-Z does at a shell; returns when it is continued, the picture painted anew.
    public func suspend() {
        guard isOpen else { return }
        leave()
        cn_stop()
        enter()
    }

    /// Gives the terminal back as it was and shows what was written to stdout and stderr meanwhile. Once is enough.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        cn_close()
    }

    // MARK: -

    private func readKeys() -> [InputEvent] {
        var events: [InputEvent] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Int(cn_read(&chunk, Int32(chunk.count)))
            if count > 0 {
                events += decoder.decode(chunk[..<count])
            } else if count == Int(CN_CLOSED) {
                wasClosedByPeer = true
                return events + [.terminalClosed]
            } else if decoder.isWaiting, cn_wait(-1, Self.escapeMilliseconds) == 0 {
                // Nothing followed the ESC: it was the key.
                return events + decoder.flush()
            } else if !decoder.isWaiting {
                return events
            } else if cn_wait(-1, 0) & Int32(CN_INPUT) == 0 {
                // A signal, not a key, ended the wait.
                return events + decoder.flush()
            }
        }
    }

    private func leave() {
        guard isOpen, !isAway else { return }
        isAway = true
        cn_leave()
    }

    private func enter() {
        guard isOpen, isAway else { return }
        isAway = false
        // The way back is taken here; the handler of SIGCONT has nothing to add.
        _ = cn_was_continued()
        cn_enter()
        painter.repaint(on: size)
    }

    /// After a stop that was not ours (`kill -STOP`, `kill -TSTP`), the modes and the picture are the shell's.
    private func returnIfContinued() {
        guard !isAway, cn_was_continued() else { return }
        cn_enter()
        painter.repaint(on: size)
    }

    private func changeTheme() {
        guard isOpen else { return }
        painter.use(theme)
        if !isAway { painter.repaint(on: size) }
    }

    /// How long an ESC may be the beginning of something; the usual choice, short enough not to be felt.
    private static let escapeMilliseconds: Int32 = 25

    private static func measured() -> Size {
        var columns: Int32 = 0
        var rows: Int32 = 0
        cn_measure(&columns, &rows)
        return Size(columns: Int(columns), rows: Int(rows))
    }

    private static var colorDepthOfTerminal: ColorDepth {
        switch cn_colors() {
        case 256...: .ansi256
        case 8...: .ansi16
        default: .mono
        }
    }

    private static var colorDepthOfEnvironment: ColorDepth {
        environment("NO_COLOR") == nil ? .ansi256 : .mono
    }

    /// A variable with something in it.
    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}

extension TerminalFailure {
    /// The words for a refusal of `cn_open`.
    init(opening outcome: Int) {
        switch outcome {
        case Int(CN_NOT_A_TERMINAL):
            self.init(
                code: "not-a-terminal", problem: "input or output is not a terminal",
                remedy: "run it in a terminal window, without pipes or redirections")
        case Int(CN_CANNOT_MOVE_CURSOR):
            self.init(
                code: "terminal-too-simple", problem: "this terminal (TERM=\(Self.terminalName)) cannot move its cursor",
                remedy: "use another terminal, or set TERM to what it really is, e.g. TERM=xterm-256color")
        case Int(CN_UNKNOWN_TERMINAL):
            self.init(
                code: "unknown-terminal", problem: "no description of this terminal (TERM=\(Self.terminalName)) was found",
                remedy: "set TERM to a known one, e.g. TERM=xterm, or install the terminfo database (ncurses-base)")
        case Int(CN_ALREADY_OPEN):
            self.init(
                code: "terminal-taken", problem: "this program already uses the terminal",
                remedy: "close the other screen first")
        default:
            self.init(
                code: "terminal-error", problem: "the terminal cannot be prepared: \(String(cString: strerror(cn_errno())))",
                remedy: "close other programs and try again, or use another terminal")
        }
    }

    private static var terminalName: String {
        guard let name = getenv("TERM"), name.pointee != 0 else { return "(not set)" }
        return SafeText(String(cString: name)).string
    }
}
