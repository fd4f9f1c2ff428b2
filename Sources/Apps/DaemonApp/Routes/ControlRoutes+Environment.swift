import ServerExecution
import ServerModel

extension ControlRoutes {
    /// What the server would be started with. Throws `unknown-server`, or what is wrong with its definition.
    func environment(of name: String) async throws -> EnvironmentReport {
        let status = try await supervisor.status(of: name)
        guard let definition = await definitions.all[status.id]?.reading.definition else {
            throw ErrorReport(
                code: "invalid-definition", problem: "the definition of '\(status.id)' has errors",
                remedy: "run 'mcp-manager show \(status.id)'")
        }
        _ = await shell.ask()
        return planner.report(on: definition)
    }
}
