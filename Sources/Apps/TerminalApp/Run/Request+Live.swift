import ControlAPI

extension ControlClient {
    func answer(_ request: Request) async throws -> Answer {
        switch request {
        case .servers(let request): .servers(try await answer(request))
        case .logs(let request): .logs(try await answer(request))
        case .health(let request): .health(try await answer(request))
        case .tools(let request): .tools(try await answer(request))
        case .calls(let request): .calls(try await answer(request))
        case .alerts(let request): .alerts(try await answer(request))
        case .imports(let request): .imports(try await answer(request))
        case .settings(let request): .settings(try await answer(request))
        }
    }
}
