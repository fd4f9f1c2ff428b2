import ControlAPI
import ServerModel

extension ControlClient {
    func answer(_ request: ToolsRequest) async throws -> ToolsAnswer {
        switch request {
        case .list(let id): .list(try await tools(of: id))
        case .call(let id, let tool, let arguments): .result(try await call(tool, of: id, arguments: arguments))
        }
    }
}
