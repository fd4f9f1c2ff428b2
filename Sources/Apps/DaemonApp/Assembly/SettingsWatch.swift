import DaemonLaunch
import FileWatching
import ServerConfiguration
import ServerModel
import ServerSupervision

/// Has an edited `config.yaml` take effect: alerts and the dashboard at once, anything else with the next daemon, which is said.
actor SettingsWatch {
    private let home: HomeDirectory
    private let alerts: AlertDesk
    private let dashboard: DashboardDesk
    private let events: EventHub
    private var reading: ManagerSettingsReading
    private var folder: FolderWatch?

    init(
        _ reading: ManagerSettingsReading, home: HomeDirectory, alerts: AlertDesk, dashboard: DashboardDesk, events: EventHub
    ) {
        self.reading = reading
        self.home = home
        self.alerts = alerts
        self.dashboard = dashboard
        self.events = events
    }

    func begin(_ watcher: FileWatcher?) {
        folder = watcher?.watch(home.path, ignoring: IgnoreList(Self.others), isRecursive: false) { [weak self] _ in
            Task { await self?.look() }
        }
    }

    /// What else is in the home, and changes for other reasons.
    private static let others = ["run", "logs", "state", "servers", "backups", "bin", "platforms", "templates", "themes"]

    private func look() async {
        let new = ManagerSettingsReading.read(home.path + "/config.yaml")
        guard new != reading else { return }
        let before = reading.settings
        reading = new
        for diagnostic in new.diagnostics { tell("\(diagnostic)", diagnostic.severity) }
        // What cannot be understood changes nothing.
        guard !new.diagnostics.contains(where: { $0.severity == .error }) else { return }
        if new.settings.alerts != before.alerts {
            await alerts.adopt(new.settings.alerts)
            tell("config.yaml was edited: its alerts are in force", .ok)
        }
        if new.settings.dashboard != before.dashboard {
            await dashboard.adopt(new.settings.dashboard)
            tell("config.yaml was edited: its dashboard is in force", .ok)
        }
        var others = new.settings
        others.alerts = before.alerts
        others.dashboard = before.dashboard
        guard others != before else { return }
        tell(
            "config.yaml was edited: run 'mcp-manager daemon restart' for what is not about alerts; clients stay connected",
            .warning)
    }

    private func tell(_ message: String, _ severity: Severity) {
        if severity == .warning || severity == .error { complain(message) }
        events.publish(ServerEvent(sequence: 0, time: .now, server: nil, kind: .notice, severity: severity, message: message))
    }
}
