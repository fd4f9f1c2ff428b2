import CWipe
import DaemonLaunch
import ServerModel
import TerminalKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The dashboard program.
public enum TerminalApp {
    /// Runs until the user leaves; `arguments` come without the program's name.
    ///
    /// Returns the exit status: 0 done, 1 failed, 2 bad use.
    @MainActor
    public static func main(_ arguments: [String]) async -> Int32 {
        do {
            let options = try Options(arguments)
            switch options.mode {
            case .help: print(Options.help)
            case .version: print("mcp-manager-tui \(productVersion)")
            case .plain(let task): try await printPlainly(task, options)
            case .dashboard:
                if isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
                    try showDashboard(options)
                } else {
                    try await printPlainly(.status(follows: false), options)
                }
            }
            return 0
        } catch let error as BadUse {
            complain(ErrorReport(error))
            return 2
        } catch {
            complain(ErrorReport(describing: error))
            return 1
        }
    }

    @MainActor
    private static func showDashboard(_ options: Options) throws {
        // Secrets are typed here.
        cw_guard_memory()
        let home = home(options)
        try home.prepare()
        let backend = Backend.live(home: home).connecting()
        let themes = ThemeShelf(folder: home.path + "/themes", list: TextFile.names, read: TextFile.contents)
        var appearance = Appearance(
            asked: options.theme ?? environment("MCP_MANAGER_THEME"), avoidsColors: environment("NO_COLOR") != nil)
        let theme = try theme(appearance, on: themes)
        let keptError = redirectErrors(to: home.logsDirectory + "/tui.log")
        defer { restoreErrors(keptError) }
        let terminal = try Terminal.open(
            theme: theme, options: Terminal.Options(colorDepth: .ansi256, glyphs: options.isASCII ? .ascii : nil))
        defer { terminal.close() }
        appearance.limit(toASCII: !terminal.glyphs.isUnicode)
        let dashboard = try Dashboard(
            terminal: terminal, themes: themes, appearance: appearance, backend: backend,
            home: label(of: home), userHome: environment("HOME"), localTime: SystemClock.localTime, clock: SystemClock.now)
        dashboard.run()
    }

    private static func printPlainly(_ task: PlainTask, _ options: Options) async throws {
        if case .secrets = task { cw_guard_memory() }
        let isUnicode = PlainCharacters.areUnicode(locales: ["LC_ALL", "LC_CTYPE", "LANG"].map { environment($0) })
        let screen = PlainScreen(
            localTime: SystemClock.localTime, clock: SystemClock.now,
            say: { StandardStreams.say(isUnicode ? $0 : PlainCharacters.simple($0)) }, ask: StandardStreams.ask)
        try await screen.run(task, over: Backend.live(home: home(options)).connect(true))
    }

    // MARK: - What the environment says

    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    private static func home(_ options: Options) -> HomeDirectory {
        HomeDirectory.resolved(option: options.home, environment: environment)
    }

    /// The home as the header names it; `nil` for the default one, which needs no name.
    private static func label(of home: HomeDirectory) -> SafeText? {
        let standard = HomeDirectory.resolved(option: nil) { $0 == "MCP_MANAGER_HOME" ? nil : environment($0) }
        guard home != standard else { return nil }
        if let user = environment("HOME"), home.path.hasPrefix(user + "/") {
            return SafeText("~" + home.path.dropFirst(user.count))
        }
        return SafeText(home.path)
    }

    /// The theme to begin with. One that was asked for and does not exist is an error; mistakes in its file only cost what they
    /// concern, and the dashboard says so.
    private static func theme(_ appearance: Appearance, on shelf: ThemeShelf) throws -> Theme {
        let name = appearance.theme
        let (theme, warnings) = shelf.theme(name)
        if theme.name != name, !shelf.hasFile(name), let warning = warnings.first {
            throw ErrorReport(code: "unknown-theme", problem: warning.problem, remedy: warning.fix)
        }
        return theme
    }

    // MARK: - Standard error

    private static func complain(_ report: ErrorReport) {
        let text = SafeText("mcp-manager-tui: \(report.problem)").string + "\n" + SafeText("  \(report.remedy)").string + "\n"
        _ = Array(text.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Points standard error at a file, so that no stray word lands on the screen; answers what it was.
    private static func redirectErrors(to path: String) -> Int32 {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return -1 }
        let kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        dup2(file, STDERR_FILENO)
        close(file)
        return kept
    }

    private static func restoreErrors(_ kept: Int32) {
        guard kept >= 0 else { return }
        dup2(kept, STDERR_FILENO)
        close(kept)
    }
}
