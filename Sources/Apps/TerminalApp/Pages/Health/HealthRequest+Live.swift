import ControlAPI
import ServerModel

extension ControlClient {
    func answer(_ request: HealthRequest) async throws -> HealthAnswer {
        switch request {
        case .all: .all(try await health())
        case .history(let id): .history(try await health(id))
        case .check(let id): .history(try await checkHealth(id))
        case .use(let id, let minutes): .use(try await use(of: id, minutes: minutes))
        case .alerts: .alerts(try await alerts().alerts)
        }
    }
}
