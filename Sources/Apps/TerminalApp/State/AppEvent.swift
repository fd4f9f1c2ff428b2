import ServerModel
import TerminalKit

/// Everything that can happen to the dashboard.
enum AppEvent: Sendable {
    /// The program has begun.
    case started
    case input(InputEvent)
    case backend(BackendEvent)
}

/// What comes back from the daemon. Generations tell late answers from current ones.
enum BackendEvent: Sendable {
    /// The daemon was reached and these are its servers, as of `at`.
    case connected(generation: Int, daemon: DaemonInfo, servers: [ServerStatus], at: Timestamp)
    /// Every server, loaded again.
    case reloaded(generation: Int, daemon: DaemonInfo, servers: [ServerStatus], at: Timestamp)
    case happened(generation: Int, ServerEvent)
    /// The daemon could not be reached, or the connection ended.
    case lost(generation: Int, ErrorReport)
    /// New lines of a log, oldest first.
    case logs(LogSubject, generation: Int, [LogRecord])
    /// A log stream ended.
    case logsEnded(LogSubject, generation: Int, ErrorReport)
    /// What comes of searching and writing logs.
    case logNews(LogNews)
    case performed(Verb, ServerID, generation: Int, Result<ServerStatus, ErrorReport>)
    case secrets(ServerID, generation: Int, Result<ServerSecrets, ErrorReport>)
    /// Values were stored, or one was taken out.
    case secretsApplied(ServerID, generation: Int, Result<SecretsApplied, ErrorReport>)
    /// The clients, and what was written into their files.
    case platforms(generation: Int, Result<PlatformFindings, ErrorReport>)
    /// What would be written.
    case platformsPlanned(generation: Int, Result<PlatformSync, ErrorReport>)
    /// What was written.
    case platformsApplied(generation: Int, Result<PlatformSync, ErrorReport>)
    case answered(Request, generation: Int, Result<Answer, ErrorReport>)
    /// A text is in the clipboard: what, and by which ways it went there; none: it could not be put there.
    case copied(what: String, ways: [String])
    /// What there is to say of themes.
    case themes(ThemeNews)
    /// What a command says, line by line.
    case commandSaid(generation: Int, [String])
    /// A command that had the terminal has ended with this status, or could not be run.
    case terminalReturned([String], Result<Int32, ErrorReport>)
    /// A command has ended with this status, or could not be run.
    case commandEnded(generation: Int, Result<Int32, ErrorReport>)
    case secretRotated(String, ServerID, generation: Int, Result<SecretRotationOutcome, ErrorReport>)
}
