import ServerModel

/// Makes ready what a run needs, and says how to bring it about then.
public struct Preparer: Sendable {
    private let planner: LaunchPlanner
    private let shell: LoginShell
    private let secrets: @Sendable (ServerDefinition) async -> SecretSupply
    private let workshop: PythonWorkshop

    /// - Parameter secrets: looks for what `LaunchPlanner.secretsWanted(by:)` tells; it never takes long.
    public init(
        planner: LaunchPlanner, shell: LoginShell, tools: ToolRunner,
        secrets: @escaping @Sendable (ServerDefinition) async -> SecretSupply = { _ in SecretSupply() }
    ) {
        self.planner = planner
        self.shell = shell
        self.secrets = secrets
        workshop = PythonWorkshop(tools: tools)
    }

    /// A plan that needs no preparation any more, and the Python environment it uses, to be given back when the run is over.
    ///
    /// Throws a ``LaunchError``; or `CancellationError` when the task was cancelled, and nothing half-made is left.
    func prepare(_ preparation: Preparation, _ report: PreparationReport) async throws -> (plan: RunPlan, lease: PythonLease?) {
        if shell.answer == nil {
            report.progress("asking the login shell for its PATH")
            _ = await shell.ask()
            try Task.checkCancellation()
        }
        // Looked for anew for each run: the run after a rotation has the new value.
        let isInNeed = !LaunchPlanner.secretsWanted(by: preparation.definition).isEmpty
        let planner = planner.supplied(with: isInNeed ? await secrets(preparation.definition) : SecretSupply())
        try Task.checkCancellation()
        var plan = try planner.runPlan(for: preparation.definition)
        guard let python = plan.preparation?.python else {
            plan.preparation = nil
            return (plan, nil)
        }
        let lease = try await workshop.use(python, report)
        do {
            // What is in the environment may be what is to be run.
            plan = try planner.runPlan(for: preparation.definition)
        } catch {
            lease.end()
            throw error
        }
        plan.preparation = nil
        return (plan, lease)
    }
}
