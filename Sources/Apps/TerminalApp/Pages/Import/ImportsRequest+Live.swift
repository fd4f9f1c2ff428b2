import ControlAPI
import ServerModel

extension ControlClient {
    func answer(_ request: ImportsRequest) async throws -> ImportsAnswer {
        switch request {
        case .candidates: .candidates(try await importCandidates())
        case .take(let wanted): .taken(try await importServers(wanted))
        case .undo(let id): .taken(try await undoImport(id))
        }
    }
}
