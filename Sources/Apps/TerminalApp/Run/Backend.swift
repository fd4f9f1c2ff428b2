import ServerModel

/// The way to the daemon; the live one is made of a `ControlClient`, tests script theirs.
struct Backend: Sendable {
    /// The command line's program.
    var program = CommandProgram(path: nil, environment: [])
    /// Reaches the daemon, starting it when `launch` is set.
    var connect: @Sendable (_ launch: Bool) async throws -> Connection

    /// What can be asked of a daemon that was reached. Everything throws `ActionableError`s.
    struct Connection: Sendable {
        var daemon: @Sendable () async throws -> DaemonInfo
        var servers: @Sendable () async throws -> [ServerStatus]
        /// Returns once subscribed: what changes afterwards is in the stream.
        var events: @Sendable () async throws -> AsyncThrowingStream<ServerEvent, any Error>
        /// The last lines, at most `last`, and then every new one.
        var follow: @Sendable (LogSubject, _ last: Int) async throws -> AsyncThrowingStream<LogRecord, any Error>
        /// Looks through all that is kept of a log.
        var searchLogs: @Sendable (LogSubject, LogQuery) async throws -> AsyncThrowingStream<LogSearchNews, any Error> = { _, _ in
            throw ErrorReport.notConnected
        }
        /// The server's status right after the verb was accepted.
        var perform: @Sendable (Verb, ServerID) async throws -> ServerStatus
        var secrets: @Sendable (ServerID) async throws -> ServerSecrets
        var setSecrets: @Sendable (ServerID, [String: SecretValue]) async throws -> SecretsApplied
        var deleteSecret: @Sendable (ServerID, String) async throws -> SecretsApplied
        var rotateSecret: @Sendable (ServerID, String, SecretValue) async throws -> SecretRotationOutcome
        var platforms: @Sendable () async throws -> [PlatformStatus]
        /// Newest first.
        var platformHistory: @Sendable () async throws -> [PlatformSyncRecord]
        var planPlatforms: @Sendable (PlatformSyncRequest) async throws -> PlatformSync
        var applyPlatforms: @Sendable (PlatformSyncRequest) async throws -> PlatformSync
        var undoPlatforms: @Sendable (PlatformUndoRequest) async throws -> PlatformSync
        var answer: @Sendable (Request) async throws -> Answer = { _ in throw ErrorReport.notConnected }
        var restorePlatform: @Sendable (String, PlatformRestoreRequest) async throws -> PlatformSync
    }
}

extension ErrorReport {
    /// A question nobody is there to answer.
    static let notConnected = ErrorReport(
        code: "not-connected", problem: "the daemon is gone", remedy: "'mcp-manager daemon start' starts it again")
}
