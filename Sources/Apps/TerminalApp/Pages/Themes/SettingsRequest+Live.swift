import ControlAPI

extension ControlClient {
    func answer(_ request: SettingsRequest) async throws -> SettingsAnswer {
        switch request {
        case .setDashboard(let settings): .dashboard(try await setDashboard(settings))
        }
    }
}
