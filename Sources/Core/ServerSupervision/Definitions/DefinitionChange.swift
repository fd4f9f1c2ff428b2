import ServerModel

/// What is different between two definitions of a server, and whether a run must be replaced for it.
struct DefinitionChange: Hashable, Sendable {
    /// The keys that differ, as they are written in the file: `execution.local.args`.
    var keys: [String] = []
    /// Those of ``keys`` that a run depends on: what it runs, with what, and where.
    var decisive: [String] = []

    var needsNewRun: Bool { !decisive.isEmpty }

    /// Both as they are run: a mode that a person chose is in them already.
    init(from old: ServerDefinition, to new: ServerDefinition) {
        let mode = new.execution.mode
        for row in Self.rows where row.differs(old, new) {
            if keys.last != row.key { keys.append(row.key) }
            if row.decides(mode) { decisive.append(row.key) }
        }
    }

    private struct Row {
        var key: String
        var decides: (ExecutionMode) -> Bool
        var differs: (ServerDefinition, ServerDefinition) -> Bool

        init<Value: Equatable>(
            _ key: String, _ value: @escaping (ServerDefinition) -> Value,
            decides: @escaping (ExecutionMode) -> Bool = { _ in false }
        ) {
            self.key = key
            self.decides = decides
            differs = { value($0) != value($1) }
        }
    }

    private static func always(_: ExecutionMode) -> Bool { true }
    private static func isProcess(_ mode: ExecutionMode) -> Bool { mode == .local || mode == .development }
    private static func isDevelopment(_ mode: ExecutionMode) -> Bool { mode == .development }

    /// Every key of a definition but its name, which cannot change.
    private static var rows: [Row] {
        about + execution
            + [
                Row("secrets", { $0.secrets.map { [$0.name, "\($0.required)", $0.from] } }, decides: always),
                Row("secrets", { $0.secrets.map { [$0.description, "\($0.type)", "\($0.validation)"] } }),
                Row("platforms", \.platforms),
                Row("monitoring", \.monitoring),
                Row("development.hot_reload", \.development.hotReload),
                Row("development.ignore", \.development.ignore),
                Row("development.debug_mode", \.development.debugMode, decides: isDevelopment),
                Row("development.test_mode", \.development.testMode, decides: isDevelopment),
                Row("development.mock_external_apis", \.development.mockExternalAPIs, decides: isDevelopment),
                Row("dependencies", \.dependencies, decides: always),
                Row("tools", \.tools),
                Row("metadata", \.metadata),
            ]
    }

    private static var about: [Row] {
        [
            Row("version", \.version), Row("description", \.description), Row("author", \.author), Row("license", \.license),
            Row("homepage", \.homepage), Row("enabled", \.enabled), Row("start", \.start),
        ]
    }

    private static var execution: [Row] {
        [
            Row("execution.mode", \.execution.mode, decides: always),
            Row("execution.python_version", \.execution.pythonVersion, decides: isProcess),
            Row("execution.transport", \.execution.transport, decides: always),
            Row("execution.port", \.execution.port, decides: always),
            Row("execution.path", \.execution.path, decides: always),
            Row("execution.era", \.execution.era, decides: always),
            // For clients that come from now on.
            Row("execution.sessions", \.execution.sessions),
            Row("execution.start_timeout", \.execution.startTimeout),
            Row("execution.idle_timeout", \.execution.idleTimeout),
            Row("execution.restart", \.execution.restart),
            Row("execution.limits", \.execution.limits, decides: always),
            Row("execution.sandbox", \.execution.sandbox, decides: always),
            Row("execution.local.command", \.execution.local?.command, decides: isProcess),
            Row("execution.local.args", \.execution.local?.args, decides: isProcess),
            Row("execution.local.cwd", \.execution.local?.cwd, decides: isProcess),
            Row("execution.local.source_dir", \.execution.local?.sourceDir, decides: isProcess),
            Row("execution.local.main_script", \.execution.local?.mainScript, decides: isProcess),
            Row("execution.local.requirements", \.execution.local?.requirements, decides: isProcess),
            Row("execution.local.environment", \.execution.local?.environment, decides: isProcess),
            Row("execution.docker", \.execution.docker, decides: { $0 == .docker }),
            Row("execution.remote", \.execution.remote, decides: { $0 == .remote }),
        ]
    }
}
