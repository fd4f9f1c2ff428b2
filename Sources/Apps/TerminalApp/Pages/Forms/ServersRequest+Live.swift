import ControlAPI
import ServerModel

extension ControlClient {
    func answer(_ request: ServersRequest) async throws -> ServersAnswer {
        switch request {
        case .definition(let id): .definition(try await definition(id))
        case .draft(let server): .draft(try await draft(server))
        case .add(let server): .added(try await add(server))
        case .change(let id, let wanted): .changed(try await changeDefinition(wanted, of: id))
        case .remove(let id): .removed(backup: try await remove(id).backup)
        case .restore(let id, let backup): .added(try await restore(id, from: RemovedServer(backup: backup)))
        case .clients: .clients(try await platforms())
        }
    }
}
