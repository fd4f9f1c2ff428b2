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
    /// New lines of a server's log, oldest first.
    case logs(ServerID, generation: Int, [LogRecord])
    /// A log stream ended.
    case logsEnded(ServerID, generation: Int, ErrorReport)
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
    case secretRotated(String, ServerID, generation: Int, Result<SecretRotationOutcome, ErrorReport>)
}
