import ServerModel

/// What is asked of the daemon about `config.yaml`.
enum SettingsRequest: PageRequest {
    case setDashboard(DashboardSettings)

    var look: String? {
        switch self {
        case .setDashboard: nil
        }
    }
}

/// What it answers.
enum SettingsAnswer: Sendable {
    /// In force now.
    case dashboard(DashboardSettings)
}
