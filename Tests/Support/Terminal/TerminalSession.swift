import Foundation
import ServerModel

/// A program in a real terminal (a tmux server of its own), with keys to press and a screen to look at.
///
/// The terminal's settings are saved before the program starts and after it ends. Nothing polls: the screen is looked
/// at again whenever the program has written something.
public final class TerminalSession: Sendable {
    private let tmux: String
    private let home: TestHome
    private let folder: String
    private let output: TerminalOutput

    /// Opens a terminal of this size and starts one of our programs in it; `variables` are added to those of the home.
    public init(
        _ program: String, _ arguments: [String] = [], variables: [String: String] = [:], columns: Int, rows: Int,
        in home: TestHome
    ) async throws {
        tmux = try Component.tmux.program()
        self.home = home
        folder = "\(home.root)/t\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        output = try TerminalOutput(path: "\(folder)/out")
        try """
        set -g status off
        set -g default-terminal tmux-256color
        set -g remain-on-exit on
        set -s escape-time 0
        """.write(toFile: "\(folder)/conf", atomically: true, encoding: .utf8)
        // The program waits until its output is being read, and what remains of the terminal is kept for a look.
        try #"""
        tmux wait-for go
        ulimit -c 0
        stty -a > before
        # Job control, so that Ctrl-Z stops the program as it does under a shell a person uses.
        set -m
        # A shell ends with a program that SIGINT ended; this one has yet to look.
        trap : INT
        sh -c 'echo $$ > pid; exec "$@"' sh "$@"
        code=$?
        while [ $code -eq 148 ] || [ $code -eq 146 ]; do # 128 + SIGTSTP, on Linux and on macOS
            stty -a > suspended
            tmux wait-for -S suspended
            tmux wait-for resume
            fg > fg
            code=$?
        done
        echo $code > status
        stty -a > after
        tmux wait-for -S ended
        exec cat
        """#.write(toFile: "\(folder)/script", atomically: true, encoding: .utf8)
        home.atEnd { [tmux, folder, environment = home.environment] in
            _ = try await Tool.run(tmux, ["-S", "\(folder)/tmux", "kill-server"], environment: environment)
        }
        try await command(
            [
                "-f", "\(folder)/conf", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", folder,
                "sh", "script", "env",
            ] + variables.map { "\($0.key)=\($0.value)" } + [Product.program(program)] + arguments)
        try await command(["pipe-pane", "cat > \(folder)/out"])
        try await command(["wait-for", "-S", "go"])
    }

    // MARK: Looking

    /// What it shows now.
    public func screen() async throws -> Screen { Screen(try await command(["capture-pane", "-p"])) }

    /// The same with its colours, as the sequences that set them.
    public func paintedScreen() async throws -> String { try await command(["capture-pane", "-e", "-p"]) }

    /// What tmux knows of the terminal: `#{pane_title} #{cursor_y}`.
    public func fact(_ format: String) async throws -> String {
        try await command(["display-message", "-p", format]).trimmingCharacters(in: .newlines)
    }

    /// The screen once it is as wanted.
    @discardableResult
    public func see(
        _ what: String, within limit: Duration = .seconds(20), until isAsWanted: @escaping @Sendable (Screen) -> Bool
    ) async throws -> Screen {
        do {
            return try await TestSupport.within(limit, what) { [self] in
                let arrivals = output.arrivals()
                let now = try await screen()
                if isAsWanted(now) { return now }
                for await _ in arrivals {
                    let now = try await screen()
                    if isAsWanted(now) { return now }
                }
                throw CancellationError()
            }
        } catch let failure as TestFailure {
            throw TestFailure("\(failure) on the screen:\n\(try await screen())\n\(home.story)")
        }
    }

    /// The screen once it shows a text.
    @discardableResult
    public func see(_ text: String, within limit: Duration = .seconds(20)) async throws -> Screen {
        try await see("'\(text)'", within: limit) { $0.contains(text) }
    }

    // MARK: Acting

    /// Presses keys, named as tmux does: `"Enter"`, `"Escape"`, `"r"`.
    public func press(_ keys: String...) async throws { try await command(["send-keys"] + keys) }

    /// Types a text as it is.
    ///
    /// Returns once the terminal has the text: it answers a question only after what it was given before.
    public func type(_ text: String) async throws {
        try await command(["send-keys", "-l", text])
        _ = try await fact("#{pane_id}")
    }

    /// Sends the program a signal.
    public func signal(_ number: Int32) throws {
        guard let id = pid_t(saved("pid")) else { throw TestFailure("the program never started") }
        kill(id, number)
    }

    /// Makes the terminal this big.
    public func resize(columns: Int, rows: Int) async throws {
        try await command(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// What the terminal is like while the program is suspended: waits until it is.
    public func suspended(within limit: Duration = .seconds(30)) async throws -> Remains {
        try await command(["wait-for", "suspended"], within: limit)
        return try await remains(settingsAfter: "suspended")
    }

    /// Brings a suspended program back to the foreground, as `fg` does.
    public func resume() async throws { try await command(["wait-for", "-S", "resume"]) }

    // MARK: Output

    /// The bytes the program wrote during `span`, after it had been quiet for `rest`.
    public func bytesWritten(during span: Duration, afterRestOf rest: Duration) async throws -> Int {
        try await within(.seconds(20), "\(rest) of quiet") { [self] in
            while await somethingArrives(within: rest) {}
        }
        let before = output.count
        // This is the measurement itself: the time has to pass.
        try await Task.sleep(for: span)
        return output.count - before
    }

    private func somethingArrives(within span: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { [output] in await output.arrivals().first { _ in true } != nil && !Task.isCancelled }
            group.addTask {
                try? await Task.sleep(for: span)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }

    // MARK: The end

    /// What the program left behind, once it has ended.
    public func ended(within limit: Duration = .seconds(30)) async throws -> Remains {
        try await command(["wait-for", "ended"], within: limit)
        return try await remains(settingsAfter: "after")
    }

    private func remains(settingsAfter file: String) async throws -> Remains {
        let modes = try await command([
            "display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag} #{keypad_cursor_flag}",
        ])
        return Remains(
            status: saved("status"), settingsBefore: saved("before"), settingsAfter: saved(file),
            modes: modes.trimmingCharacters(in: .whitespacesAndNewlines), screen: try await screen())
    }

    /// What a program left of its terminal.
    public struct Remains: Sendable {
        /// The shell's exit status: the code, or 128 and the signal.
        public var status: String
        /// `stty -a`.
        public var settingsBefore: String
        public var settingsAfter: String
        /// Alternate screen, cursor, mouse, keypad and cursor key modes, as tmux's flags.
        public var modes: String
        public var screen: Screen

        /// The modes of a terminal nobody has touched: only the cursor is on.
        public static let untouched = "0 1 0 0 0"
    }

    private func saved(_ name: String) -> String {
        (FileManager.default.contents(atPath: "\(folder)/\(name)").map { String(decoding: $0, as: UTF8.self) } ?? "")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @discardableResult
    private func command(_ arguments: [String], within limit: Duration = .seconds(20)) async throws -> String {
        let outcome = try await Tool.run(
            tmux, ["-S", "\(folder)/tmux"] + arguments, environment: home.environment, within: limit)
        guard outcome.succeeded else { throw TestFailure("tmux \(arguments.joined(separator: " ")): \(outcome)") }
        return outcome.output
    }
}
