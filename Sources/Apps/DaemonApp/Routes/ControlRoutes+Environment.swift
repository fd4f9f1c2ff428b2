import ServerExecution
import ServerModel

extension ControlRoutes {
    /// What the server would be started with. Throws `unknown-server`, or what is wrong with its definition.
    func environment(of name: String) async throws -> EnvironmentReport {
        let definition = try await definitions.definition(name)
        _ = await shell.ask()
        return planner.supplied(with: await secrets.resolver.supply(for: definition)).report(on: definition)
    }
}
