import ServerModel

/// Every request of the control API. The daemon's router and the client both read this table, so they cannot drift apart.
public enum ControlRoute: String, Hashable, Sendable, CaseIterable {
    /// The answer is a `DaemonInfo`.
    case daemon
    /// Answered with 202; the daemon then ends gracefully.
    case stopDaemon
    /// The answer is `[ServerStatus]`, sorted by name.
    case servers
    /// The body is a `NewServer`, the answer (201) a `ServerStatus`.
    case addServer
    /// What ``addServer`` would write: the body is a `NewServer`, the answer a `DefinitionDocument`.
    case draftServer
    /// The answer is a `ServerStatus`.
    case server
    /// The answer is a `DefinitionDocument`.
    case definition
    /// The body is a `DefinitionEditRequest`, the answer a `DefinitionEdited`.
    case changeDefinition
    /// The answer is an `EnvironmentReport`: what the server would be started with.
    case environment
    /// The answer is a ``RemovedServer``.
    case removeServer
    /// Puts a definition that was taken away back: the body is the ``RemovedServer``, the answer (201) a `ServerStatus`.
    case restoreServer
    /// The body is a `DashboardSettings`, the answer the one that is in force then.
    case setDashboard
    /// The answer is a `ServerStatus`; `?wait=true` delays it until the server has settled. `?mode=development` (or `local`)
    /// starts and restarts it in that mode, until it is stopped.
    case start, stop, restart, kill
    /// The answer is `[LogRecord]`, oldest first; the query is a `LogQuery` (see ``Parameter``), of which `last` is 200 if not given.
    case logs
    /// A stream of `LogRecord` events, beginning with those that ``logs`` would answer.
    case followLogs
    /// The same for several servers, merged by time: `?server=` (may be repeated; without one, all of them).
    case allLogs, followAllLogs
    /// A stream of `LogSearchNews` of the same servers; the query is a `LogQuery` without `last`. Leaving ends the search.
    case searchLogs
    /// The answer is `[HealthSummary]`, by name.
    case allHealth
    /// The answer is a `HealthHistory`.
    case health
    /// Checks the server now; the answer is a `HealthHistory`.
    case checkHealth
    /// The answer is an `AlertOverview`.
    case alerts
    /// The body is an `AlertAcknowledgement`, the answer an `Alert`.
    case acknowledgeAlert
    /// The body is an `AlertSilence` without its id, the answer (201) the one that was made.
    case silenceAlerts
    /// Ends a silence, `{id}` is its number; the answer is the silence that was ended.
    case endSilence
    /// Tells all channels that this is a test; the answer is an `AlertTest`.
    case testAlerts
    /// The answer is text: Prometheus's exposition format, version 0.0.4.
    case metrics
    /// A stream of `ServerEvent` events; the header `Last-Event-ID` resumes.
    case events
    /// The answer is `[DoctorFinding]`.
    case doctor
    /// The answer is `[CallRecord]`, newest first; see ``Parameter`` for the query, which is a `CallQuery`.
    case calls
    /// The answer is a `CallRecord`.
    case call
    /// Makes the call again; the answer is a `CallReplay`.
    case replayCall
    /// The answer is `[ToolDescription]`; starts the server like a client would.
    case tools
    /// The body is a JSON object, the tool's arguments; the answer is a `ToolCallResult`.
    case callTool
    /// The answer is `[ResourceSample]`, oldest first; `?minutes=N`, up to a week.
    case use
    /// The answer is a `ProcessReport`; `?foreign=false` leaves out those of other programs.
    case processes
    /// A stream of `[ServerActivity]`, every two seconds.
    case followProcesses
    /// Ends a foreign server; the body is an ``EndRequest``, the answer an ``EndedServer``.
    case endProcess
    /// Makes a foreign server ours; the body is an ``AdoptionRequest``, the answer (201) an ``Adoption``.
    case adoptProcess
    /// The answer is `[ServerSecrets]`, of every server.
    case allSecrets
    /// The answer is a `ServerSecrets`.
    case secrets
    /// The body is a `SecretChanges`, the answer a `SecretsApplied`.
    case setSecrets
    /// The answer is a `SecretsApplied`.
    case deleteSecret
    /// The body is a `SecretRotation`, the answer a `SecretRotationOutcome`; it takes as long as the server needs to start.
    case rotateSecret
    /// The answer is `[SecretStoreReport]`, in the order in which they are asked.
    case secretStores
    /// The body is a `VaultRequest`, the answer `[SecretStoreReport]`.
    case vault
    /// The answer is `[FoundCredential]`; `?path=` (absolute, may be repeated) looks there instead of at the usual places.
    case credentials
    /// The body is a `CredentialMoveRequest`, the answer a `CredentialMove`.
    case moveCredentials
    /// Undoes a move: `{id}` is that of its `CredentialMove`, whose files the answer tells.
    case undoMove
    /// The answer is `[PlatformStatus]`: those that are configured or installed first, each by id.
    case platforms
    /// The answer is a `PlatformStatus`.
    case platform
    /// The body is a `PlatformText`, the answer (201) a `PlatformStatus`: describes a client we do not know.
    case addPlatform
    /// The body is a `PlatformSyncRequest`, the answer a `PlatformSync`: what ``applyPlatforms`` would do.
    case planPlatforms, applyPlatforms
    /// The body is a `PlatformUndoRequest`, the answer a `PlatformSync`.
    case undoPlatforms
    /// The answer is `[PlatformSyncRecord]`, newest first.
    case platformHistory
    /// The answer is `[PlatformCopy]`, newest first.
    case platformCopies
    /// The body is a `PlatformRestoreRequest`, the answer a `PlatformSync`.
    case restorePlatform
    /// The answer is `[ImportCandidate]`; `?from=ID` (may be repeated) looks into the files of these clients alone.
    case importCandidates
    /// The body is an `ImportRequest`, the answer an `ImportOutcome`.
    case importServers
    /// Undoes an import: `{id}` is that of its `ImportOutcome`, which is the answer.
    case undoImport

    /// What every path begins with.
    public static let root = "/api/v1"

    /// The HTTP method.
    public var method: String {
        switch self {
        case .daemon, .servers, .server, .definition, .environment, .logs, .followLogs, .events, .doctor, .calls, .call, .tools,
            .use,
            .processes, .followProcesses, .allSecrets, .secrets, .secretStores, .credentials, .platforms, .platform,
            .platformHistory, .platformCopies, .importCandidates, .allLogs, .followAllLogs, .searchLogs, .allHealth, .health,
            .alerts,
            .metrics:
            "GET"
        case .stopDaemon, .addServer, .draftServer, .restoreServer, .start, .stop, .restart, .kill, .replayCall, .callTool,
            .endProcess,
            .adoptProcess, .rotateSecret, .vault, .moveCredentials, .undoMove, .addPlatform, .planPlatforms,
            .applyPlatforms, .undoPlatforms, .restorePlatform, .importServers, .undoImport, .checkHealth, .acknowledgeAlert,
            .silenceAlerts, .testAlerts:
            "POST"
        case .setSecrets, .changeDefinition, .setDashboard: "PUT"
        case .removeServer, .deleteSecret, .endSilence: "DELETE"
        }
    }

    /// The path with `{id}` where a server's name goes, as routers write it.
    public var template: String {
        let server = "\(Self.root)/servers/{id}"
        let platforms = "\(Self.root)/platforms"
        return switch self {
        case .daemon: "\(Self.root)/daemon"
        case .stopDaemon: "\(Self.root)/daemon/stop"
        case .servers, .addServer: "\(Self.root)/servers"
        case .server, .removeServer: server
        case .definition, .environment: "\(server)/\(rawValue)"
        case .changeDefinition: "\(server)/definition"
        case .restoreServer: "\(server)/restore"
        case .setDashboard: "\(Self.root)/settings/dashboard"
        case .start, .stop, .restart, .kill: "\(server)/\(rawValue)"
        case .logs: "\(server)/logs"
        case .followLogs: "\(server)/logs/follow"
        case .allLogs: "\(Self.root)/logs"
        case .followAllLogs: "\(Self.root)/logs/follow"
        case .searchLogs: "\(Self.root)/logs/search"
        case .draftServer: "\(Self.root)/drafts"
        case .allHealth: "\(Self.root)/health"
        case .health: "\(server)/health"
        case .checkHealth: "\(server)/health/check"
        case .alerts: "\(Self.root)/alerts"
        case .acknowledgeAlert: "\(Self.root)/alerts/acknowledge"
        case .silenceAlerts: "\(Self.root)/alerts/silences"
        case .endSilence: "\(Self.root)/alerts/silences/{id}"
        case .testAlerts: "\(Self.root)/alerts/test"
        case .metrics: "\(Self.root)/metrics"
        case .events: "\(Self.root)/events"
        case .doctor: "\(Self.root)/doctor"
        case .calls: "\(Self.root)/calls"
        case .call: "\(Self.root)/calls/{id}"
        case .replayCall: "\(Self.root)/calls/{id}/replay"
        case .tools: "\(server)/tools"
        case .callTool: "\(server)/tools/{tool}/call"
        case .use: "\(server)/use"
        case .processes: "\(Self.root)/processes"
        case .followProcesses: "\(Self.root)/processes/follow"
        case .endProcess: "\(Self.root)/processes/{id}/end"
        case .adoptProcess: "\(Self.root)/processes/{id}/adopt"
        case .allSecrets: "\(Self.root)/secrets"
        case .secrets, .setSecrets: "\(server)/secrets"
        case .deleteSecret: "\(server)/secrets/{secret}"
        case .rotateSecret: "\(server)/secrets/{secret}/rotate"
        case .secretStores: "\(Self.root)/secrets/stores"
        case .vault: "\(Self.root)/secrets/vault"
        case .credentials: "\(Self.root)/secrets/credentials"
        case .moveCredentials: "\(Self.root)/secrets/credentials/move"
        case .undoMove: "\(Self.root)/secrets/moves/{id}/undo"
        case .platforms, .addPlatform: platforms
        case .platform: "\(platforms)/{id}"
        case .planPlatforms: "\(platforms)/plan"
        case .applyPlatforms: "\(platforms)/apply"
        case .undoPlatforms: "\(platforms)/undo"
        case .platformHistory: "\(platforms)/history"
        case .platformCopies: "\(platforms)/{id}/copies"
        case .restorePlatform: "\(platforms)/{id}/restore"
        case .importCandidates, .importServers: "\(platforms)/import"
        case .undoImport: "\(platforms)/imports/{id}/undo"
        }
    }

    /// The path with values in the places of `{id}` and its like, escaped as a URL needs it.
    func path(_ values: [String: String]) -> String {
        let parts = template.split(separator: "/").map { part in
            values.first { part == "{\($0.key)}" }.map { URLText.escaped($0.value) } ?? String(part)
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The names in the queries of ``calls``, ``processes``, ``use``, ``credentials``, ``importCandidates`` and those about logs.
    public enum Parameter {
        public static let server = "server", failed = "failed", tool = "tool", before = "before", limit = "limit"
        public static let foreign = "foreign", minutes = "minutes", path = "path"
        public static let from = "from"
        public static let last = "last", first = "first", since = "since", until = "until"
        public static let level = "level", pattern = "pattern", text = "text"
        public static let session = "session", correlation = "correlation", stream = "stream"
    }
}
