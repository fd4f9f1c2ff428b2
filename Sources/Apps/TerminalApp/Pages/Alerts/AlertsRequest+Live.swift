import ControlAPI
import ServerModel

extension ControlClient {
    func answer(_ request: AlertsRequest) async throws -> AlertsAnswer {
        switch request {
        case .overview: .overview(try await alerts())
        case .acknowledge(let what): .acknowledged(try await acknowledge(what))
        case .silence(let silence): .silence(try await self.silence(silence))
        case .endSilence(let id): .silence(try await endSilence(id))
        case .test: .tested(try await testAlerts())
        }
    }
}
