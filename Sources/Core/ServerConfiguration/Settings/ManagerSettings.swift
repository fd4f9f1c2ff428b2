import ServerModel

/// `config.yaml` of a home: how the manager itself behaves. Everything in it is optional.
public struct ManagerSettings: Hashable, Sendable {
    public var secrets = Secrets()
    public var logs = Logs()
    public var metrics = Metrics()
    public var alerts = Alerts()
    public var dashboard = DashboardSettings()

    public init() {}

    /// `logs:` — how long they are kept; each server's own limits are in its definition.
    public struct Logs: Hashable, Sendable {
        /// Rotated files that were last written longer ago than this go, in days; `nil`: none goes for its age.
        public var days: Double? = 30

        public init() {}
    }

    /// `metrics:` — where Prometheus may fetch them without a socket.
    public struct Metrics: Hashable, Sendable {
        /// Whether they are served at a port of the loopback interface; the control API serves them in any case.
        public var isEnabled = false
        /// Of 127.0.0.1.
        public var port = 9464

        public init() {}
    }

    /// `secrets:` — where they are kept.
    public struct Secrets: Hashable, Sendable {
        /// The stores in the order in which they are asked; new values go to the first that takes them.
        public var stores: [SecretStoreKind] = [.keyring, .vault]
        /// How long a store may take to answer, in seconds.
        public var deadline: Double = 3
        /// How long a command of a reference (`cmd:`, `pass:`, `op:`) may take, in seconds.
        public var commandDeadline: Double = 15

        public init() {}
    }
}

/// What was understood of `config.yaml`.
public struct ManagerSettingsReading: Hashable, Sendable {
    /// With the defaults where the file says nothing, or nothing that could be understood.
    public var settings: ManagerSettings
    /// In the order of the file.
    public var diagnostics: [Diagnostic]

    /// The file at `path`; none at all is as good as an empty one.
    public static func read(_ path: String) -> ManagerSettingsReading {
        guard TextFile.exists(path) else { return ManagerSettingsReading(settings: ManagerSettings(), diagnostics: []) }
        do throws(FileFailure) {
            let file = try TextFile.read(path, limit: DefinitionReader.sizeLimit + 1)
            return read(text: String(decoding: file.bytes, as: UTF8.self), file: path)
        } catch {
            return ManagerSettingsReading(
                settings: ManagerSettings(),
                diagnostics: [
                    Diagnostic(severity: .error, file: path, line: 1, column: 1, message: error.problem, fix: error.remedy)
                ])
        }
    }

    /// `file`: the path to name in diagnostics.
    public static func read(text: String, file: String) -> ManagerSettingsReading {
        guard !text.allSatisfy({ $0.isWhitespace }) else {
            return ManagerSettingsReading(settings: ManagerSettings(), diagnostics: [])
        }
        let findings = Findings(file: file, source: SourceText(text))
        guard let document = YAMLDocument(findings) else {
            return ManagerSettingsReading(settings: ManagerSettings(), diagnostics: findings.diagnostics)
        }
        let reader = NodeReader(document, findings)
        var settings = ManagerSettings()
        settings.secrets = reader.section("secrets", ManagerSettings.Secrets.init(reading:)) ?? settings.secrets
        settings.logs = reader.section("logs", ManagerSettings.Logs.init(reading:)) ?? settings.logs
        settings.metrics = reader.section("metrics", ManagerSettings.Metrics.init(reading:)) ?? settings.metrics
        settings.alerts = reader.section("alerts", ManagerSettings.Alerts.init(reading:)) ?? settings.alerts
        settings.dashboard = reader.section("dashboard", DashboardSettings.init(reading:)) ?? settings.dashboard
        reader.finish()
        return ManagerSettingsReading(settings: settings, diagnostics: findings.diagnostics)
    }
}

extension ManagerSettings.Logs {
    /// `logs:`
    init(reading reader: NodeReader) {
        self.init()
        if let seconds = reader.seconds("max_age", in: 3600...315_360_000) { days = seconds / 86_400 }
        if reader.flag("keep_for_ever") == true { days = nil }
    }
}

extension ManagerSettings.Metrics {
    /// `metrics:`
    init(reading reader: NodeReader) {
        self.init()
        isEnabled = reader.flag("enabled") ?? isEnabled
        port = reader.integer("port", in: 1...65535) ?? port
    }
}

extension ManagerSettings.Secrets {
    /// `secrets:`
    init(reading reader: NodeReader) {
        self.init()
        deadline = reader.seconds("deadline", in: 0.1...60) ?? deadline
        commandDeadline = reader.seconds("command_deadline", in: 0.1...600) ?? commandDeadline
        guard let names = reader.texts("stores") else { return }
        let known: [SecretStoreKind] = [.keyring, .vault]
        let kinds = names.map { name in known.first { $0.rawValue == name } }
        if let index = kinds.firstIndex(of: nil) {
            reader.error(
                "stores", "there is no store '\(clipped(names[index]))'",
                fix: closestMatch(to: names[index], among: known.map(\.rawValue)).map { "did you mean '\($0)'?" }
                    ?? "the stores are: \(known.map(\.rawValue).joined(separator: ", "))")
        } else if kinds.isEmpty || Set(kinds).count < kinds.count {
            reader.error("stores", "stores must name each store once, and at least one", fix: "write 'stores: [keyring, vault]'")
        } else {
            stores = kinds.compactMap(\.self)
        }
    }
}
