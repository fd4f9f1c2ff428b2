import ControlAPI
import ServerModel

extension ControlClient {
    func answer(_ request: CallsRequest) async throws -> CallsAnswer {
        switch request {
        case .list(let query): .list(try await calls(query))
        case .replay(let id): .replayed(try await replay(call: id))
        }
    }
}
