import ControlAPI
import Hummingbird
import ServerModel

/// The routes that change what people wrote.
extension ControlRoutes {
    func answerEdits(_ route: ControlRoute, _ name: String, _ request: Request) async throws -> Response {
        switch route {
        case .draftServer:
            await definitions.refresh()
            return try .json(await definitions.draft(request.decoded(NewServer.self)))
        case .restoreServer:
            try await definitions.restore(name, from: request.decoded(RemovedServer.self).backup)
            return try .json(await supervisor.status(of: name), status: .created)
        case .setDashboard:
            return try .json(await dashboard.set(request.decoded(DashboardSettings.self)))
        default:
            await definitions.refresh()
            let isRunning = try await supervisor.status(of: name).run != nil
            let wanted = try await request.decoded(DefinitionEditRequest.self)
            return try .json(await definitions.change(name, by: wanted, isRunning: isRunning))
        }
    }
}
